import { AwsError } from '../../core/aws-error.ts';
import type { TokenClaims, UserPools } from '../../core/ports.ts';
import type { IdentityPool, MappingRule, RoleMapping } from './pools.ts';

/** Who showed a token to an identity pool. */
export interface Login {
  /** `cognito-idp.us-east-1.amazonaws.com/us-east-1_AbCdEfGhI` */
  readonly provider: string;
  readonly clientId: string;
  readonly claims: TokenClaims;
}

const refused = (message: string) => new AwsError('NotAuthorizedException', message);

/**
 * Reads the `Logins` of a call: an id token of a user pool that the identity pool knows, by an app client that it knows.
 * Of other providers there are none on a laptop.
 *
 * @returns undefined where there is no login: a guest
 * @throws AwsError NotAuthorizedException.
 */
export async function readLogin(
  pool: IdentityPool,
  logins: unknown,
  verify: UserPools['verify'],
): Promise<Login | undefined> {
  const [login, ...others] = Object.entries((logins ?? {}) as Record<string, string>);
  if (!login) return undefined;
  const [provider, token] = login;
  const clients = pool.clients.get(provider);
  if (!clients || others.length > 0)
    throw refused('Token is not from a supported provider of this identity pool.');
  const verified = await verify(token, provider.split('/')[1] ?? '');
  if (!verified.ok)
    throw refused(
      verified.reason === 'expired'
        ? `Invalid login token. Token expired.`
        : 'Invalid login token. Not a valid OpenId Connect identity token.',
    );
  const clientId = String(verified.claims.aud);
  if (verified.claims.token_use !== 'id' || !clients.has(clientId))
    throw refused('Invalid login token. Incorrect token audience.');
  return { provider, clientId, claims: verified.claims };
}

/**
 * The role of who logged in: that of a mapping for the app client, else the pool's role for whom it knows.
 * @throws AwsError InvalidIdentityPoolConfigurationException, and NotAuthorizedException where a mapping denies.
 */
export function roleOf(pool: IdentityPool, login: Login | undefined): string {
  const role = login ? pool.roles.authenticated : pool.roles.unauthenticated;
  const mapping = login && pool.mappings.get(`${login.provider}:${login.clientId}`);
  const mapped = mapping && mappedRole(mapping, login.claims);
  if (mapped !== undefined) return mapped;
  if (mapping?.ambiguous === 'Deny')
    throw refused('Access denied: no role mapping of the identity pool is unambiguous.');
  if (role === undefined)
    throw new AwsError(
      'InvalidIdentityPoolConfigurationException',
      'Invalid identity pool configuration. Check assigned IAM roles for this pool.',
    );
  return role;
}

function mappedRole({ type, rules }: RoleMapping, claims: TokenClaims): string | undefined {
  if (type === 'Rules') return rules.find((rule) => matches(rule, claims[rule.claim]))?.roleArn;
  const preferred = claims['cognito:preferred_role'];
  if (typeof preferred === 'string') return preferred;
  const roles = claims['cognito:roles'] as string[] | undefined;
  return roles?.length === 1 ? roles[0] : undefined;
}

function matches({ matchType, value }: MappingRule, claim: unknown): boolean {
  const text = Array.isArray(claim) ? claim.join(',') : claim === undefined ? undefined : String(claim);
  if (text === undefined) return false;
  switch (matchType) {
    case 'Equals':
      return text === value;
    case 'NotEqual':
      return text !== value;
    case 'StartsWith':
      return text.startsWith(value);
    case 'Contains':
      return text.includes(value);
  }
}
