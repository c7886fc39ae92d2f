import { WebSocket } from 'ws';
import type { TestApi } from './harness.ts';

interface Frame {
  readonly type: string;
  readonly id?: string;
  readonly payload?: any;
}

/** A client of an API's real-time endpoint, connected; each of its steps waits for the frame that answers it. */
export async function connect({ url, key }: Pick<TestApi, 'url' | 'key'>) {
  const header = { host: 'localhost', 'x-api-key': key };
  const encoded = Buffer.from(JSON.stringify(header)).toString('base64url');
  const socket = new WebSocket(`${url.replace('http:', 'ws:')}/realtime`, [
    'graphql-ws',
    `header-${encoded}`,
  ]);
  const frames: Frame[] = [];
  const waiting = new Set<() => void>();
  const look = () => waiting.forEach((each) => each());
  socket.on('message', (data) => {
    frames.push(JSON.parse(String(data)) as Frame);
    look();
  });
  const frame = (wanted: (frame: Frame) => boolean): Promise<Frame> =>
    new Promise((resolve, reject) => {
      const find = () => {
        const found = frames.find(wanted);
        const refusal = frames.find(({ type }) => type === 'connection_error');
        if (!found && !refusal) return;
        waiting.delete(find);
        if (found) resolve(found);
        else reject(new Error(JSON.stringify(refusal)));
      };
      waiting.add(find);
      find();
    });
  const send = (message: object) => socket.send(JSON.stringify(message));
  const start = (id: string, query: string) =>
    send({
      id,
      type: 'start',
      payload: { data: JSON.stringify({ query }), extensions: { authorization: header } },
    });

  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  send({ type: 'connection_init' });
  await frame(({ type }) => type === 'connection_ack');
  return {
    async subscribe(id: string, query: string) {
      start(id, query);
      await frame((each) => each.type === 'start_ack' && each.id === id);
    },
    async refused(id: string, query: string) {
      start(id, query);
      await frame((each) => each.type === 'error' && each.id === id);
    },
    received: (id: string) => frame((each) => each.type === 'data' && each.id === id),
    async stop(id: string) {
      send({ id, type: 'stop' });
      await frame((each) => each.type === 'complete' && each.id === id);
    },
    close: () => new Promise((resolve) => socket.once('close', resolve).close()),
  };
}
