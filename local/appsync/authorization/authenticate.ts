import type { Environment } from '../../core/environment.ts';
import type { Iam, Lambda, UserPools } from '../../core/ports.ts';
import type { ApiDefinition, AuthenticationProvider } from '../definition.ts';
import type { Awaitable } from '../execution/promises.ts';
import { unauthorized } from '../wire/errors.ts';
import type { Caller } from './caller.ts';
import { authenticateKey } from './api-key.ts';
import { createCognito } from './cognito.ts';
import { authenticateSignature } from './signature.ts';
import { peekIssuer } from './jwt.ts';
import { createLambdaAuthorizer } from './lambda-authorizer.ts';
import { createOidc } from './oidc.ts';

/** What a request shows of who makes it. On a WebSocket the headers are those of its authorization object. */
export interface Presented {
  readonly method: string;
  /** As sent, without the query. */
  readonly path: string;
  readonly rawQuery: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Uint8Array | string;
  readonly sourceIp: readonly string[];
  readonly requestId: string;
  /** What a Lambda authorizer is told of the operation. */
  operation(): { queryString: string; operationName?: string; variables: unknown };
}

/** @throws RequestRefusal with the status, type and text that the service answers. */
export type Authenticate = (presented: Presented) => Awaitable<Caller>;

export interface AuthenticationGround {
  readonly environment: Environment;
  readonly iam: Iam;
  readonly lambda: Lambda;
  readonly userPools: UserPools;
}

/**
 * Makes the door of an API. Which mode a request uses is read from what it carries: a SigV4 header means IAM, a JWT is
 * told by its issuer, any other `authorization` goes to the Lambda authorizer, `x-api-key` is a key.
 */
export function createAuthenticator(ground: AuthenticationGround, api: ApiDefinition): Authenticate {
  const providers = [api.defaultAuthentication, ...api.additionalAuthentication];
  const of = <T extends AuthenticationProvider['type']>(type: T) =>
    providers.filter((provider) => provider.type === type) as Extract<AuthenticationProvider, { type: T }>[];
  const cognito = of('AMAZON_COGNITO_USER_POOLS').map((provider) => createCognito(ground, provider));
  const oidc = of('OPENID_CONNECT').map((provider) => createOidc(ground, provider));
  const lambda = of('AWS_LAMBDA').map((provider) => createLambdaAuthorizer(ground, api, provider))[0];
  const usesIam = of('AWS_IAM').length > 0;
  const usesKeys = of('API_KEY').length > 0;

  return (presented) => {
    const authorization = single(presented.headers.authorization);
    const key = single(presented.headers['x-api-key']);
    if (authorization?.startsWith('AWS4-HMAC-SHA256')) {
      if (!usesIam) throw unauthorized();
      return authenticateSignature(ground.iam, presented);
    }
    if (authorization) {
      const token = authorization.replace(/^Bearer\s+/i, '');
      const issuer = peekIssuer(token);
      const door = [...cognito, ...oidc].find((candidate) => candidate.issuer === issuer);
      if (door) return door.authenticate(token, presented);
      if (lambda) return lambda(authorization, presented);
      if (cognito.length + oidc.length > 0) {
        throw unauthorized(issuer === undefined ? 'Unable to parse JWT token.' : undefined);
      }
      if (!key) throw unauthorized();
    }
    if (key) {
      if (!usesKeys) throw unauthorized();
      return authenticateKey(api, key, ground.environment.clock.now());
    }
    throw unauthorized(withoutCredential[api.defaultAuthentication.type]);
  };
}

/** By default mode, for a request that carries nothing. That of IAM and Lambda is not established. */
const withoutCredential: Record<AuthenticationProvider['type'], string | undefined> = {
  API_KEY: undefined,
  AWS_IAM: 'Missing authorization header',
  AWS_LAMBDA: 'Missing authorization header',
  AMAZON_COGNITO_USER_POOLS: 'Valid authorization header not provided.',
  OPENID_CONNECT: 'Valid authorization header not provided.',
};

function single(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
