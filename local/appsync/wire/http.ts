import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Environment } from '../../core/environment.ts';
import type { Authenticate } from '../authorization/authenticate.ts';
import type { Engine, GraphQLAnswer, GraphQLRequest } from '../engine.ts';
import { chain } from '../execution/promises.ts';
import { acceptedEncoding, compressible, sendCompressed } from './compression.ts';
import type { RequestLog } from '../logging/request-log.ts';
import type { ApiMetrics } from '../metrics/api-metrics.ts';
import type { ApiRates } from '../quotas.ts';
import { RequestRefusal, throttled } from './errors.ts';
import { readBody, readQuery } from './request.ts';

/** Largest request body taken. The service's own limit is not established. */
const largestBody = 1024 * 1024;

const cors = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers':
    'x-amzn-RequestId,x-amzn-ErrorType,x-amz-user-agent,x-amzn-ErrorMessage,Date,x-amz-schema-version',
};

export interface HttpGround {
  readonly environment: Environment;
  readonly rates: Pick<ApiRates, 'requestTokens'>;
  readonly metrics: Pick<ApiMetrics, 'answered'>;
  /** What is logged of a request; undefined where nothing is. */
  beginLog(requestId: string): RequestLog | undefined;
  hasSchema(): boolean;
  /** Undefined until the API is open. */
  opened(): { readonly engine: Engine; readonly authenticate: Authenticate } | undefined;
}

/** Answers one request to the path of a GraphQL API. */
export function answerGraphQL(ground: HttpGround, request: IncomingMessage, response: ServerResponse): void {
  const requestId = ground.environment.ids.uuid();
  const log = ground.beginLog(requestId);
  const now = timeOf(ground.environment.clock);
  const startedAt = now();
  const told = (responseHeaders: OutgoingHttpHeaders, errors: GraphQLAnswer['errors'] = []) => {
    const endedAt = now();
    ground.metrics.answered(response.statusCode, endedAt - startedAt, endedAt);
    log?.end({
      status: response.statusCode,
      requestHeaders: visibleHeaders(request),
      responseHeaders,
      errors,
    });
  };
  const refuse = (error: unknown): void =>
    void told(sendRefusal(ground.environment, response, requestId, error));
  if (request.method === 'OPTIONS') return sendPreflight(request, response);
  if (request.method !== 'POST' && request.method !== 'GET') {
    return refuse(new RequestRefusal(405, 'MethodNotAllowedException', 'GraphQL is served to POST and GET.'));
  }
  const chunks: Buffer[] = [];
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= largestBody) chunks.push(chunk);
  });
  request.on('end', () => {
    try {
      if (size > largestBody) {
        throw new RequestRefusal(413, 'RequestEntityTooLargeException', 'Request body is too large.');
      }
      const body = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
      const answered = handle(ground, request, body, requestId, log);
      const encodings = request.headers['accept-encoding'];
      const sent = chain(answered, (answer) =>
        told(sendAnswer(response, requestId, answer, encodings), answer.errors),
      );
      if (sent instanceof Promise) sent.catch(refuse);
    } catch (error) {
      refuse(error);
    }
  });
  request.on('error', () => response.destroy());
}

function handle(
  ground: HttpGround,
  request: IncomingMessage,
  body: Buffer,
  requestId: string,
  log: RequestLog | undefined,
) {
  const open = ground.opened();
  if (!open && !ground.hasSchema())
    throw new RequestRefusal(502, 'GraphQLSchemaException', 'No schema definition exists.');
  if (!open) throw new RequestRefusal(503, 'ServiceUnavailableException', 'The API is starting.');
  if (!ground.rates.requestTokens.take()) throw throttled();
  const url = request.url!;
  const mark = url.indexOf('?');
  const rawQuery = mark < 0 ? '' : url.slice(mark + 1);
  const read = () =>
    request.method === 'GET' ? readQuery(new URLSearchParams(rawQuery)) : readBody(body.toString('utf8'));
  const caller = open.authenticate({
    method: request.method!,
    path: mark < 0 ? url : url.slice(0, mark),
    rawQuery,
    headers: request.headers,
    body,
    sourceIp: sourceIps(request),
    requestId,
    operation: () => askedOf(read()),
  });
  return chain(caller, (known) =>
    open.engine.execute(read(), { requestId, caller: known, headers: visibleHeaders(request), log }),
  );
}

