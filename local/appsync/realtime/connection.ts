import type { WebSocket } from 'ws';
import type { Environment } from '../../core/environment.ts';
import type { Authenticate } from '../authorization/authenticate.ts';
import type { Engine } from '../engine.ts';
import type { RequestLog } from '../logging/request-log.ts';
import type { ApiMetric, ApiMetrics } from '../metrics/api-metrics.ts';
import type { ApiRates } from '../quotas.ts';
import { RequestRefusal } from '../wire/errors.ts';
import type { Handshake } from './handshake.ts';
import type { Hub } from './hub.ts';
import { duplicated, isStart, startSubscription, unsupported, type StartMessage } from './start.ts';

export interface ConnectionGround {
  readonly environment: Environment;
  /** As it stands now: a change of the API reaches the sockets that are open. */
  current(): { readonly engine: Engine; readonly authenticate: Authenticate };
  readonly hub: Hub;
  readonly rates: Pick<ApiRates, 'connections' | 'starts'>;
  readonly metrics: Pick<ApiMetrics, 'add'>;
  /** What is logged of a subscription; undefined where nothing is. */
  beginLog(requestId: string): RequestLog | undefined;
  /** Path of the GraphQL endpoint: signatures are over it. */
  readonly endpointPath: string;
  readonly sourceIp: readonly string[];
  readonly headers: Record<string, string | string[]>;
}

/** Developer Guide, "Building a real-time WebSocket client", and the quotas of the General Reference. */
const connectionTimeoutMs = 300_000;
const keepAliveEvery = 60_000;
const longestConnection = 24 * 3_600_000;
const mostSubscriptions = 200;
/** A consumer that leaves this much unread is dropped: memory stays bounded, and the others are not held up. */
const mostBuffered = 8 * 1024 * 1024;

/** As captured from the service: faults of the handshake have a code and no type. */
interface WireFault {
  readonly errorType?: string;
  readonly message: string;
  readonly errorCode?: number;
}

const noProtocol: WireFault = { message: 'NoProtocolError', errorCode: 400 };
/** Without the id of what was asked: so the service was seen to say it of subscriptions. */
const tooFast: WireFault = { errorType: 'LimitExceededError', message: 'Rate limit exceeded' };
const noCredentials: WireFault = { message: 'Required headers are missing.', errorCode: 400 };

/**
 * Speaks the protocol with one socket until either side ends it. The credentials of the handshake are checked at once;
 * `connection_init` asks for an acknowledgement, and a client may do without it.
 */
