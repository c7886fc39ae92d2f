import { createHash } from 'node:crypto';
import { AwsError } from '../../core/aws-error.ts';
import { notAuthorized } from '../errors.ts';
import type { Grant, User } from '../pools/model.ts';
import type { UserPool } from '../pools/registry.ts';
import { tokenLifetime } from '../pools/settings.ts';
import type { UserPoolClient } from '../pools/settings.ts';
import type { Service } from '../service.ts';

const hash = (token: string) => createHash('sha256').update(token).digest('base64url');

/**
 * Issues a refresh token: opaque, kept only as a hash.
 * @param predecessor - the grant that it continues when refresh tokens rotate; absent for a new sign-in.
 */
export function issueGrant(
  { environment: { ids, clock } }: Service,
  pool: UserPool,
  client: UserPoolClient,
  user: User,
  predecessor?: Grant,
): { token: string; grant: Grant } {
  const token = ids.bytes(96).toString('base64url');
  const now = clock.now();
  const { state } = pool.file;
  const grant: Grant = {
    tokenHash: hash(token),
    originJti: predecessor?.originJti ?? ids.uuid(),
    eventId: predecessor?.eventId ?? ids.uuid(),
    username: user.username,
    clientId: client.id,
    authTime: predecessor?.authTime ?? Math.floor(now / 1000),
    // A rotated token lives for what its predecessor had left (Cognito guide, refresh token rotation).
    expiresAt: predecessor?.expiresAt ?? now + tokenLifetime(client, 'RefreshToken') * 1000,
    revoked: false,
  };
  state.grants = [...state.grants.filter(({ expiresAt }) => expiresAt > now), grant];
  pool.file.changed();
  return { token, grant };
}

/** Ends a token that was rotated away, after the client's grace period (seconds). */
export function retireGrant(
  { environment }: Service,
  pool: UserPool,
  client: UserPoolClient,
  grant: Grant,
): void {
  const grace = client.properties.RefreshTokenRotation?.RetryGracePeriodSeconds ?? 0;
  grant.retiredAt ??= environment.clock.now() + grace * 1000;
  pool.file.changed();
}

/**
 * Finds what a refresh token stands for.
 * @throws AwsError NotAuthorizedException: invalid, of another client, expired, revoked;
 * RefreshTokenReuseException when it was rotated away.
 */
export function findGrant(
  { environment: { clock } }: Service,
  pool: UserPool,
  client: UserPoolClient,
  token: string,
): Grant {
  const tokenHash = hash(token);
  const grant = pool.file.state.grants.find((other) => other.tokenHash === tokenHash);
  if (!grant || grant.clientId !== client.id) throw notAuthorized('Invalid Refresh Token');
  if (grant.revoked) throw notAuthorized('Refresh Token has been revoked');
  if (clock.now() >= grant.expiresAt) throw notAuthorized('Refresh Token has expired');
  if (grant.retiredAt !== undefined && clock.now() >= grant.retiredAt)
    throw new AwsError('RefreshTokenReuseException', 'Refresh token has been invalidated'); // wording not established
  return grant;
}

/** Ends every token that goes back to one sign-in. Unknown and already revoked tokens are no error. */
export function revokeGrant(pool: UserPool, client: UserPoolClient, token: string): void {
  const tokenHash = hash(token);
  const found = pool.file.state.grants.find(
    (grant) => grant.tokenHash === tokenHash && grant.clientId === client.id,
  );
  if (!found) return;
  for (const grant of pool.file.state.grants) if (grant.originJti === found.originJti) grant.revoked = true;
  pool.file.changed();
}

/** Ends all sessions of a user: refresh tokens at once, access tokens as far as Cognito itself looks at them. */
export function revokeAll(pool: UserPool, user: User): void {
  for (const grant of pool.file.state.grants) if (grant.username === user.username) grant.revoked = true;
  pool.file.changed();
}

/** Whether the sign-in behind an access token was revoked. */
export const isRevoked = (pool: UserPool, eventId: unknown): boolean =>
  pool.file.state.grants.some((grant) => grant.eventId === eventId && grant.revoked);
