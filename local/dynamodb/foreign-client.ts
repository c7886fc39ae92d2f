import { Pool } from 'undici';
import { headersFor, orUnreachable, type Answer, type Client } from './client.ts';

/**
 * A client for whichever DynamoDB is at an endpoint: the JSON protocol without an SDK, whose cost per call is ten times the database's. The signature
 * is a placeholder: the endpoint wants one to be there and does not look at it. Policies were evaluated before.
 */
export function createForeignClient(endpoint: string, region: string): Client {
  const pool = new Pool(endpoint, { connections: 64, pipelining: 1, keepAliveTimeout: 60_000 });
  const fixed = headersFor(region);
  // The dispatcher's own handlers cost a fifth less than `request`, whose body is a stream.
  const dispatch = (target: string, body: string): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const chunks: Buffer[] = [];
      let status = 0;
      pool.dispatch(
        { path: '/', method: 'POST', headers: { ...fixed, 'x-amz-target': target }, body },
        {
          onRequestStart() {},
          onResponseStart(_, statusCode) {
            status = statusCode;
          },
          onResponseData(_, chunk) {
            chunks.push(chunk);
          },
          onResponseEnd() {
            resolve({ status, text: (chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)).toString() });
          },
          onResponseError: (_, error) => reject(error),
        },
      );
    });
  return { send: orUnreachable(endpoint, dispatch), close: () => pool.close() };
}
