import { createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { createPipeline, type Pipeline } from '../../../local/dynamodb/pipeline.ts';

const closings: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closings.splice(0)) await close();
});

/** A pipeline to a server that does with each connection, counted from 1, what `serve` says. */
async function pipelineTo(serve: (socket: Socket, connection: number) => void): Promise<Pipeline> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket.on('error', () => {}));
    serve(socket, sockets.length);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const pipeline = createPipeline('127.0.0.1', (server.address() as AddressInfo).port);
  closings.push(
    () => pipeline.close(),
    () => sockets.forEach((socket) => socket.destroy()),
    () => new Promise((done) => server.close(done)),
  );
  return pipeline;
}

const answer = (text: string, status = 200) =>
  Buffer.from(
    `HTTP/1.1 ${status} Whatever\r\nserver: test\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
  );

it('gives each request its answer, however the answers are cut on their way', async () => {
  const texts = ['', '{"a":1}', 'Zoë\r\n\r\n'.repeat(50), '€'.repeat(3_000)];
  const bytes = Buffer.concat(texts.map((text, index) => answer(text, 200 + index)));
  for (const size of [1, 7, 100, 8_192, bytes.length]) {
    const pipeline = await pipelineTo((socket) => {
      socket.once('data', () => {
        for (let at = 0; at < bytes.length; at += size) socket.write(bytes.subarray(at, at + size));
      });
    });
    const answers = await Promise.all(texts.map(() => pipeline.send('request')));
    expect(answers).toEqual(texts.map((text, index) => ({ status: 200 + index, text })));
  }
});

it('sends what is asked at once in one piece, and in its order', async () => {
  const heard: string[] = [];
  const pipeline = await pipelineTo((socket) =>
    socket.on('data', (chunk) => {
      heard.push(chunk.toString());
      for (const text of chunk.toString().split(';').slice(0, -1)) socket.write(answer(text));
    }),
  );
  const answers = await Promise.all(['one;', 'two;', 'drei €;'].map((text) => pipeline.send(text)));
  expect(answers.map(({ text }) => text)).toEqual(['one', 'two', 'drei €']);
  expect(heard).toEqual(['one;two;drei €;']);
});

it('fails what was under way when the connection is lost, and connects anew for what comes after', async () => {
  const pipeline = await pipelineTo((socket, connection) =>
    socket.on('data', () => (connection === 1 ? socket.end(answer('first')) : socket.write(answer('again')))),
  );
  const settled = await Promise.allSettled([pipeline.send('a'), pipeline.send('b'), pipeline.send('c')]);
  expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
  await expect(pipeline.send('d')).resolves.toEqual({ status: 200, text: 'again' });
});

it('fails when nobody listens', async () => {
  const pipeline = createPipeline('127.0.0.1', 1);
  await expect(pipeline.send('a')).rejects.toThrow('ECONNREFUSED');
});

it('gives up a connection on which something else than HTTP answers', async () => {
  const pipeline = await pipelineTo((socket, connection) =>
    socket.on('data', () => socket.write(connection === 1 ? 'SSH-2.0-x\r\n\r\n' : answer('fine'))),
  );
  await expect(pipeline.send('a')).rejects.toThrow('no HTTP response');
  await expect(pipeline.send('b')).resolves.toMatchObject({ text: 'fine' });
});

it('waits for the answers that are due before it closes', async () => {
  const pipeline = await pipelineTo((socket) =>
    socket.on('data', () => setTimeout(() => socket.write(answer('late')), 20)),
  );
  const late = pipeline.send('a');
  await pipeline.close();
  await expect(late).resolves.toMatchObject({ text: 'late' });
});
