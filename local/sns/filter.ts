import { compileEventPattern, EventPatternError } from '../core/event-pattern.ts';
import { invalidParameter } from './errors.ts';
import type { Notification } from './model.ts';

/** Source: SNS Developer Guide, "Filter policy constraints". */
const maximumKeys = 5;
const maximumCombinations = 150;

type Policy = Record<string, unknown>;

/**
 * Compiles a filter policy. Its operators are those of event patterns, since SNS as EventBridge builds on
 * aws/event-ruler; what SNS adds are its limits, and how attributes become values: a `String.Array` its elements, a
 * `Number` a number, and a `Binary` nothing.
 *
 * @param scope - `MessageAttributes` or `MessageBody`; a body that is no JSON object fits no policy
 * @throws AwsError InvalidParameterException.
 * @example
 * const accepts = compileFilter('{"kind":["order"],"total":[{"numeric":[">",100]}]}', 'MessageAttributes');
 */
export function compileFilter(text: string, scope: string): (message: Notification) => boolean {
  const refuse = (reason: string) => invalidParameter(`FilterPolicy: ${reason}`);
  let policy: Policy;
  try {
    policy = JSON.parse(text);
  } catch {
    throw refuse('failed to parse JSON.');
  }
  if (typeof policy !== 'object' || policy === null) throw refuse('Filter policy must be a JSON object');
  if (Object.keys(policy).length === 0) return () => true;
  const { keys, combinations, depth } = measure(policy);
  if (keys > maximumKeys) throw refuse('Filter policy can not have more than 5 keys');
  if (combinations > maximumCombinations) throw refuse('Filter policy is too complex');
  if (scope !== 'MessageBody' && depth > 1) {
    throw invalidParameter('Filter policy scope MessageAttributes does not support nested filter policy');
  }
  try {
    const matches = compileEventPattern(policy);
    return scope === 'MessageBody'
      ? ({ message }) => {
          const body = parsed(message);
          return body !== undefined && matches(body);
        }
      : ({ attributes }) => matches(valuesOf(attributes));
  } catch (error) {
    if (error instanceof EventPatternError) throw refuse(error.reason);
    throw error;
  }
}

/** Keys of a policy, how many values their product is, and how deep they lie; of `$or` all alternatives count. */
function measure(policy: Policy): { keys: number; combinations: number; depth: number } {
  let keys = 0;
  let combinations = 1;
  let depth = 1;
  const add = (inner: Policy, below: number) => {
    const found = measure(inner);
    keys += found.keys;
    combinations *= found.combinations;
    depth = Math.max(depth, found.depth + below);
  };
  for (const [name, part] of Object.entries(policy)) {
    if (name === '$or' && Array.isArray(part)) part.forEach((one) => add(one as Policy, 0));
    else if (Array.isArray(part)) {
      keys += 1;
      combinations *= Math.max(1, part.length);
    } else if (typeof part === 'object' && part !== null) add(part as Policy, 1);
  }
  return { keys, combinations, depth };
}

function valuesOf(attributes: Notification['attributes']): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, { DataType, StringValue = '' }]) => {
      if (DataType.startsWith('Binary')) return [];
      if (DataType === 'String.Array') return [[name, parsed(StringValue) ?? []]];
      return [[name, DataType.startsWith('Number') ? Number(StringValue) : StringValue]];
    }),
  );
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
