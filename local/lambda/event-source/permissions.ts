import type { Iam } from '../../core/ports.ts';
import type { FunctionRegistry } from '../function.ts';
import type { MappingDefinition } from './mapping.ts';

const streamActions = ['GetRecords', 'GetShardIterator', 'DescribeStream'];
const queueActions = ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'];

/**
 * Checks that the function's role may do what a mapping does on its behalf, as Lambda does before it makes one.
 *
 * @throws Error naming the logical id and what is not allowed.
 */
export function requirePermissions(
  definition: MappingDefinition,
  { iam, functions }: { iam: Iam; functions: FunctionRegistry },
): void {
  const { logicalId, sourceArn } = definition;
  const target = functions.resolve(definition.functionName).definition;
  const { principal } = iam.assume(target.roleArn, target.name);
  const allowed = (action: string, resource: string) => iam.authorize(principal, action, resource).allowed;

  if (definition.source === 'queue') {
    const missing = queueActions.find((action) => !allowed(`sqs:${action}`, sourceArn));
    if (missing === undefined) return;
    throw new Error(
      `${logicalId}: The provided execution role does not have permissions to call ${missing} on SQS (${sourceArn})`,
    );
  }
  if (!streamActions.every((action) => allowed(`dynamodb:${action}`, sourceArn))) {
    throw new Error(
      `${logicalId}: Cannot access stream ${sourceArn}. Please ensure the role can perform the GetRecords, ` +
        'GetShardIterator, DescribeStream, and ListStreams Actions on your stream in IAM.',
    );
  }
  const { onFailure } = definition;
  if (onFailure?.split(':')[2] === 'sqs' && !allowed('sqs:SendMessage', onFailure)) {
    throw new Error(
      `${logicalId}: The provided execution role does not have permissions to call SendMessage on SQS (${onFailure})`,
    );
  }
}
