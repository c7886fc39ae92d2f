import type { IncomingMessage } from 'node:http';
import type { Environment } from '../core/environment.ts';

/** A request as routes, authorizers and integrations see it. Header names are in lower case. */
export interface ApiRequest {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly receivedAt: number;
  readonly method: string;
  /** As sent, still encoded, without the query. */
  readonly path: string;
  /** As sent, without `?`. */
  readonly rawQuery: string;
  readonly query: URLSearchParams;
  /** All values of each header. */
  readonly headerValues: Readonly<Record<string, readonly string[]>>;
  readonly body: Buffer;
  readonly protocol: string;
  readonly sourceIp: string;
  /** The host that was asked for, without its port. */
  readonly domainName: string;
}

/** The longest body, in bytes. Source: API Gateway Developer Guide, "Quotas for HTTP APIs". */
export const maximumBody = 10 * 1024 * 1024;
/** Of the request line and the values of headers together, in bytes. Source: the same page. */
const maximumHead = 10_240;

/** Ends a request with an answer of the gateway's own, `{"message":"…"}`. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** What the caller is not told. */
  readonly reason?: string;

  constructor(
    status: number,
    message: string,
    details: { readonly headers?: Record<string, string>; readonly reason?: string } = {},
  ) {
    super(message);
    this.status = status;
    this.headers = details.headers ?? {};
    if (details.reason !== undefined) this.reason = details.reason;
  }
}

/** @throws Refusal 431 when request line and headers are too long, 413 when the body is. */
export async function readRequest(
  incoming: IncomingMessage,
  { clock, ids }: Environment,
): Promise<ApiRequest> {
  const [path = '/', ...rest] = (incoming.url ?? '/').split('?');
  const rawQuery = rest.join('?');
  const headerValues = incoming.headersDistinct as Record<string, string[]>;
  const values = Object.values(headerValues).flat();
  const head = [incoming.method, incoming.url, ...values].reduce(
    (sum, text) => sum + Buffer.byteLength(text ?? ''),
    0,
  );
  if (head > maximumHead) throw new Refusal(431, 'Request Header Fields Too Large');
  return {
    // Ids of HTTP APIs look so: `JKJaXmPLvHcESHA=`.
    id: ids.bytes(11).toString('base64'),
    receivedAt: clock.now(),
    method: incoming.method ?? 'GET',
    path,
    rawQuery,
    query: new URLSearchParams(rawQuery),
    headerValues,
    body: await readBody(incoming),
    protocol: `HTTP/${incoming.httpVersion}`,
    sourceIp: incoming.socket.remoteAddress ?? '127.0.0.1',
    domainName: (incoming.headers.host ?? 'localhost').replace(/:\d+$/, ''),
  };
}

async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maximumBody) throw new Refusal(413, 'Request Entity Too Large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** A header's values, joined by commas. */
export const headerOf = ({ headerValues }: ApiRequest, name: string): string | undefined =>
  headerValues[name.toLowerCase()]?.join(',');

/** A text with its percent-encoding undone; as it is when that is malformed. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
