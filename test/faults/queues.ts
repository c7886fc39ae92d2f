/** The queues of a shop under faults: those that functions work off, and those where failures go. */
import { GetQueueAttributesCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { TestShop } from '../support/shop.ts';

/** Messages that are to be worked off. */
export interface Waiting {
  /** To be had now. */
  readonly visible: number;
  /** Of which somebody has yet to say that they are done. */
  readonly underWay: number;
  /** Put off: their time has not come. */
  readonly later: number;
}

export interface DeadLetter {
  /** The queue by its logical id. */
  readonly queue: string;
  readonly body: string;
}

const failures = /DeadLetters|Undelivered|Dlq/i;
const counts = ['', 'NotVisible', 'Delayed'].map((kind) => `ApproximateNumberOfMessages${kind}` as const);

/** Opens the queues of a shop, as the account's administrator through SQS's own API. */
export function openQueues({ cloud, clock }: TestShop) {
  const { endpoints, region, credentials } = cloud;
  const all = cloud.resources.filter(({ type }) => type === 'AWS::SQS::Queue');

  async function withClient<T>(work: (sqs: SQSClient) => Promise<T>): Promise<T> {
    const systemClockOffset = clock.now() - Date.now();
    const sqs = new SQSClient({ endpoint: endpoints.gateway, region, credentials, systemClockOffset });
    try {
      return await work(sqs);
    } finally {
      sqs.destroy();
    }
  }

  return {
    waiting: () =>
      withClient(async (sqs): Promise<Waiting> => {
        const asked = all
          .filter(({ logicalId }) => !failures.test(logicalId))
          .map(async ({ physicalId: QueueUrl }) => {
            const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: counts as never });
            const { Attributes = {} } = await sqs.send(command);
            return counts.map((name) => Number((Attributes as Record<string, string>)[name] ?? 0));
          });
        const found = await Promise.all(asked);
        const sum = (place: number) => found.reduce((total, one) => total + one[place]!, 0);
        return { visible: sum(0), underWay: sum(1), later: sum(2) };
      }),

    deadLetters: () =>
      withClient(async (sqs) => {
        const found: DeadLetter[] = [];
        for (const { logicalId, physicalId: QueueUrl } of all.filter((one) => failures.test(one.logicalId))) {
          for (;;) {
            const { Messages = [] } = await sqs.send(
              new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 3600 }),
            );
            if (Messages.length === 0) break;
            found.push(...Messages.map(({ Body = '' }) => ({ queue: logicalId, body: Body })));
          }
        }
        return found;
      }),
  };
}

export type Queues = ReturnType<typeof openQueues>;
