import type { PolicyDocument, PolicyStatement, Principal } from '../core/ports.ts';
import { verdict, type AccessQuestion, type Verdict } from './evaluate.ts';
import { matchesPattern } from './pattern.ts';

/**
 * What the policy on a resource says of a caller: of a role, its session, a user, or a service that acts on its own.
 * A statement that allows the account as a whole hands the decision to the identities' own policies, and so says
 * nothing of any of them; one that denies it denies all.
 * Source: IAM User Guide, "AWS JSON policy elements: Principal".
 */
export function resourceVerdict(
  policy: PolicyDocument | undefined,
  principal: Principal,
  question: AccessQuestion,
): Verdict {
  if (!policy) return 'none';
  return verdict([policy], question, (statement) => concerns(statement, principal));
}

function concerns(
  { Effect, Principal: named, NotPrincipal: others }: PolicyStatement,
  principal: Principal,
): boolean {
  const denies = Effect === 'Deny';
  if (named !== undefined) return isNamed(named, principal, denies);
  return others !== undefined && !isNamed(others, principal, true);
}

function isNamed(named: unknown, principal: Principal, asAccount: boolean): boolean {
  if (named === '*') return true;
  const {
    AWS: identities,
    Service: services,
    Federated: federated,
  } = (named ?? {}) as Record<string, string | string[]>;
  // `{ "AWS": "*" }` is everyone, services among them.
  if (list(identities).includes('*')) return true;
  if (principal.service) {
    const { name } = principal.service;
    return list(services).some((pattern) => matchesPattern(pattern, name));
  }
  if (principal.federated && list(federated).includes(identityPools)) return true;
  return list(identities).some(
    (arn) =>
      arn === principal.arn ||
      arn === principal.roleArn ||
      (asAccount && isAccount(arn, principal.accountId)),
  );
}

/** The provider that identities of every pool come from, as trust policies name it. */
const identityPools = 'cognito-identity.amazonaws.com';

const isAccount = (arn: string, accountId: string) =>
  arn === accountId || arn.endsWith(`::${accountId}:root`);

const list = (value: string | string[] | undefined): string[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];
