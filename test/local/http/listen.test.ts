import { mkdtemp, rm } from 'node:fs/promises';
import { request as httpsRequest } from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { systemClock } from '../../../local/core/clock.ts';
import { systemIds } from '../../../local/core/ids.ts';
import { listen, type Listener } from '../../../local/http/listen.ts';
import { localCertificate, type LocalCertificate } from '../../../local/tls/certificate.ts';

let directory: string;
let certificate: LocalCertificate;
let ca: string;
let listener: Listener;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'listen-'));
  certificate = await localCertificate({ clock: systemClock, ids: systemIds, directory });
  ca = certificate.ca;
  const sockets = new WebSocketServer({ noServer: true });
  listener = await listen({
    host: '127.0.0.1',
    port: 0,
    tls: certificate,
    onRequest: (request, response) => response.end(`${request.method} ${request.url}`),
    onUpgrade: (request, socket, head) =>
      sockets.handleUpgrade(request, socket, head, (ws) => ws.on('message', (data) => ws.send(String(data)))),
  });
});

afterAll(async () => {
  await listener?.close();
  await rm(directory, { recursive: true, force: true });
});

it('answers plain HTTP and TLS on one port', async () => {
  const { port } = listener;
  expect(await (await fetch(`http://127.0.0.1:${port}/a`)).text()).toBe('GET /a');
  const text = await new Promise<string>((resolve, reject) => {
    httpsRequest({ host: '127.0.0.1', port, path: '/b', ca, agent: false }, (response) => {
      response.setEncoding('utf8').on('data', resolve);
    })
      .on('error', reject)
      .end();
  });
  expect(text).toBe('GET /b');
});

it.each(['ws', 'wss'])('upgrades %s', async (scheme) => {
  const socket = new WebSocket(`${scheme}://localhost:${listener.port}/`, { ca });
  const echoed = await new Promise((resolve, reject) => {
    socket.on('open', () => socket.send('hello'));
    socket.on('message', (data) => resolve(String(data)));
    socket.on('error', reject);
  });
  expect(echoed).toBe('hello');
  socket.terminate();
});

it('lives on when a client talks nonsense', async () => {
  const nonsense = connect(listener.port, '127.0.0.1');
  nonsense.write(Buffer.from([0x16, 1, 2, 3, 4, 5]));
  await new Promise((resolve) => nonsense.on('close', resolve).on('error', () => {}));
  expect((await fetch(`http://127.0.0.1:${listener.port}/`)).status).toBe(200);
});

it.each(['plain', 'TLS'])('lives on when a client resets an upgrade over %s', async (scheme) => {
  let taken: (socket: Duplex) => void;
  const upgraded = new Promise<Duplex>((resolve) => (taken = resolve));
  const refusing = await listen({
    host: '127.0.0.1',
    port: 0,
    tls: certificate,
    onRequest: (_, response) => response.end(),
    onUpgrade: (_, socket) => taken(socket),
  });
  const raw = connect(refusing.port, '127.0.0.1');
  const client = scheme === 'TLS' ? connectTls({ socket: raw, ca, servername: 'localhost' }) : raw;
  client.on('error', () => {});
  client.write('GET / HTTP/1.1\r\nhost: localhost\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n');
  const socket = await upgraded;
  const closed = new Promise((resolve) => socket.on('close', resolve));
  raw.resetAndDestroy();
  socket.write('HTTP/1.1 400 Bad Request\r\n\r\n');
  await closed;
  expect((await fetch(`http://127.0.0.1:${refusing.port}/`)).status).toBe(200);
  await refusing.close();
});

const tlsHello = Buffer.from([0x16, 3, 1, 2, 0]);
it.each([
  ['says nothing', ''],
  ['stops within the headers', 'GET / HTTP/1.1\r\nhost: a'],
  ['stops within the body', 'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 10\r\n\r\nabc'],
  ['stops within the handshake', tlsHello],
  ['stops within the headers, over TLS', 'GET / HTTP/1.1\r\nhost: a', true],
])('closes a connection whose client %s', async (_, sent, secure = false) => {
  const impatient = await listen({
    host: '127.0.0.1',
    port: 0,
    tls: certificate,
    patience: 100,
    onRequest: (request, response) => void request.resume().on('end', () => response.end()),
  });
  const { port } = impatient;
  const client = secure ? connectTls({ port, ca }) : connect(port, '127.0.0.1');
  client.on('error', () => {}).resume();
  if (sent.length > 0) client.write(sent);
  await new Promise((resolve) => client.on('close', resolve));
  await impatient.close();
});

it('names a port that is taken, and ends open connections when it closes', async () => {
  const options = { host: '127.0.0.1', onRequest: () => {} };
  const first = await listen({ ...options, port: 0 });
  await expect(listen({ ...options, port: first.port })).rejects.toThrow(
    `Port ${first.port} on 127.0.0.1 is in use`,
  );
  const idle = connect(first.port, '127.0.0.1');
  await new Promise((resolve) => idle.on('connect', resolve));
  const closed = new Promise((resolve) => idle.on('close', resolve).on('error', () => {}));
  await first.close();
  await closed;
});
