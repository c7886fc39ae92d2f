import type { Decision, PolicyDocument, PolicyStatement } from '../core/ports.ts';
import { conditionHolds, parseOperator } from './conditions.ts';
import { matchesPattern, substituteVariables, type RequestContext } from './pattern.ts';

/** What is asked of the policies. */
export interface AccessQuestion {
  /** E.g. `dynamodb:GetItem`. */
  readonly action: string;
  /** An ARN, or `*` for an action without one. */
  readonly resource: string;
  readonly context: RequestContext;
}

/** What policies say to a question. */
export type Verdict = 'deny' | 'allow' | 'none';

/**
 * Decides by identity policies, the policy on the resource and, when there is one, the permissions boundary: an
 * explicit deny in any wins; then one of the first two must allow, and the boundary as well.
 * Source: IAM User Guide, "Policy evaluation logic".
 *
 * @param resourceBased - what the policy on the resource says of this caller
 */
export function evaluate(
  policies: readonly PolicyDocument[],
  boundary: PolicyDocument | undefined,
  question: AccessQuestion,
  resourceBased: Verdict = 'none',
): Decision {
  const identity = verdict(policies, question);
  const bound = boundary ? verdict([boundary], question) : 'allow';
  if (identity === 'deny' || bound === 'deny') return { allowed: false, reason: 'explicitDeny' };
  if (resourceBased === 'deny') return { allowed: false, reason: 'explicitDeny', resourceBased: true };
  return (identity === 'allow' || resourceBased === 'allow') && bound === 'allow'
    ? { allowed: true }
    : { allowed: false, reason: 'implicitDeny' };
}

/**
 * What the statements of some policies say together.
 * @param concerns - whether a statement is about the caller; those of an identity's policies always are
 */
export function verdict(
  policies: readonly PolicyDocument[],
  question: AccessQuestion,
  concerns: (statement: PolicyStatement) => boolean = () => true,
): Verdict {
  let result: Verdict = 'none';
  for (const policy of policies) {
    for (const statement of statementsOf(policy)) {
      if (!concerns(statement)) continue;
      if (!applies(statement, question, policy.Version === '2012-10-17')) continue;
      if (statement.Effect === 'Deny') return 'deny';
      result = 'allow';
    }
  }
  return result;
}

/** True when action, resource and condition of a statement fit the question. */
export function applies(statement: PolicyStatement, question: AccessQuestion, variables: boolean): boolean {
  return (
    actionFits(statement, question.action) &&
    resourceFits(statement, question, variables) &&
    conditionHolds(statement.Condition, question.context)
  );
}

function actionFits({ Action, NotAction }: PolicyStatement, action: string): boolean {
  const among = (patterns: string | string[]) =>
    list(patterns).some((pattern) => matchesPattern(pattern, action, true));
  return Action !== undefined ? among(Action) : NotAction !== undefined && !among(NotAction);
}

function resourceFits(
  { Resource, NotResource }: PolicyStatement,
  { resource, context }: AccessQuestion,
  variables: boolean,
): boolean {
  const among = (patterns: string | string[]) =>
    list(patterns).some((pattern) => {
      const resolved = variables ? substituteVariables(pattern, context) : pattern;
      return resolved !== undefined && matchesPattern(resolved, resource);
    });
  // A trust policy has neither: it is about the role it stands on.
  if (Resource === undefined && NotResource === undefined) return true;
  return Resource !== undefined ? among(Resource) : !among(NotResource!);
}

/** The statements of a document, which may be written as one object. */
export const statementsOf = (policy: PolicyDocument): PolicyStatement[] => list(policy.Statement ?? []);

/** True when a decision by this document can depend on more than principal, action and resource. */
export const isConditional = (policy: PolicyDocument): boolean =>
  JSON.stringify(policy).includes('${') || statementsOf(policy).some((statement) => statement.Condition);

/**
 * Checks a document as IAM does before it stores it.
 *
 * @throws Error naming the statement and what is wrong with it.
 */
export function checkPolicy(policy: PolicyDocument, name: string): void {
  statementsOf(policy).forEach((statement, index) => {
    const at = `Policy ${name}, statement ${statement.Sid ?? index + 1}`;
    if (statement.Effect !== 'Allow' && statement.Effect !== 'Deny') {
      throw new Error(`${at}: Effect must be Allow or Deny, not ${JSON.stringify(statement.Effect)}`);
    }
    if (statement.Action === undefined && statement.NotAction === undefined) {
      throw new Error(`${at}: Action or NotAction is required`);
    }
    for (const operator of Object.keys(statement.Condition ?? {})) {
      try {
        parseOperator(operator);
      } catch (error) {
        throw new Error(`${at}: ${(error as Error).message}`);
      }
    }
  });
}

function list<T>(value: T | T[]): T[] {
  return Array.isArray(value) ? value : [value];
}
