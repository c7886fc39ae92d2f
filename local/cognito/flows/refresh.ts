import type { AuthenticationResultType } from '@aws-sdk/client-cognito-identity-provider';
import { notAuthorized } from '../errors.ts';
import type { UserPool } from '../pools/registry.ts';
import { rotatesRefreshTokens } from '../pools/settings.ts';
import type { UserPoolClient } from '../pools/settings.ts';
import type { Metadata, Service } from '../service.ts';
import { findGrant, issueGrant, retireGrant } from '../tokens/grants.ts';
import { signTokens } from '../tokens/issue.ts';

/**
 * New tokens for a refresh token. A client that rotates gets a new refresh token with them, and the old one ends after the
 * grace period.
 * @throws AwsError NotAuthorizedException.
 */
export async function refresh(
  service: Service,
  pool: UserPool,
  client: UserPoolClient,
  refreshToken: string,
  metadata: Metadata,
): Promise<AuthenticationResultType> {
  const grant = findGrant(service, pool, client, refreshToken);
  const user = pool.directory.users.get(grant.username);
  if (!user) throw notAuthorized('Refresh Token has been revoked');
  if (!user.enabled) throw notAuthorized('User is disabled.');
  const occasion = 'TokenGeneration_RefreshTokens' as const;
  const tokens = await signTokens(service, { pool, client, user, occasion, metadata }, grant);
  if (!rotatesRefreshTokens(client)) return tokens;
  retireGrant(service, pool, client, grant);
  return { ...tokens, RefreshToken: issueGrant(service, pool, client, user, grant).token };
}
