import { requireAccess } from '../core/access.ts';
import { AwsError } from '../core/aws-error.ts';
import type { Iam, Principal } from '../core/ports.ts';
import { executionOperations } from './operations/executions.ts';
import { historyOperations } from './operations/history.ts';
import { machineOperations } from './operations/machines.ts';
import type { Operations, Service } from './operations/operation.ts';
import { tagOperations } from './operations/tags.ts';
import { activityOperations, taskOperations } from './operations/tasks.ts';
import { aliasOperations, versionOperations } from './operations/versions.ts';

export type RunOperation = (operation: string, input: object, principal?: Principal) => Promise<any>;

/** Runs operations by name, after a look at what the caller's policies allow. */
export function createCall(service: Service, iam: Iam): RunOperation {
  const operations: Operations = {
    ...machineOperations(service),
    ...versionOperations(service),
    ...aliasOperations(service),
    ...tagOperations(service),
    ...executionOperations(service),
    ...historyOperations(service),
    ...taskOperations(service),
    ...activityOperations(service),
  };
  return async (name, input, principal) => {
    const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
    if (!operation) {
      throw new AwsError(
        'UnsupportedOperation',
        `The local cloud does not serve the operation ${name} of Step Functions.`,
      );
    }
    if (principal) requireAccess(iam, principal, `states:${name}`, operation.resource(input));
    return operation.run(input, principal);
  };
}
