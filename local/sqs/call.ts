import { requireAccess } from '../core/access.ts';
import { AwsError } from '../core/aws-error.ts';
import type { Iam, Sqs } from '../core/ports.ts';
import { messageOperations } from './operations/consume.ts';
import { moveTaskOperations } from './operations/move-tasks.ts';
import type { Operations, Service } from './operations/operation.ts';
import { queueOperations } from './operations/queues.ts';

/**
 * Runs operations by name, after a look at what the policies of the caller and of the queue allow.
 * @param done - told of each operation that succeeded, with its answer
 */
export function createCall(
  service: Service,
  iam: Iam,
  done: (operation: string, input: object, answer: object) => void,
): Sqs['call'] {
  const operations: Operations = {
    ...queueOperations(service),
    ...messageOperations(service),
    ...moveTaskOperations(service),
  };
  return async (name, input, principal, signal) => {
    const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
    if (!operation) {
      throw new AwsError(
        'UnsupportedOperation',
        `The local cloud does not serve the operation ${name} of SQS.`,
      );
    }
    // Read before policies are asked, so that what is missing is said of the request and not of a policy.
    const permissions = operation.permissions(input);
    if (principal) {
      for (const [action, resource] of permissions) {
        const policy = service.registry.byArn(resource)?.settings.policy;
        requireAccess(iam, principal, `sqs:${action}`, policy ? { arn: resource, policy } : resource);
      }
    }
    const answer = await operation.run(input, { principal, signal });
    done(name, input, answer);
    // A receive is a loan that comes to nothing by itself; of everything else the caller is told when it is kept.
    if (name !== 'ReceiveMessage') await service.registry.flush();
    return answer;
  };
}
