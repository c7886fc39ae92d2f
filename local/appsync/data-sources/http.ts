import type { Credentials } from '../../core/ports.ts';
import type { DataSource } from '../definition.ts';
import { observedCall } from '../execution/run.ts';
import { RequestFault, type BoundDataSource, type DataSourceAnswer } from '../execution/resolve.ts';
import { bodyText, settableHeaders, signedHeaders, urlBelow, type HttpRequest } from './signing.ts';

type HttpDataSource = Extract<DataSource, { type: 'HTTP' }>;

const methods = new Set(['PUT', 'POST', 'GET', 'DELETE', 'PATCH']);
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
    // Developer Guide, "Resolver mapping template changelog".
    olderVersionTakes: () => false,
    async invoke(request, _step, field): Promise<DataSourceAnswer> {
      const given = readRequest(source.endpoint, request);
      const { method, url, body } = given;
      try {
        const headers = source.signing
          ? await signedHeaders(source.signing, credentials(), given)
          : given.headers;
        const sent = { method, url: url.href, headers, body };
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
  headers: Readonly<Record<string, string>>;
  body: string | undefined;
}): Promise<DataSourceAnswer> {
  const response = await fetch(url, { ...request, redirect: 'manual' });
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

/** Of the service's error types for an endpoint that cannot be reached only the prefix is established. */
function failure(message: string): DataSourceAnswer {
  return { result: null, error: { message, type: 'Http:SdkClientException' } };
}

function readRequest(endpoint: string, request: unknown): HttpRequest {
  const { method = 'GET', resourcePath, params = {} } = (request ?? {}) as Record<string, any>;
  if (!methods.has(method))
    throw new RequestFault(`Value for field '$[method]' must be one of [${[...methods].join(', ')}].`);
  if (typeof resourcePath !== 'string')
    throw new RequestFault("Value for field '$[resourcePath]' not found.");
  return {
    method,
    url: urlBelow(endpoint, resourcePath, params.query),
    headers: settableHeaders(params.headers),
    body: method === 'GET' ? undefined : bodyText(params.body),
  };
}
