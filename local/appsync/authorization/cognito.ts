import type { TokenClaims } from '../../core/ports.ts';
import { createCache } from '../cache.ts';
import type { AuthenticationProvider } from '../definition.ts';
import { chain, type Awaitable } from '../execution/promises.ts';
import { unauthorized } from '../wire/errors.ts';
import type { AuthenticationGround, Presented } from './authenticate.ts';
import type { Caller } from './caller.ts';

type CognitoProvider = Extract<AuthenticationProvider, { type: 'AMAZON_COGNITO_USER_POOLS' }>;

/** The door of one user pool. Tokens that were verified are remembered until they expire. */
export function createCognito({ userPools, environment }: AuthenticationGround, provider: CognitoProvider) {
  const issuer = userPools.issuer(provider.userPoolId);
  const verified = createCache<TokenClaims>(10_000);

  const claimsOf = (token: string): Awaitable<TokenClaims> => {
    const known = verified.get(token);
    if (known) {
      if (known.exp * 1000 <= environment.clock.now()) throw unauthorized('Token has expired.');
      return known;
    }
    return userPools.verify(token, provider.userPoolId, provider.appIdClientRegex).then((verification) => {
      if (verification.ok) {
        verified.set(token, verification.claims);
        return verification.claims;
      }
      if (verification.reason === 'expired') throw unauthorized('Token has expired.');
      throw unauthorized(verification.reason === 'malformed' ? 'Unable to parse JWT token.' : undefined);
    });
  };

  return {
    issuer,
    authenticate: (token: string, presented: Presented): Awaitable<Caller> =>
      chain(claimsOf(token), (claims) => caller(claims, provider, presented)),
  };
}

function caller(claims: TokenClaims, provider: CognitoProvider, { sourceIp }: Presented): Caller {
  const groups = claims['cognito:groups'] ?? null;
  const defaultAction = provider.defaultAction ?? 'ALLOW';
  return {
    mode: 'AMAZON_COGNITO_USER_POOLS',
    groups: groups ?? [],
    defaultAction,
    identity: {
      sub: claims.sub,
      issuer: claims.iss,
      username: claims['cognito:username'] ?? claims.username,
      claims,
      sourceIp,
      defaultAuthStrategy: defaultAction,
      groups,
    },
  };
}
