import type { Authorizer } from './credentials.ts';

/** The part of a browser's WebSocket that is used here. */
export interface Socket {
  // A WebSocket's own handlers take whole events; of those only what is named below is read.
  onopen: ((event: any) => void) | null;
  onmessage: ((event: any) => void) | null;
  onclose: ((event: any) => void) | null;
  send(text: string): void;
  close(code?: number): void;
}

export interface RealtimeOptions {
  /** E.g. `ws://localhost:4000/graphql/realtime`: a browser refuses `wss://` with a certificate of one's own. */
  readonly url: string;
  /** The endpoint's host with its port, and its path. */
  readonly host: string;
  readonly path: string;
  readonly authorizer: Authorizer;
  open(url: string, protocols: string[]): Socket;
}

export interface Operation {
  readonly query: string;
  readonly variables?: unknown;
  readonly operationName?: string;
}

export interface Sink {
  /** The service took the subscription up. */
  started(): void;
  next(result: unknown): void;
  error(reason: Error & { errors?: readonly unknown[] }): void;
  complete(): void;
}

/**
 * Subscribes over AppSync's real-time protocol, on a connection of its own.
 * https://docs.aws.amazon.com/appsync/latest/devguide/real-time-websocket-client.html
 *
 * @returns a function that ends the subscription and its connection.
 */
export function subscribe(options: RealtimeOptions, operation: Operation, sink: Sink): () => void {
  const id = crypto.randomUUID();
  let socket: Socket | undefined;
  let over = false;

  function end(): boolean {
    if (over) return false;
    over = true;
    socket?.close(1000);
    return true;
  }
  function fail(reason: unknown, errors?: readonly unknown[]): void {
    const error = reason instanceof Error ? reason : new Error(String(reason));
    if (end()) sink.error(Object.assign(error, errors && { errors }));
  }
  async function start(): Promise<void> {
    const data = JSON.stringify(operation);
    const authorization = { host: options.host, ...(await options.authorizer.authorize(options.path, data)) };
    if (over) return;
    socket?.send(JSON.stringify({ id, type: 'start', payload: { data, extensions: { authorization } } }));
  }
  function receive(message: Message): void {
    switch (message.type) {
      case 'connection_ack':
        return void start().catch(fail);
      case 'start_ack':
        return sink.started();
      case 'data':
        return sink.next(message.payload);
      case 'complete':
        if (end()) sink.complete();
        return;
      case 'error':
      case 'connection_error': {
        const errors = message.payload?.errors ?? [];
        return fail(errors.map(textOf).join('\n') || 'The subscription was refused.', errors);
      }
    }
  }
  async function connect(): Promise<void> {
    const header = {
      host: options.host,
      ...(await options.authorizer.authorize(`${options.path}/connect`, '{}')),
    };
    if (over) return;
    socket = options.open(options.url, ['graphql-ws', `header-${base64Url(JSON.stringify(header))}`]);
    socket.onopen = () => socket?.send(JSON.stringify({ type: 'connection_init' }));
    socket.onmessage = ({ data }: { data: unknown }) => receive(JSON.parse(String(data)) as Message);
    socket.onclose = ({ code, reason }: { code: number; reason: string }) =>
      fail(`The connection was closed (${code}${reason && `: ${reason}`}).`);
  }

  connect().catch(fail);
  return () => {
    if (!over) socket?.send(JSON.stringify({ id, type: 'stop' }));
    end();
  };
}

interface Message {
  readonly type: string;
  readonly payload?: { readonly errors?: readonly ServiceError[] };
}

interface ServiceError {
  readonly errorType?: string;
  readonly message?: string;
}

const textOf = ({ errorType, message }: ServiceError): string =>
  [errorType, message].filter(Boolean).join(': ');

function base64Url(text: string): string {
  const bytes = String.fromCharCode(...new TextEncoder().encode(text));
  return btoa(bytes).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}
