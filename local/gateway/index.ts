import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AwsApi, AwsRequest, AwsResponse } from '../core/aws-api.ts';
import { AwsError } from '../core/aws-error.ts';
import type { Environment } from '../core/environment.ts';
import type { OutgoingCalls } from '../core/outgoing-calls.ts';
import type { Iam } from '../core/ports.ts';
import { readBody } from './body.ts';
import { throughFaults } from './broken.ts';
import { allowOrigin, preflight } from './cors.ts';
import { renderError } from './errors.ts';
import { createRouter, targetOf } from './router.ts';

/** The door at which AWS SDKs, the AWS CLI and Amplify find every service. */
export interface Gateway {
  /** E.g. `http://127.0.0.1:4566`. */
  readonly url: string;
  readonly port: number;
  /** Opens a service's API. Services come after the door, since some need to know its address. */
  serve(...apis: AwsApi[]): void;
  close(): Promise<void>;
}

export interface GatewayOptions {
  readonly environment: Environment;
  readonly iam: Iam;
  /** Is told of requests that functions make. */
  readonly calls?: OutgoingCalls;
  /** 0 takes a free port. @defaultValue 4566 */
  readonly port?: number;
  /** @defaultValue '127.0.0.1' */
  readonly host?: string;
  /** A larger request is refused. In bytes. @defaultValue 32 MB */
  readonly maximumBody?: number;
}

/** What a request is for, and the query as sent. */
interface Asked extends Pick<AwsRequest, 'method' | 'path' | 'operation' | 'requestId'> {
  readonly rawQuery: string;
}

/**
 * Opens the gateway.
 *
 * @throws Error with code EADDRINUSE, its message naming the port, when another program listens there.
 * @example
 * const gateway = await createGateway({ environment, iam, port: 0 });
 * gateway.serve(iam.api, ...dynamodb.apis);
 */
export async function createGateway(options: GatewayOptions): Promise<Gateway> {
  const {
    environment,
    iam,
    calls,
    port = 4566,
    host = '127.0.0.1',
    maximumBody = 32 * 1024 * 1024,
  } = options;
  const log = environment.log.scope('gateway');
  const router = createRouter();

  /** Answers undefined when the connection is to break. */
  const answer = async (incoming: IncomingMessage, requestId: string): Promise<AwsResponse | undefined> => {
    const [path = '/', ...rest] = (incoming.url ?? '/').split('?');
    const rawQuery = rest.join('?');
    if (path === '/_health')
      return { status: 200, body: JSON.stringify({ status: 'ok', services: router.names() }) };
    if (incoming.method === 'OPTIONS') return preflight(incoming.headers);

    const method = incoming.method ?? 'GET';
    const { prefix, operation } = targetOf(incoming.headers);
    const api = router.find({ method, path, rawQuery, headers: incoming.headers, prefix, operation });
    return throughFaults(() => handle(api, incoming, { method, path, rawQuery, operation, requestId }), {
      faults: environment.faults,
      calls,
      point: `${api.signingNames[0]}/${operation ?? method}`,
      traceId: incoming.headers['x-amzn-trace-id'] as string | undefined,
    });
  };

  const handle = async (
    api: AwsApi,
    incoming: IncomingMessage,
    { rawQuery, ...asked }: Asked,
  ): Promise<AwsResponse> => {
    const { method, path, requestId } = asked;
    try {
      const body = await readBody(incoming, maximumBody);
      const base = { ...asked, headers: incoming.headers, body };
      const query = new URLSearchParams(rawQuery);
      if (api.allowsAnonymous(base)) return await api.handle({ ...base, query, region: environment.region });

      const verification = iam.verify({ method, path, rawQuery, headers: incoming.headers, body });
      if (!verification.ok) {
        throw new AwsError(verification.errorType, verification.message, verification.statusCode);
      }
      if (!api.signingNames.includes(verification.service)) {
        throw new AwsError(
          'InvalidSignatureException',
          `Credential should be scoped to correct service: '${api.signingNames[0]}'. `,
          403,
        );
      }
      const request: AwsRequest = {
        ...base,
        query,
        principal: verification.credentials.principal,
        region: verification.region,
      };
      return await api.handle(request);
    } catch (error) {
      return renderError(asAwsError(error, requestId), api.protocol, requestId);
    }
  };

  const asAwsError = (error: unknown, requestId: string): AwsError => {
    if (error instanceof AwsError) return error;
    log.error(`${(error as Error)?.stack ?? error}`, { requestId });
    return new AwsError(
      'InternalFailure',
      'The request processing has failed because of an unknown error.',
      500,
    );
  };

  const server = createServer((incoming, outgoing) => {
    const requestId = environment.ids.uuid();
    // SDKs set their clocks by this when a signature seems to be of another time.
    outgoing.setHeader('date', new Date(environment.clock.now()).toUTCString());
    void answer(incoming, requestId)
      .catch((error: unknown) => renderError(asAwsError(error, requestId), 'json-1.0', requestId))
      .then((response) =>
        response ? send(outgoing, incoming, response, requestId) : void incoming.socket.destroy(),
      );
  });
  await listen(server, port, host);
  environment.crashed?.addEventListener('abort', () => {
    server.close();
    server.closeAllConnections();
  });
  const bound = (server.address() as AddressInfo).port;

  return {
    port: bound,
    url: `http://${host}:${bound}`,
    serve: (...apis) => apis.forEach((api) => router.add(api)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function send(
  outgoing: ServerResponse,
  incoming: IncomingMessage,
  response: AwsResponse,
  requestId: string,
): void {
  if (outgoing.destroyed) return;
  outgoing.writeHead(response.status, {
    'content-type': 'application/json',
    'x-amzn-requestid': requestId,
    ...allowOrigin(incoming.headers),
    ...response.headers,
    'content-length': Buffer.byteLength(response.body),
    // A body that was refused half-read must not be taken for the next request.
    ...(incoming.complete ? {} : { connection: 'close' }),
  });
  outgoing.end(response.body);
}

function listen(server: ReturnType<typeof createServer>, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE') return reject(error);
      const message = `Port ${port} is in use by another program: stop it, or choose another port for the AWS APIs.`;
      reject(Object.assign(new Error(message), { code: 'EADDRINUSE', port }));
    });
    server.listen(port, host, () => resolve());
  });
}
