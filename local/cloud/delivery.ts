import { AwsError } from '../core/aws-error.ts';
import type { Principal, Sqs } from '../core/ports.ts';

/**
 * Delivers what one service sends to a destination in another.
 *
 * @throws AwsError of the destination, e.g. QueueDoesNotExist; of a destination whose service is not served.
 */
export const deliveryTo =
  (sqs: Sqs) =>
  async (destinationArn: string, message: object, principal: Principal): Promise<void> => {
    const service = destinationArn.split(':')[2];
    if (service !== 'sqs') {
      throw new AwsError(
        'UnsupportedOperation',
        `The local cloud delivers to queues, not to ${destinationArn}.`,
      );
    }
    const input = { QueueUrl: sqs.urlOf(destinationArn), MessageBody: JSON.stringify(message) };
    await sqs.call('SendMessage', input, principal);
  };
