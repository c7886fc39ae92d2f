import type { Principal } from './ports.ts';

/** A request to an AWS service API, as the gateway hands it on: signature checked, body read. */
export interface AwsRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
  /** The operation of a JSON-protocol service, from `X-Amz-Target` after the dot. */
  readonly operation?: string;
  /** Who signed; absent for an operation that needs no signature. */
  readonly principal?: Principal;
  /** Credential scope's region, or the cloud's own. */
  readonly region: string;
  readonly requestId: string;
}

export interface AwsResponse {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body: string | Buffer;
}

/** One AWS service on the gateway (port 4566). Errors are thrown as AwsError; the gateway renders them. */
export interface AwsApi {
  /** SigV4 service names in credential scopes, e.g. `['cognito-idp']`. */
  readonly signingNames: readonly string[];
  /** Prefixes of `X-Amz-Target`, e.g. `['AWSCognitoIdentityProviderService']`. */
  readonly targetPrefixes: readonly string[];
  /** How errors are rendered. */
  readonly protocol: 'json-1.0' | 'json-1.1' | 'rest-json' | 'query';
  /** True for what AWS serves without a signature (SignUp, a JWKS document). Given before the signature is looked at. */
  allowsAnonymous(request: Pick<AwsRequest, 'method' | 'path' | 'operation'>): boolean;
  handle(request: AwsRequest): Promise<AwsResponse>;
}
