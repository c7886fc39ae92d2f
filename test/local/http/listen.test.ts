import { mkdtemp, rm } from 'node:fs/promises';
import { request as httpsRequest } from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
