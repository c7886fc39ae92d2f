import type { ResourceRequest } from '../../core/resource.ts';
import type { SyncDefinition } from '../definition.ts';

const detections = ['VERSION', 'NONE'] as const;
const handlers = ['OPTIMISTIC_CONCURRENCY', 'AUTOMERGE', 'LAMBDA', 'NONE'] as const;

/**
 * The `SyncConfig` of a resolver or function; undefined when it has none.
 * @throws Error naming the logical id for a strategy that is not known, or a `LAMBDA` handler without its function.
 */
export function readSync({ logicalId, properties }: ResourceRequest): SyncDefinition | undefined {
  const config = properties.SyncConfig as Record<string, any> | undefined;
  if (config === undefined) return undefined;
  const detection = detections.find((one) => one === config.ConflictDetection);
  const handler = handlers.find((one) => one === (config.ConflictHandler ?? 'NONE'));
  if (!detection) {
    throw new Error(`${logicalId}: ConflictDetection is one of ${detections.join(', ')}.`);
  }
  if (!handler) throw new Error(`${logicalId}: ConflictHandler is one of ${handlers.join(', ')}.`);
  const lambdaArn = config.LambdaConflictHandlerConfig?.LambdaConflictHandlerArn as string | undefined;
  if (handler === 'LAMBDA' && lambdaArn === undefined) {
    throw new Error(`${logicalId}: the conflict handler LAMBDA needs a LambdaConflictHandlerArn.`);
  }
  return { detection, handler, ...(lambdaArn === undefined ? {} : { lambdaArn }) };
}
