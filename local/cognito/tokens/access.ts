import { notAuthorized, userNotFound } from '../errors.ts';
import type { User } from '../pools/model.ts';
import type { UserPool } from '../pools/registry.ts';
import type { UserPoolClient } from '../pools/settings.ts';
import type { Service } from '../service.ts';
import { isRevoked } from './grants.ts';

/** Who calls an operation with an access token. */
export interface Caller {
  readonly pool: UserPool;
  readonly client: UserPoolClient;
  readonly user: User;
}

/**
 * Reads the access token that a person's own operations bring. Unlike an API behind the pool, Cognito sees revocation.
 * @throws AwsError NotAuthorizedException: invalid, expired, revoked, or of a disabled user;
 * UserNotFoundException once the user is deleted.
 */
export async function authenticate(service: Service, accessToken: string | undefined): Promise<Caller> {
  const { registry, verify } = service;
  const issuer = issuerClaim(accessToken ?? '');
  const pool = registry.pools.get(issuer.slice(issuer.lastIndexOf('/') + 1));
  if (!pool || !accessToken) throw notAuthorized('Invalid Access Token');
  const result = await verify(accessToken, pool.id);
  if (!result.ok)
    throw notAuthorized(result.reason === 'expired' ? 'Access Token has expired' : 'Invalid Access Token');
  const { claims } = result;
  const client = pool.clients.get(claims.client_id ?? '');
  if (claims.token_use !== 'access' || !client) throw notAuthorized('Invalid Access Token');
  if (!String(claims['scope']).split(' ').includes('aws.cognito.signin.user.admin'))
    throw notAuthorized('Access Token does not have required scopes');
  const user = pool.directory.users.get(claims.username ?? '');
  if (!user || user.sub !== claims.sub) throw userNotFound();
  if (!user.enabled) throw notAuthorized('User is disabled.');
  if (isRevoked(pool, claims['event_id'])) throw notAuthorized('Access Token has been revoked');
  return { pool, client, user };
}

function issuerClaim(token: string): string {
  try {
    return String(JSON.parse(String(Buffer.from(token.split('.')[1] ?? '', 'base64url'))).iss);
  } catch {
    return '';
  }
}
