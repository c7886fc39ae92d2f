/**
 * A server under measurement: the least that a delivery can be. Whatever is posted goes to every open socket as it is.
 * Says its URL.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';

const server = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => (body += chunk.toString()));
  request.on('end', () => {
    for (const client of sockets.clients) client.send(body);
    response.end('{}');
  });
});
const sockets = new WebSocketServer({ server });
server.listen(0, '127.0.0.1', () =>
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`),
);
