import { isLoopback } from '../../core/loopback.ts';
import type { Answer, Call } from '../call.ts';
import type { Integration } from '../model.ts';
import { Refusal } from '../request.ts';

/** Headers that hold for one connection alone (RFC 9110, section 7.6.1), and those that are written anew. */
const ownHeaders = new Set([
  'connection',
  'content-length',
  'host',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/**
 * Passes a request on to an HTTP endpoint of this machine. What a laptop tries is not sent to others.
 *
 * @throws Refusal 503 when nobody answers there, or when it is not on this machine.
 */
export async function proxy(
  { uri, method }: Extract<Integration, { kind: 'http' }>,
  { request, route, pathParameters }: Call,
): Promise<Answer> {
  const target = uri.replace(/\{(\w+)\+?\}/g, (_, name: string) =>
    (pathParameters[name] ?? '').split('/').map(encodeURIComponent).join('/'),
  );
  if (!isLoopback(target))
    throw unavailable(`${target} is not on this machine, and is not called from a laptop`);
  const url = new URL(route.key === '$default' ? `${target.replace(/\/$/, '')}${request.path}` : target);
  if (request.rawQuery) url.search = url.search ? `${url.search}&${request.rawQuery}` : request.rawQuery;
  const headers = new Headers();
  for (const [name, values] of Object.entries(request.headerValues)) {
    if (!ownHeaders.has(name)) for (const value of values) headers.append(name, value);
  }
  headers.append('via', `${request.protocol.replace('HTTP/', '')} AmazonAPIGateway`);
  headers.append(
    'forwarded',
    `by=127.0.0.1;for=${request.sourceIp};host=${request.domainName};proto=${url.protocol.replace(':', '')}`,
  );
  const used = method === 'ANY' ? request.method : method;
  const response = await fetch(url, {
    method: used,
    headers,
    redirect: 'manual',
    ...(request.body.length > 0 && used !== 'GET' && used !== 'HEAD' && { body: request.body }),
  }).catch((error: Error) => {
    throw unavailable(`${url.origin} does not answer: ${(error.cause as Error)?.message ?? error.message}`);
  });
  const answered: Record<string, string | string[]> = {};
  for (const [name, value] of response.headers) {
    // fetch has decoded the body.
    if (!ownHeaders.has(name) && name !== 'content-encoding') answered[name] = value;
  }
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) answered['set-cookie'] = cookies;
  return { status: response.status, headers: answered, body: Buffer.from(await response.arrayBuffer()) };
}

const unavailable = (reason: string) => new Refusal(503, 'Service Unavailable', { reason });
