import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { brotliCompress, constants, gzip } from 'node:zlib';

/**
 * Sizes of the answers that are compressed, in bytes (Developer Guide, "Configuring server-side caching and API payload
 * compression").
 */
export const compressible = (size: number): boolean => size >= 1_000 && size <= 10_000_000;

type Encoding = 'gzip' | 'br';

/** The encoding that a client takes; undefined when it takes none of the service's. */
export function acceptedEncoding(header: string | string[] | undefined): Encoding | undefined {
  if (header === undefined) return undefined;
  const names = String(header)
    .split(',')
    .filter((each) => !/;\s*q=0(?:\.0*)?\s*$/.test(each))
    .map((each) => each.split(';', 1)[0]!.trim().toLowerCase());
  if (names.includes('gzip')) return 'gzip';
  return names.includes('br') ? 'br' : undefined;
}

/** Sends an answer compressed; off the loop, for whoever else is to be answered. */
export function sendCompressed(
  response: ServerResponse,
  headers: OutgoingHttpHeaders,
  body: string,
  encoding: Encoding,
): void {
  const send = (error: Error | null, compressed: Buffer) => {
    if (error) return void response.destroy(error);
    response.writeHead(200, {
      ...headers,
      'content-encoding': encoding,
      'content-length': compressed.length,
    });
    response.end(compressed);
  };
  if (encoding === 'gzip') return gzip(body, send);
  brotliCompress(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }, send);
}
