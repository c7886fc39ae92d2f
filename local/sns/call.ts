import { requireAccess } from '../core/access.ts';
import { AwsError } from '../core/aws-error.ts';
import type { Iam, Principal } from '../core/ports.ts';
import type { Operations, Service } from './operations/operation.ts';
import { phoneOperations } from './operations/phones.ts';
import { publishingOperations } from './operations/publishing.ts';
import { subscriptionOperations } from './operations/subscriptions.ts';
import { topicOperations } from './operations/topics.ts';

/**
 * Runs an operation by name, after a look at what the policies of the caller and of the topic allow.
 * @param principal - on whose behalf. Absent: the service itself.
 * @throws AwsError with SNS's error name and message.
 */
export type Call = (operation: string, input: object, principal?: Principal) => Promise<any>;

/** A topic without a policy of its own has one that lets alarms of its account in, and no other service. */
const isAlarm = ({ service }: Principal): boolean => service?.name === 'cloudwatch.amazonaws.com';

/** @param flush - writes what outlives the process: waited for before a caller is told of a change */
export function createCall(service: Service, iam: Iam, flush: () => Promise<void>): Call {
  const operations: Operations = {
    ...topicOperations(service),
    ...subscriptionOperations(service),
    ...publishingOperations(service),
    ...phoneOperations(service),
  };
  return async (name, input, principal) => {
    const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
    if (!operation) {
      throw new AwsError('InvalidAction', `The local cloud does not serve the operation ${name} of SNS.`);
    }
    if (principal) {
      const arn = operation.resource(input);
      const policy = service.registry.findTopic(arn)?.policy;
      const action = `sns:${operation.action ?? name}`;
      if (policy || !isAlarm(principal))
        requireAccess(iam, principal, action, policy ? { arn, policy } : arn, undefined, 403);
    }
    const answer = operation.run(input);
    if (!/^(Get|List|Check)/.test(name)) await flush();
    return answer;
  };
}
