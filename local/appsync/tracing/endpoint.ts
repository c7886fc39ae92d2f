import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Tracer } from './tracer.ts';

/** Where the traces of an API are, on its own port. */
export const tracesPath = '/_local/traces';

const mostListed = 200;

/**
 * Answers what is asked of the traces: `GET /_local/traces?limit=20` lists the newest, `GET /_local/traces/<request id>`
 * gives one whole, `DELETE /_local/traces` forgets them. No other origin may read them.
 *
 * @returns false for a path that is not theirs.
 */
export function answerTraces(tracer: Tracer, request: IncomingMessage, response: ServerResponse): boolean {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  if (pathname !== tracesPath && !pathname.startsWith(`${tracesPath}/`)) return false;
  const id = pathname.slice(tracesPath.length + 1);
  if (request.method === 'DELETE' && id === '') {
    tracer.clear();
    response.writeHead(204).end();
  } else if (request.method !== 'GET') {
    send(response, 405, { message: 'Traces are read with GET and forgotten with DELETE.' });
  } else if (id === '') {
    const limit = Math.trunc(Number(searchParams.get('limit') ?? mostListed));
    if (!(limit >= 1)) send(response, 400, { message: 'limit must be a whole number from 1.' });
    else send(response, 200, { traces: tracer.list(Math.min(limit, mostListed)) });
  } else {
    const trace = tracer.get(id);
    if (trace) send(response, 200, trace);
    else send(response, 404, { message: `No trace of a request ${id} is kept.` });
  }
  return true;
}

function send(response: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json;charset=UTF-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
  });
  response.end(text);
}
