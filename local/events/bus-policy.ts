import type { PolicyDocument, PolicyStatement } from '../core/ports.ts';

/** The statements of the policy on a bus, which may be written as one object. */
export const statementsOfBus = (policy: PolicyDocument | undefined): PolicyStatement[] =>
  policy ? [policy.Statement].flat() : [];

/** A policy with one statement more, in the place of one of the same id. */
export const withStatement = (
  policy: PolicyDocument | undefined,
  statement: PolicyStatement,
): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [...statementsOfBus(policy).filter(({ Sid }) => Sid !== statement.Sid), statement],
});

/** A policy with one statement less; undefined when it was the last. */
export function withoutStatement(policy: PolicyDocument | undefined, id: string): PolicyDocument | undefined {
  const Statement = statementsOfBus(policy).filter(({ Sid }) => Sid !== id);
  return Statement.length > 0 ? { Version: '2012-10-17', Statement } : undefined;
}
