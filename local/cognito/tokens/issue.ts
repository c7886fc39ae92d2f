import type { AuthenticationResultType } from '@aws-sdk/client-cognito-identity-provider';
import { SignJWT } from 'jose';
import type { Grant, User } from '../pools/model.ts';
import type { UserPool } from '../pools/registry.ts';
import { tokenLifetime } from '../pools/settings.ts';
import type { UserPoolClient } from '../pools/settings.ts';
import type { Metadata, Service } from '../service.ts';
import { makeClaims } from './claims.ts';
import type { Claims, TokenOccasion } from './claims.ts';
import { issueGrant } from './grants.ts';
import type { SigningKey } from './keys.ts';

/** The issuer URL that stands in `iss`. */
export const issuerOf = (userPoolId: string) =>
  `https://cognito-idp.${userPoolId.split('_')[0]}.amazonaws.com/${userPoolId}`;

export interface TokenRequest {
  readonly pool: UserPool;
  readonly client: UserPoolClient;
  readonly user: User;
  readonly occasion: TokenOccasion;
  readonly metadata?: Metadata;
}

/** The tokens of a new sign-in: access, id and refresh token. */
export async function signIn(service: Service, request: TokenRequest): Promise<AuthenticationResultType> {
  const { token, grant } = issueGrant(service, request.pool, request.client, request.user);
  return { ...(await signTokens(service, request, grant)), RefreshToken: token };
}

/** Access and id token of a grant. */
export async function signTokens(
  service: Service,
  { pool, client, user, occasion, metadata }: TokenRequest,
  grant: Grant,
): Promise<AuthenticationResultType> {
  const signing = { pool, client, user, grant, issuer: issuerOf(pool.id) };
  const claims = await makeClaims(service, signing, occasion, metadata);
  const key = await service.keys.of(pool);
  return {
    AccessToken: await sign(key, claims.access),
    ExpiresIn: tokenLifetime(client, 'AccessToken'),
    TokenType: 'Bearer',
    IdToken: await sign(key, claims.id),
  };
}

const sign = (key: SigningKey, claims: Claims) =>
  new SignJWT(claims).setProtectedHeader({ kid: key.kid, alg: 'RS256' }).sign(key.private);
