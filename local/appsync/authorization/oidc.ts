import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import type { AuthenticationProvider } from '../definition.ts';
import { unauthorized } from '../wire/errors.ts';
import type { AuthenticationGround } from './authenticate.ts';
import type { Caller } from './caller.ts';

type OidcProvider = Extract<AuthenticationProvider, { type: 'OPENID_CONNECT' }>;

/**
 * The door of one OpenID Connect issuer: its keys are found by discovery, `iat` is required, `clientId` is a pattern
 * that `aud` or `azp` must match, the TTLs are milliseconds since `iat` and since `auth_time`.
 */
export function createOidc({ environment }: AuthenticationGround, provider: OidcProvider) {
  let keys: Promise<JWTVerifyGetKey> | undefined;
  const discovered = () =>
    (keys ??= discoverKeys(provider.issuer).catch((error: unknown) => {
      keys = undefined;
      throw error;
    }));

  const authenticate = async (token: string): Promise<Caller> => {
    const now = environment.clock.now();
    let claims: JWTPayload;
    try {
      const options = { issuer: provider.issuer, currentDate: new Date(now), requiredClaims: ['iat'] };
      ({ payload: claims } = await jwtVerify(token, await discovered(), options));
    } catch (error) {
      if (error instanceof errors.JWTExpired) throw unauthorized('Token has expired.');
      if (error instanceof errors.JWTInvalid || error instanceof errors.JWSInvalid) {
        throw unauthorized('Unable to parse JWT token.');
      }
      environment.log.debug('an OpenID Connect token was refused', { reason: String(error) });
      throw unauthorized();
    }
    if (!matchesClient(provider.clientId, claims)) throw unauthorized();
    if (tooOld(claims.iat, provider.iatTTL, now) || tooOld(claims.auth_time, provider.authTTL, now)) {
      throw unauthorized('Token has expired.');
    }
    return { mode: 'OPENID_CONNECT', identity: { sub: claims.sub, issuer: claims.iss, claims } };
  };
  return { issuer: provider.issuer, authenticate };
}

async function discoverKeys(issuer: string): Promise<JWTVerifyGetKey> {
  const location = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await fetch(location, { signal: AbortSignal.timeout(5_000) });
  if (!response.ok) throw new Error(`${location} answered ${response.status}`);
  const { jwks_uri } = (await response.json()) as { jwks_uri?: string };
  if (!jwks_uri) throw new Error(`${location} names no jwks_uri`);
  return createRemoteJWKSet(new URL(jwks_uri));
}

function matchesClient(clientId: string | undefined, claims: JWTPayload): boolean {
  if (!clientId) return true;
  const pattern = new RegExp(`^(?:${clientId})$`);
  return [claims.aud, claims.azp].flat().some((value) => typeof value === 'string' && pattern.test(value));
}

/** @param ttl - milliseconds; 0 or absent means no limit. */
function tooOld(since: unknown, ttl: number | undefined, now: number): boolean {
  return !!ttl && (typeof since !== 'number' || since * 1000 + ttl < now);
}
