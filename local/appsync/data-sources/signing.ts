import type { Credentials } from '../../core/ports.ts';
import { RequestFault } from '../execution/resolve.ts';

/** A request that a data source sends. Header names in lower case. */
export interface HttpRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

const reserved = new Set([
  'host',
  'connection',
  'user-agent',
  'expect',
  'transfer-encoding',
  'content-length',
]);

/** The headers of a request that a resolver may set, in lower case. */
export function settableHeaders(given: unknown): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries((given ?? {}) as object)) {
    if (!reserved.has(name.toLowerCase())) headers[name.toLowerCase()] = String(value);
  }
  return headers;
}

/** The URL of a path below an endpoint, with a query whose values may be lists. */
export function urlBelow(endpoint: string, path: string, query: unknown): URL {
  const url = new URL(endpoint.replace(/\/$/, '') + (path.startsWith('/') ? path : `/${path}`));
  for (const [name, value] of Object.entries((query ?? {}) as object)) {
    for (const each of [value].flat()) url.searchParams.append(name, String(each));
  }
  return url;
}

/** A body as text: what is no text is written as JSON. */
export const bodyText = (body: unknown): string | undefined =>
  body === undefined || body === null ? undefined : typeof body === 'string' ? body : JSON.stringify(body);

/**
 * The headers of a request with a SigV4 signature among them.
 * @throws RequestFault without credentials: the data source has no role.
 */
export async function signedHeaders(
  { region, service }: { readonly region: string; readonly service: string },
  credentials: Credentials | undefined,
  { method, url, headers, body }: HttpRequest,
): Promise<Record<string, string>> {
  if (!credentials) throw new RequestFault('A signed data source needs a service role.');
  // Loaded when the first request is to be signed.
  const [{ SignatureV4 }, { Sha256 }] = await Promise.all([
    import('@smithy/signature-v4'),
    import('@aws-crypto/sha256-js'),
  ]);
  const signer = new SignatureV4({ region, service, sha256: Sha256, credentials });
  const query: Record<string, string[]> = {};
  for (const [name, value] of url.searchParams) (query[name] ??= []).push(value);
  const signed = await signer.sign({
    method,
    protocol: url.protocol,
    hostname: url.hostname,
    port: url.port ? Number(url.port) : undefined,
    path: url.pathname,
    query,
    headers: { ...headers, host: url.host },
    body,
  });
  const { host: _, ...sent } = signed.headers;
  return sent;
}
