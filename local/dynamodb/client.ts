import { Pool } from 'undici';
import { AwsError } from '../core/aws-error.ts';

/** Sends operations to a DynamoDB endpoint over connections that are kept open. */
export interface Client {
  /** @param target - e.g. `DynamoDB_20120810.GetItem` */
  send(target: string, body: string): Promise<Answer>;
  close(): Promise<void>;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
}

/**
 * A client for the JSON protocol without an SDK, whose cost per call is ten times the database's. The signature
 * is a placeholder: the endpoint wants one to be there and does not look at it. Policies were evaluated before.
 *
 * @param connections - how many requests are under way at once; more wait
 */
export function createClient(endpoint: string, region: string, connections: number): Client {
  const pool = new Pool(endpoint, { connections, pipelining: 1, keepAliveTimeout: 60_000 });
  const date = new Date(0).toISOString().replace(/[-:]|\.\d{3}/g, '');
  const fixed = {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-date': date,
    authorization: `AWS4-HMAC-SHA256 Credential=local/${date.slice(0, 8)}/${region}/dynamodb/aws4_request, SignedHeaders=host, Signature=0`,
  };
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

  return {
    async send(target, body) {
      try {
        return await dispatch(target, body);
      } catch (error) {
        throw new AwsError(
          'InternalServerError',
          `The database at ${endpoint} does not answer: ${(error as Error).message}`,
          500,
        );
      }
    },
    close: () => pool.close(),
  };
}

/** Reads an answer's body; an error's becomes the AwsError that it describes. */
export function readAnswer({ status, text }: Answer): any {
  let body: any;
  try {
    body = text === '' ? {} : JSON.parse(text);
  } catch {
    throw new AwsError('InternalServerError', 'The database answered with something that is not JSON.', 500);
  }
  if (status < 300) return body;
  const { __type = 'InternalServerError', message, Message, ...members } = body;
  const name = String(__type).split('#').at(-1)!;
  throw new AwsError(name, message ?? Message ?? '', status, members);
}
