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
  const plain = createHttpServer(httpOptions, (request, response) => options.onRequest(request, response));
  const secure = options.tls
    ? createHttpsServer(
        { ...httpOptions, key: options.tls.key, cert: options.tls.cert },
        (request, response) => options.onRequest(request, response),
      )
    : undefined;
  if (options.onUpgrade) {
    plain.on('upgrade', options.onUpgrade);
    secure?.on('upgrade', options.onUpgrade);
  }
  // A client that does not trust the local authority ends the handshake: its affair, not the process's.
  secure?.on('tlsClientError', (_error, socket) => socket.destroy());

  const sockets = new Set<Socket>();
  const server = createTcpServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.once('data', (chunk: Buffer) => {
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
