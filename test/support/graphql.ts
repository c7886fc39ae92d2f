import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Person } from './people.ts';

/** As whom a request is sent: a guest with the API key, a service with IAM, a signed-in person, or with any token. */
export type Caller = 'guest' | 'service' | Person | { readonly token: string };

export interface Answer<Data = any> {
  readonly status: number;
  readonly data: Data;
  readonly errors: readonly {
    readonly errorType: string;
    readonly errorInfo: any;
    readonly message: string;
    readonly path?: readonly (string | number)[];
  }[];
}

export interface ApiPlace {
  readonly url: string;
  readonly region: string;
  readonly apiKey: string;
  readonly credentials: { accessKeyId: string; secretAccessKey: string };
}

/** A client that does nothing but HTTP: answers with whatever the API answered. */
export function createGraphql({ url, region, apiKey, credentials }: ApiPlace) {
  const signer = new SignatureV4({ service: 'appsync', region, credentials, sha256: Sha256 });

  /** @param below - the path below the API's, e.g. `/connect`, where realtime connections are signed for. */
  async function headersFor(caller: Caller, body: string, below = ''): Promise<Record<string, string>> {
    // Compressed answers cost both sides more than they spare on one machine.
    const headers = { 'content-type': 'application/json', 'accept-encoding': 'identity' };
    if (caller === 'guest') return { ...headers, 'x-api-key': apiKey };
    if (caller !== 'service') {
      return { ...headers, authorization: 'token' in caller ? caller.token : caller.accessToken };
    }
    const { protocol, hostname, port, host, pathname } = new URL(url);
    const signed = await signer.sign({
      method: 'POST',
      protocol,
      hostname,
      port: Number(port),
      path: pathname + below,
      headers: { ...headers, host },
      body,
    });
    return signed.headers;
  }

  async function graphql<Data = any>(
    caller: Caller,
    query: string,
    variables: object = {},
  ): Promise<Answer<Data>> {
    const body = JSON.stringify({ query, variables });
    const headers = await headersFor(caller, body);
    const response = await fetch(url, { method: 'POST', headers, body });
    const { data, errors } = (await response.json()) as Partial<Answer<Data>>;
    return { status: response.status, data: data as Data, errors: errors ?? [] };
  }
  return Object.assign(graphql, { headersFor });
}
