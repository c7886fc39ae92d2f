import type { IncomingMessage } from 'node:http';
import { AwsError } from '../core/aws-error.ts';

/**
 * Reads a request's body.
 *
 * @param maximum - in bytes
 * @throws AwsError RequestEntityTooLargeException (413); the rest is not read.
 */
export async function readBody(incoming: IncomingMessage, maximum: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maximum) {
      throw new AwsError(
        'RequestEntityTooLargeException',
        `Request must be smaller than ${maximum} bytes`,
        413,
      );
    }
    chunks.push(chunk);
  }
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
}