export function serveConnection(socket: WebSocket, handshake: Handshake, ground: ConnectionGround): void {
  const { clock, ids } = ground.environment;
  const { metrics } = ground;
  const openedAt = clock.now();
  metrics.add('ConnectRequests');
  const running = new Map<string, { end(): void }>();
  const starts = ground.rates.starts();
  let cancelKeepAlive = () => {};
  const cancelLifetime = clock.after(longestConnection, () => socket.close(1000));

  const send = (frame: string): void => {
    if (socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > mostBuffered) return socket.terminate();
    socket.send(frame);
  };
  const sendFault = (type: 'error' | 'connection_error', faults: readonly WireFault[], id?: string): void =>
    send(JSON.stringify({ ...(id === undefined ? {} : { id }), type, payload: { errors: faults } }));

  const keepAlive = (): void => {
    // Authentication may have outlasted the socket: nothing would end the rounds any more.
    if (socket.readyState !== socket.OPEN) return;
    send('{"type":"ka"}');
    cancelKeepAlive = clock.after(keepAliveEvery, keepAlive);
  };

  const refuse = (fault: WireFault): false => {
    metrics.add(errorMetric('Connect', fault.errorCode));
    sendFault('connection_error', [fault]);
    socket.close(1000);
    return false;
  };

  const authenticate = async (headers: Record<string, string>): Promise<boolean> => {
    try {
      await ground.current().authenticate({
        method: 'POST',
        path: `${ground.endpointPath}/connect`,
        rawQuery: '',
        headers,
        body: '{}',
        sourceIp: ground.sourceIp,
        requestId: ids.uuid(),
        operation: () => ({ queryString: '', operationName: 'DeepDish:Connect', variables: {} }),
      });
      cancelKeepAlive = clock.after(keepAliveEvery, keepAlive);
      metrics.add('ConnectSuccess');
      return true;
    } catch (error) {
      const { errorType, message, status } = asRefusal(error, ground.environment);
      return refuse({ errorType, message, errorCode: status });
    }
  };

  const begin = (): Promise<boolean> | boolean => {
    if (!handshake.offersGraphQL) return refuse(noProtocol);
    if (!handshake.headers) {
      const message = 'The authorization header cannot be read.';
      return refuse({ errorType: 'BadRequestException', message, errorCode: 400 });
    }
    if (!handshake.carriesCredentials) return refuse(noCredentials);
    if (!ground.rates.connections.take()) return refuse({ ...tooFast, errorCode: 429 });
    return authenticate(handshake.headers);
  };
  /** Whether the caller may use the connection. A client listens to frames from the next turn on. */
  const admitted = new Promise<boolean>((resolve) => setImmediate(() => resolve(begin())));

  const refuseStart = (faults: readonly WireFault[], id?: string, status = 400): void => {
    metrics.add(errorMetric('Subscribe', status));
    sendFault('error', faults, id);
  };

  const start = async (message: StartMessage): Promise<void> => {
    const { id } = message;
    if (!starts.take()) return refuseStart([tooFast]);
    if (running.has(id)) return refuseStart([duplicated(id)], id);
    if (running.size >= mostSubscriptions) {
      const limit = `Max number of ${mostSubscriptions} subscriptions reached`;
      return refuseStart([{ errorType: 'MaxSubscriptionsReachedError', message: limit }], id);
    }
    let ended = false;
    let remove = () => {};
    running.set(id, {
      end() {
        ended = true;
        running.delete(id);
        remove();
      },
    });
    const own = running.get(id)!;
    const prefix = `{"id":${JSON.stringify(id)},"type":"data","payload":`;
    try {
      const subscription = await startSubscription(message, ground, {
        deliver: (payload) => send(`${prefix}${payload}}`),
        invalidate() {
          own.end();
          send(JSON.stringify({ id, type: 'complete', payload: { message: 'Subscription complete.' } }));
          socket.close(1000);
        },
      });
      if (ended) return;
      if (!subscription.ok) {
        own.end();
        return refuseStart(subscription.errors, id);
      }
      remove = ground.hub.add(subscription.subscription);
      metrics.add('SubscribeSuccess');
      send(JSON.stringify({ id, type: 'start_ack' }));
    } catch (error) {
      own.end();
      const refusal = asRefusal(error, ground.environment);
      refuseStart([{ errorType: refusal.errorType, message: refusal.message }], id, refusal.status);
    }
  };

  const stop = (id: unknown): void => {
    if (typeof id !== 'string') return;
    if (running.has(id)) metrics.add('UnsubscribeSuccess');
    running.get(id)?.end();
    send(JSON.stringify({ id, type: 'complete' }));
  };

  const receive = async (text: string): Promise<void> => {
    let message: { type?: unknown; id?: unknown };
    try {
      message = JSON.parse(text) as typeof message;
      if (typeof message !== 'object' || message === null) throw new SyntaxError();
    } catch {
      return sendFault('error', [
        { errorType: 'BadRequestException', message: 'The frame is not valid JSON.' },
      ]);
    }
    if (!(await admitted)) return;
    if (message.type === 'connection_init') {
      send(JSON.stringify({ type: 'connection_ack', payload: { connectionTimeoutMs } }));
      cancelKeepAlive();
      return keepAlive();
    }
    if (message.type === 'stop') return stop(message.id);
    if (isStart(message)) return start(message);
    // The service names no id, even where the message has one.
    sendFault('error', [{ errorType: 'UnsupportedOperation', message: unsupported('unknown') }]);
  };

  socket.on('message', (data) => void receive(String(data)));
  socket.on('error', () => socket.terminate());
  socket.on('close', () => {
    cancelKeepAlive();
    cancelLifetime();
    metrics.add('DisconnectSuccess');
    metrics.add('ConnectionDuration', clock.now() - openedAt);
    for (const { end } of [...running.values()]) end();
  });
}

const errorMetric = (of: 'Connect' | 'Subscribe', status = 400): ApiMetric =>
  status < 500 ? `${of}ClientError` : `${of}ServerError`;

function asRefusal(error: unknown, environment: Environment): RequestRefusal {
  if (error instanceof RequestRefusal) return error;
  environment.log.error('a real-time message failed', { error: String((error as Error)?.stack ?? error) });
  return new RequestRefusal(500, 'InternalFailure', 'An internal error occurred.');
}
