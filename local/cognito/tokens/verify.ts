import { errors, jwtVerify } from 'jose';
import type { Clock } from '../../core/clock.ts';
import type { TokenClaims, TokenVerification, UserPools } from '../../core/ports.ts';
import type { Registry } from '../pools/registry.ts';
import { issuerOf } from './issue.ts';
import type { SigningKeys } from './keys.ts';

/** Tokens remembered at a time; the least recently seen one gives way. */
const capacity = 10_000;

/**
 * Verifies tokens of the pools as an API in front of them does: signature, issuer, client, expiry, kind. Revocation is
 * not looked at, as AppSync and other verifiers on AWS do not see it either. A token once found good is remembered by its
 * text until it expires, since every request of a client brings it along.
 */
export function createVerifier(registry: Registry, keys: SigningKeys, clock: Clock): UserPools['verify'] {
  const known = new Map<string, TokenClaims>();

  async function check(token: string, userPoolId: string): Promise<TokenVerification> {
    const pool = registry.pools.get(userPoolId);
    // A pool without a key has signed nothing yet.
    if (!pool?.file.state.signingKey) return { ok: false, reason: isToken(token) ? 'invalid' : 'malformed' };
    try {
      const { payload } = await jwtVerify(token, (await keys.of(pool)).public, {
        algorithms: ['RS256'],
        issuer: issuerOf(userPoolId),
        currentDate: new Date(clock.now()),
        requiredClaims: ['exp', 'iat', 'sub', 'token_use'],
      });
      const claims = payload as TokenClaims;
      const client = clientOf(claims);
      if (!client || !pool.clients.has(client)) return { ok: false, reason: 'invalid' };
      return { ok: true, claims };
    } catch (error) {
      if (error instanceof errors.JWTExpired) return { ok: false, reason: 'expired' };
      if (!isToken(token)) return { ok: false, reason: 'malformed' };
      if (error instanceof errors.JOSEError) return { ok: false, reason: 'invalid' };
      throw error;
    }
  }

  return async (token, userPoolId, appIdClientRegex) => {
    let claims = known.get(token);
    if (claims) {
      if (clock.now() >= claims.exp * 1000) {
        known.delete(token);
        return { ok: false, reason: 'expired' };
      }
      if (claims.iss !== issuerOf(userPoolId)) return { ok: false, reason: 'invalid' };
      known.delete(token);
    } else {
      const result = await check(token, userPoolId);
      if (!result.ok) return result;
      claims = result.claims;
    }
    known.set(token, claims);
    if (known.size > capacity) known.delete(known.keys().next().value!);
    if (appIdClientRegex && !compiled(appIdClientRegex).test(clientOf(claims)!))
      return { ok: false, reason: 'invalid' };
    return { ok: true, claims };
  };
}

/** The client a token was made for: `client_id` of an access token, `aud` of an id token. */
function clientOf({ token_use, client_id, aud }: TokenClaims): string | undefined {
  if (token_use === 'access') return client_id;
  return token_use === 'id' ? aud : undefined;
}

/** Three parts, of which the first two are JSON objects. */
function isToken(token: string): boolean {
  const parts = token.split('.');
  try {
    return (
      parts.length === 3 &&
      parts.slice(0, 2).every((part) => JSON.parse(String(Buffer.from(part, 'base64url'))))
    );
  } catch {
    return false;
  }
}

const expressions = new Map<string, RegExp>();

/** A whole-text match, as AppSync applies `AppIdClientRegex`. Not established whether the service anchors it. */
function compiled(expression: string): RegExp {
  let compiledExpression = expressions.get(expression);
  if (!compiledExpression)
    expressions.set(expression, (compiledExpression = new RegExp(`^(?:${expression})$`)));
  return compiledExpression;
}