function askedOf({ query, operationName, variables }: GraphQLRequest) {
  return { queryString: query, operationName, variables };
}

/** The clock's time as finely as it has it. */
const timeOf = (clock: Environment['clock']) => () => clock.precise?.() ?? clock.now();

/** Entries of X-Forwarded-For, then the peer. */
export function sourceIps(request: IncomingMessage): string[] {
  const forwarded = [request.headers['x-forwarded-for'] ?? []].flat().join(',');
  const peer = request.socket.remoteAddress?.replace(/^::ffff:/, '');
  const ips = forwarded ? forwarded.split(',').map((ip) => ip.trim()) : [];
  if (peer) ips.push(peer);
  return ips;
}

/** Headers as resolvers see them: names in lower case, a repeated one as a list, no cookie. */
export function visibleHeaders(request: IncomingMessage): Record<string, string | string[]> {
  const headers: Record<string, string | string[]> = {};
  for (let index = 0; index < request.rawHeaders.length; index += 2) {
    const name = request.rawHeaders[index]!.toLowerCase();
    if (name === 'cookie') continue;
    const value = request.rawHeaders[index + 1]!;
    // Names are the client's: `constructor` or `__proto__` may be among them.
    const held = Object.hasOwn(headers, name) ? headers[name] : undefined;
    if (name === '__proto__') continue;
    headers[name] = held === undefined ? value : Array.isArray(held) ? [...held, value] : [held, value];
  }
  return headers;
}

function sendAnswer(
  response: ServerResponse,
  requestId: string,
  { data, errors, headers, extensions }: GraphQLAnswer,
  encodings: string | undefined,
): OutgoingHttpHeaders {
  const body = JSON.stringify(errors.length > 0 ? { data, errors, extensions } : { data, extensions });
  const size = Buffer.byteLength(body);
  const sent = {
    ...headers,
    ...cors,
    'content-type': 'application/json;charset=UTF-8',
    'x-amzn-RequestId': requestId,
    'x-amzn-appsync-TokensConsumed': '1',
  };
  const encoding = compressible(size) && acceptedEncoding(encodings);
  if (encoding) sendCompressed(response, sent, body, encoding);
  else response.writeHead(200, { ...sent, 'content-length': size }).end(body);
  return sent;
}

function sendRefusal(
  environment: Environment,
  response: ServerResponse,
  requestId: string,
  error: unknown,
): OutgoingHttpHeaders {
  let refusal = error as RequestRefusal;
  if (!(error instanceof RequestRefusal)) {
    environment.log.error('a GraphQL request failed', {
      requestId,
      error: String((error as Error)?.stack ?? error),
    });
    refusal = new RequestRefusal(500, 'InternalFailure', 'An internal error occurred.');
  }
  const { errorType, message, status } = refusal;
  const element = status === 400 ? { message, errorType } : { errorType, message };
  const body = JSON.stringify({ errors: [element] });
  const sent = {
    ...cors,
    'content-type': 'application/json;charset=UTF-8',
    'content-length': Buffer.byteLength(body),
    'x-amzn-RequestId': requestId,
    'x-amzn-ErrorType': errorType,
  };
  response.writeHead(status, sent).end(body);
  return sent;
}

function sendPreflight(request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, {
    ...cors,
    'access-control-allow-methods': 'GET,POST,OPTIONS',
    'access-control-allow-headers':
      request.headers['access-control-request-headers'] ??
      'content-type,authorization,x-api-key,x-amz-user-agent,x-amz-date,x-amz-security-token',
    'access-control-max-age': '86400',
    'content-length': '0',
  });
  response.end();
}
