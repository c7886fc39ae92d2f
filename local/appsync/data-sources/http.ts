import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Credentials } from '../../core/ports.ts';
import type { DataSource } from '../definition.ts';
import { observedCall } from '../execution/run.ts';
import { RequestFault, type BoundDataSource, type DataSourceAnswer } from '../execution/resolve.ts';

type HttpDataSource = Extract<DataSource, { type: 'HTTP' }>;

const methods = new Set(['PUT', 'POST', 'GET', 'DELETE', 'PATCH']);
const reserved = new Set([
  'host',
  'connection',
  'user-agent',
  'expect',
  'transfer-encoding',
  'content-length',
]);
const readable =
  /^(?:text\/.*|application\/(?:json|xml|soap\+xml|x-amz-json-1\.0|x-amz-json-1\.1|vnd\.api\+json|x-ndjson))$/;

/**
 * Calls an HTTP endpoint (Developer Guide, "resolver function reference for HTTP"), signed with the data source's role
 * when it is so configured. An answer that is not 2xx is a result like any other.
 */
export function httpDataSource(
  source: HttpDataSource,
  credentials: () => Credentials | undefined,
): BoundDataSource {
  return {
    name: source.name,
    async invoke(request, _step, field): Promise<DataSourceAnswer> {
      const { method, url, headers, body } = readRequest(source.endpoint, request);
      try {
        const signed = source.signing
          ? await sign(source.signing, credentials(), method, url, headers, body)
          : headers;
        const sent = { method, url: url.href, headers: signed, body };
        return await observedCall(field, `HTTP.${method}`, sent, () => send(sent));
      } catch (error) {
        if (error instanceof RequestFault) throw error;
        const { message, cause } = error as Error;
        return failure(cause instanceof Error ? `${message}: ${cause.message}` : message);
      }
    },
  };
}

async function send({
  url,
  ...request
}: {
  url: string;
  method: string;
  headers: Record<string, string>;
  body: string | undefined;
}): Promise<DataSourceAnswer> {
  const response = await fetch(url, request);
  const type = response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type && !readable.test(type)) {
    await response.body?.cancel();
    return failure(`Unsupported content type: ${type}`);
  }
  return {
    result: {
      statusCode: response.status,
      headers: Object.fromEntries(response.headers),
      body: await response.text(),
    },
  };
}

/** The service's error type for an endpoint that cannot be reached is not established. */
function failure(message: string): DataSourceAnswer {
  return { result: null, error: { message, type: 'HTTP:SdkClientException' } };
}

function readRequest(endpoint: string, request: unknown) {
  const { method = 'GET', resourcePath, params = {} } = (request ?? {}) as Record<string, any>;
  if (!methods.has(method))
    throw new RequestFault(`Value for field '$[method]' must be one of [${[...methods].join(', ')}].`);
  if (typeof resourcePath !== 'string')
    throw new RequestFault("Value for field '$[resourcePath]' not found.");
  const url = new URL(
    endpoint.replace(/\/$/, '') + (resourcePath.startsWith('/') ? resourcePath : `/${resourcePath}`),
  );
  for (const [name, value] of Object.entries(params.query ?? {})) {
    for (const each of [value].flat()) url.searchParams.append(name, String(each));
  }
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(params.headers ?? {})) {
    if (!reserved.has(name.toLowerCase())) headers[name.toLowerCase()] = String(value);
  }
  const body =
    params.body === undefined || params.body === null || method === 'GET'
      ? undefined
      : typeof params.body === 'string'
        ? params.body
        : JSON.stringify(params.body);
  return { method: method as string, url, headers, body };
}

async function sign(
  { region, service }: { region: string; service: string },
  credentials: Credentials | undefined,
  method: string,
  url: URL,
  headers: Record<string, string>,
  body: string | undefined,
): Promise<Record<string, string>> {
  if (!credentials) throw new RequestFault('A signed HTTP data source needs a service role.');
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
