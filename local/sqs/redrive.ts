import { AwsError } from '../core/aws-error.ts';
import type { PolicyDocument } from '../core/ports.ts';

/** After how many receives a message goes to which queue. */
export interface RedrivePolicy {
  readonly deadLetterTargetArn: string;
  readonly maxReceiveCount: number;
}

/** Which queues may name a queue as their dead-letter queue. */
export interface RedriveAllowPolicy {
  readonly redrivePermission: 'allowAll' | 'denyAll' | 'byQueue';
  readonly sourceQueueArns: readonly string[];
}

const invalid = (attribute: string) =>
  new AwsError('InvalidAttributeValue', `Invalid value for the parameter ${attribute}.`);

/**
 * Reads the attribute `RedrivePolicy`; an empty text takes the policy away.
 * Source: API reference, SetQueueAttributes; `maxReceiveCount` may be a number or a text, from 1 to 1000, and is 10
 * unless said otherwise.
 *
 * @throws AwsError InvalidAttributeValue.
 */
export function readRedrivePolicy(text: string | undefined): RedrivePolicy | undefined {
  if (!text) return undefined;
  const { deadLetterTargetArn, maxReceiveCount = 10 } = parse(text, 'RedrivePolicy');
  const count = Number(maxReceiveCount);
  if (
    typeof deadLetterTargetArn !== 'string' ||
    !/^arn:[^:]+:sqs:[^:]+:\d+:[\w.-]+$/.test(deadLetterTargetArn)
  )
    throw invalid('RedrivePolicy');
  if (!Number.isInteger(count) || count < 1 || count > 1000) throw invalid('RedrivePolicy');
  return { deadLetterTargetArn, maxReceiveCount: count };
}

/**
 * Reads the attribute `RedriveAllowPolicy`.
 *
 * @throws AwsError InvalidAttributeValue.
 */
export function readRedriveAllowPolicy(text: string | undefined): RedriveAllowPolicy {
  if (!text) return { redrivePermission: 'allowAll', sourceQueueArns: [] };
  const { redrivePermission, sourceQueueArns = [] } = parse(text, 'RedriveAllowPolicy');
  if (!['allowAll', 'denyAll', 'byQueue'].includes(redrivePermission)) throw invalid('RedriveAllowPolicy');
  const byQueue = redrivePermission === 'byQueue';
  if (
    !Array.isArray(sourceQueueArns) ||
    sourceQueueArns.length > 10 ||
    sourceQueueArns.length > 0 !== byQueue
  )
    throw invalid('RedriveAllowPolicy');
  return { redrivePermission, sourceQueueArns };
}

/**
 * Reads the attribute `Policy`.
 *
 * @throws AwsError InvalidAttributeValue.
 */
export function readPolicy(text: string | undefined): PolicyDocument | undefined {
  if (!text) return undefined;
  const document = parse(text, 'Policy');
  if (typeof document.Statement !== 'object' || document.Statement === null) throw invalid('Policy');
  return document as PolicyDocument;
}

export const mayRedrive = ({ redrivePermission, sourceQueueArns }: RedriveAllowPolicy, sourceArn: string) =>
  redrivePermission === 'allowAll' ||
  (redrivePermission === 'byQueue' && sourceQueueArns.includes(sourceArn));

function parse(text: string, attribute: string): Record<string, any> {
  try {
    const value = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Answered below like every other text that is not an object.
  }
  throw invalid(attribute);
}
