import { request as httpRequest, STATUS_CODES } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Credentials } from '../../core/ports.ts';
import type { DataSource } from '../definition.ts';
import { observedCall } from '../execution/run.ts';
import { RequestFault, type BoundDataSource, type DataSourceAnswer } from '../execution/resolve.ts';
import { bodyText, settableHeaders, signedHeaders, urlBelow, type HttpRequest } from './signing.ts';

type OpenSearchDataSource = Extract<DataSource, { type: 'AMAZON_OPENSEARCH_SERVICE' }>;

const operations = new Set(['GET', 'POST', 'PUT', 'HEAD', 'DELETE']);

/**
 * Asks OpenSearch (Developer Guide, "resolver function reference for OpenSearch"), signed as the data source's role.
 * The result is the answer, parsed.
 *
 * @param replacement - the endpoint to use in place of the template's.
 */
export function openSearchDataSource(
  source: OpenSearchDataSource,
  replacement: string | undefined,
  credentials: () => Credentials | undefined,
): BoundDataSource {
  return {
    name: source.name,
    async invoke(request, _step, field): Promise<DataSourceAnswer> {
      const given = readRequest(replacement ?? ownEndpoint(source), request);
      const headers = await signedHeaders({ region: source.region, service: 'es' }, credentials(), given);
      const sent = { ...given, headers };
      const { method, url, body } = sent;
      try {
        return await observedCall(
          field,
          `OpenSearch.${method}`,
          { method, url: url.href, headers, body },
          () => send(sent),
        );
      } catch {
        return failure('RuntimeException', 'Communication error while executing a request to Elasticsearch.');
      }
    },
  };
}

/** @throws RequestFault for a domain of AWS: it is not reached from a laptop. */
function ownEndpoint({ name, endpoint }: OpenSearchDataSource): string {
  if (!/\.(?:es|aoss)\.amazonaws\.com(?:\.cn)?$/.test(new URL(endpoint).hostname)) return endpoint;
  throw new RequestFault(
    `Data source ${name} is an OpenSearch domain of AWS, which this local cloud does not run. Give it an OpenSearch of your own: start({ openSearchEndpoint }), or --opensearch <url>.`,
    'UnsupportedOperation',
  );
}

/** A search is a GET with a body, which `fetch` does not send. */
function send({ method, url, headers, body }: HttpRequest): Promise<DataSourceAnswer> {
  return new Promise((resolve, reject) => {
    const call = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const sending = call(url, { method, headers: { ...headers, ...length } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve(answerOf(response.statusCode!, Buffer.concat(chunks).toString('utf8'))),
      );
    });
    sending.on('error', reject).end(body);
  });
}

function answerOf(status: number, text: string): DataSourceAnswer {
  const result = parsed(text);
  if (status < 400) return { result };
  return {
    ...failure(
      status < 500 ? 'UserIllegalArgumentException' : 'RuntimeException',
      `Elasticsearch responded with an error: ${STATUS_CODES[status] ?? status}`,
    ),
    result,
  };
}

/**
 * Types and texts as clients quote them, with OpenSearch's former name: https://github.com/aws-amplify/amplify-cli/issues/863
 * (an answer of 400) and https://github.com/aws-amplify/amplify-js/issues/5879 (an endpoint that is not reached).
 */
const failure = (type: string, message: string): DataSourceAnswer => ({
  result: null,
  error: { type: `Elasticsearch:${type}`, message },
});

function parsed(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** @throws RequestFault naming the member that is missing or impossible. */
function readRequest(endpoint: string, request: unknown): HttpRequest {
  const { operation, path, params } = (request ?? {}) as Record<string, any>;
  if (operation === undefined) throw new RequestFault("Value for field '$[operation]' not found.");
  if (!operations.has(operation)) {
    throw new RequestFault(
      `Value for field '$[operation]' must be one of [${[...operations].join(', ')}], not '${String(operation)}'.`,
    );
  }
  if (typeof path !== 'string') throw new RequestFault("Value for field '$[path]' not found.");
  const { headers, queryString, body } = (params ?? {}) as Record<string, unknown>;
  return {
    method: operation,
    url: urlBelow(endpoint, path, queryString),
    headers: { 'content-type': 'application/json', ...settableHeaders(headers) },
    body: operation === 'HEAD' ? undefined : bodyText(body),
  };
}
