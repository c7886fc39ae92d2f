import { AwsError } from '../core/aws-error.ts';
import { createPipeline } from './pipeline.ts';

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

/** A client for the database that this cloud started, which takes requests faster than a client for any server sends them. */
export function createOwnClient(endpoint: string, region: string): Client {
  const { hostname, port, host } = new URL(endpoint);
  const pipelines = Array.from({ length: pipelineCount }, () => createPipeline(hostname, Number(port)));
  const fixed = Object.entries({ host, ...headersFor(region) }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  const start = `POST / HTTP/1.1\r\n${fixed.join('')}x-amz-target: `;
  const send = orUnreachable(endpoint, (target, body) => {
    const pipeline = pipelines.reduce((best, one) => (one.due() < best.due() ? one : best));
    return pipeline.send(`${start}${target}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  });
  return {
    async send(target, body) {
      // It is written into the head of a request as it is.
      if (!/^[\w.]+$/.test(target)) throw new AwsError('UnknownOperationException', '', 400);
      return send(target, body);
    },
    close: async () => void (await Promise.all(pipelines.map((pipeline) => pipeline.close()))),
  };
}

/** The bundled database answers one request at a time. A second connection keeps it busy while one is read from. */
const pipelineCount = 2;

/** What every request carries. */
export function headersFor(region: string): Readonly<Record<string, string>> {
  const date = new Date(0).toISOString().replace(/[-:]|\.\d{3}/g, '');
  return {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-date': date,
    authorization: `AWS4-HMAC-SHA256 Credential=local/${date.slice(0, 8)}/${region}/dynamodb/aws4_request, SignedHeaders=host, Signature=0`,
  };
}

/** Says of a request that fails which database does not answer. */
export function orUnreachable(endpoint: string, dispatch: Client['send']): Client['send'] {
  return async (target, body) => {
    try {
      return await dispatch(target, body);
    } catch (error) {
      throw new AwsError(
        'InternalServerError',
        `The database at ${endpoint} does not answer: ${(error as Error).message}`,
        500,
      );
    }
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
