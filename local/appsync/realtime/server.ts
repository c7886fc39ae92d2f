import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { sourceIps, visibleHeaders } from '../wire/http.ts';
import { serveConnection, type ConnectionGround } from './connection.ts';
import { readHandshake, subprotocol } from './handshake.ts';

/** Largest frame taken from a client. */
const largestFrame = 256 * 1024;

/** Takes WebSocket upgrades for the real-time endpoint of one API. */
export function createRealtimeServer() {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: largestFrame,
    // The upgrade goes through whatever is offered: what is wrong with it the service says in a frame.
    handleProtocols: (offered) => offered.has(subprotocol) && subprotocol,
  });
  return {
    upgrade(
      request: IncomingMessage,
      socket: Duplex,
      head: Buffer,
      ground: Omit<ConnectionGround, 'sourceIp' | 'headers'>,
    ): void {
      const handshake = readHandshake(request);
      server.handleUpgrade(request, socket, head, (webSocket) =>
        serveConnection(webSocket, handshake, {
          ...ground,
          sourceIp: sourceIps(request),
          headers: visibleHeaders(request),
        }),
      );
    },
    connections: () => server.clients.size,
    close(): void {
      for (const client of server.clients) client.terminate();
      server.close();
    },
  };
}

/** Answers an upgrade with plain HTTP and ends the socket. */
export function refuseUpgrade(socket: Duplex, status: number, message: string): void {
  const reasons: Record<number, string> = {
    404: 'Not Found',
    503: 'Service Unavailable',
  };
  // A client that never closes its side does not keep the socket.
  socket.once('finish', () => socket.destroy());
  socket.end(
    `HTTP/1.1 ${status} ${reasons[status] ?? ''}\r\ncontent-type: text/plain\r\ncontent-length: ${Buffer.byteLength(message)}\r\nconnection: close\r\n\r\n${message}`,
  );
}
