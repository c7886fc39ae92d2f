import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Identity } from '../config.ts';

/** What a request carries to say who sends it: HTTP headers, or members of a WebSocket's header JSON. */
export type Authorization = Record<string, string>;

/** Answers for one identity. */
export interface Authorizer {
  /** @param path - of the request that is signed; only IAM looks at it and at the body. */
  authorize(path: string, body: string): Promise<Authorization>;
  /** Forgets what was kept, after the service refused it. @returns whether another try can succeed. */
  renew(): Promise<boolean>;
}

/** The access token of a signed-in user, refreshed when it is old. */
export interface TokenSource {
  token(): Promise<string>;
  forget(): Promise<void>;
}

/**
 * The authorizer of an identity.
 *
 * @param host - of the endpoint, with its port: it is part of IAM's signature and of every WebSocket header.
 * @param tokens - signs a user of the pool in.
 */
export function authorizerOf(
  identity: Identity,
  {
    host,
    region,
    tokens,
  }: { host: string; region: string; tokens(username: string, password: string): TokenSource },
): Authorizer {
  switch (identity.kind) {
    case 'apiKey':
      return { authorize: async () => ({ 'x-api-key': identity.apiKey }), renew: async () => false };
    case 'userPool': {
      const source = tokens(identity.username, identity.password);
      return {
        authorize: async () => ({ Authorization: await source.token() }),
        async renew() {
          await source.forget();
          return true;
        },
      };
    }
    case 'iam': {
      const signer = new SignatureV4({ credentials: identity, region, service: 'appsync', sha256: Sha256 });
      return { authorize: (path, body) => signed(signer, host, path, body), renew: async () => false };
    }
  }
}

/** These headers are signed and sent, and are all that a WebSocket's header JSON may hold. */
async function signed(signer: SignatureV4, host: string, path: string, body: string): Promise<Authorization> {
  const { headers } = await signer.sign({
    method: 'POST',
    protocol: 'http:',
    hostname: host,
    path,
    headers: {
      accept: 'application/json, text/javascript',
      'content-encoding': 'amz-1.0',
      'content-type': 'application/json; charset=UTF-8',
      host,
    },
    body,
  });
  const { authorization = '', ...rest } = headers;
  return { ...rest, Authorization: authorization };
}
