import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

export interface ListenOptions {
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** PEM texts. With them the port answers TLS beside plain HTTP. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** How long a client may take for a TLS handshake or one request, in milliseconds. @defaultValue 60,000 */
  readonly patience?: number;
  onRequest(request: IncomingMessage, response: ServerResponse): void;
  onUpgrade?(request: IncomingMessage, socket: Duplex, head: Buffer): void;
}

export interface Listener {
  readonly host: string;
  readonly port: number;
  /** Stops listening and ends every open connection. */
  close(): Promise<void>;
}

/** First byte of a TLS handshake record (RFC 8446, section 5.1). */
const tlsHandshake = 0x16;

const httpOptions = {
  // Tokens travel in headers and, for WebSockets, base64-encoded in a subprotocol.
  maxHeaderSize: 128 * 1024,
  keepAliveTimeout: 65_000,
};

/**
 * Opens one TCP port that answers plain HTTP and TLS alike: Amplify's clients always open `wss://` beside the
 * `http://` endpoint they were given. The first byte of a connection decides.
 *
 * @throws Error naming the port when it is taken or may not be opened.
 * @example
 * const listener = await listen({ host: '127.0.0.1', port: 0, onRequest: (_, response) => response.end('hi') });
 * await fetch(`http://127.0.0.1:${listener.port}/`);
 * await listener.close();
 */
export async function listen(options: ListenOptions): Promise<Listener> {
  const { onUpgrade, tls, patience = 60_000 } = options;
  const serverOptions = {
    ...httpOptions,
    headersTimeout: patience,
    requestTimeout: patience,
    connectionsCheckingInterval: patience / 4,
  };
  const onRequest = (request: IncomingMessage, response: ServerResponse) =>
    options.onRequest(request, response);
  const plain = createHttpServer(serverOptions, onRequest);
  const secure = tls
    ? createHttpsServer(
        { ...serverOptions, handshakeTimeout: patience, key: tls.key, cert: tls.cert },
        onRequest,
      )
    : undefined;
  for (const each of secure ? [plain, secure] : [plain]) {
    // Neither listens itself, and it is then that Node begins to look for requests that take too long.
    each.emit('listening');
    if (onUpgrade) each.on('upgrade', onUpgrade);
  }
  // A client that does not trust the local authority ends the handshake: its affair, not the process's.
  secure?.on('tlsClientError', (_error, socket) => socket.destroy());

  const sockets = new Set<Socket>();
  const server = createTcpServer({ noDelay: true }, (socket) => {
    const silent = setTimeout(() => socket.destroy(), patience);
    sockets.add(socket);
    socket.on('close', () => {
      sockets.delete(socket);
      clearTimeout(silent);
    });
    socket.on('error', () => socket.destroy());
    socket.once('data', (chunk: Buffer) => {
      clearTimeout(silent);
      const target = chunk[0] === tlsHandshake ? secure : plain;
      if (!target) return void socket.destroy();
      socket.pause();
      socket.unshift(chunk);
      target.emit('connection', socket);
      process.nextTick(() => socket.resume());
    });
  });

  await opened(server, options.host, options.port);
  return {
    host: options.host,
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
        plain.close();
        secure?.close();
      }),
  };
}

function opened(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(
              `Port ${port} on ${host} is in use by another program. Stop it, or choose another port.`,
              {
                cause: error,
              },
            )
          : new Error(`Cannot listen on ${host}:${port}: ${error.message}`, { cause: error }),
      );
    });
    server.listen(port, host, () => {
      server.removeAllListeners('error');
      resolve();
    });
  });
}
