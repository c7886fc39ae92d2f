import type { Principal } from '../../core/ports.ts';
import type { AuthMode, FieldRule } from './rules.ts';

/** Who makes a request, once it is known. */
export interface Caller {
  readonly mode: AuthMode;
  /** What handlers see as `ctx.identity`. */
  readonly identity: unknown;
  /** Groups of a Cognito user. */
  readonly groups?: readonly string[];
  /** The pool's answer for fields without a directive. */
  readonly defaultAction?: 'ALLOW' | 'DENY';
  readonly principal?: Principal;
  /** `Type.field` that a Lambda authorizer denies. */
  readonly deniedFields?: ReadonlySet<string>;
}

/** What decides whether two callers may see the same fields: equal texts, equal answers. */
export function standing(caller: Caller): string {
  return JSON.stringify([
    caller.mode,
    caller.defaultAction,
    caller.groups,
    caller.principal?.arn,
    caller.deniedFields && [...caller.deniedFields],
  ]);
}

/** Whether the directives let a caller reach a field. IAM policies are a further question (see `authorize.ts`). */
export function allowedByRule(rule: FieldRule, caller: Caller, coordinate: string): boolean {
  if (rule.anyone) return true;
  if (!rule.modes.has(caller.mode)) return false;
  if (caller.mode === 'AMAZON_COGNITO_USER_POOLS') {
    if (rule.groups) return caller.groups?.some((group) => rule.groups!.includes(group)) ?? false;
    return !rule.byDefault || caller.defaultAction !== 'DENY';
  }
  return !caller.deniedFields?.has(coordinate);
}
