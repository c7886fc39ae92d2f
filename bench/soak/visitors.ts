import { once } from 'node:events';
import { connect } from 'node:net';
import { openSocket, startFrame, subscribe, type Realtime } from '../harness/subscriber.ts';

/** Comes to an API, does something there, and is gone when the promise settles. */
export type Visitor = (api: Realtime) => Promise<unknown>;

const onTopic = 'subscription($topic: String) { onTopic(topic: $topic) { topic number text } }';

/** Goes as it should: stops, waits for the answer, closes. */
const polite: Visitor = async (api) => {
  const socket = await subscribe(api, onTopic, { topic: 'a' }, () => {});
  for (const id of ['2', '3']) socket.send(startFrame(api, id, onTopic, { topic: id }));
  for (const id of ['1', '2', '3']) socket.send(JSON.stringify({ id, type: 'stop' }));
  await new Promise<void>((resolve) =>
    socket.on('message', (data: Buffer) => {
      if (data.toString().includes('"id":"3","type":"complete"')) resolve();
    }),
  );
  socket.close();
  await once(socket, 'close');
};

/** Is gone in the middle of a subscription. */
const abrupt: Visitor = async (api) => {
  const socket = await subscribe(api, onTopic, {}, () => {});
  socket.terminate();
  await once(socket, 'close');
};

/** Leaves while the service still looks at what was asked. */
const hasty: Visitor = async (api) => {
  const socket = openSocket(api);
  await once(socket, 'open');
  socket.send('{"type":"connection_init"}');
  socket.send(startFrame(api, '1', onTopic));
  socket.terminate();
  await once(socket, 'close');
};

/** Has the wrong key. */
const refused: Visitor = async ({ url }) => {
  const socket = openSocket({ url, apiKey: 'da2-wrong' });
  socket.on('open', () => socket.send('{"type":"connection_init"}'));
  await once(socket, 'close');
};

/** Sends frames that make no sense, and starts what cannot be. */
const confused: Visitor = async (api) => {
  const socket = await subscribe(api, onTopic, {}, () => {});
  const frames = [
    '',
    '{',
    '[]',
    '{"type":7}',
    '{"type":"start","id":"1"}',
    startFrame(api, '9', '{ hello }'),
  ];
  for (const frame of frames) socket.send(frame);
  socket.send(Buffer.from([1, 2, 3]));
  socket.close();
  await once(socket, 'close');
};

const raw =
  (text: string, stay = 20): Visitor =>
  async ({ url }) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.on('error', () => {}).write(text);
    setTimeout(() => socket.destroy(), stay);
    await once(socket, 'close');
  };

/** Connections that say half of something, or nothing of sense, and stay for a while. */
const halfOpen = [
  raw(''),
  raw('GET /graphql/realtime HTTP/1.1\r\nupgrade: web'),
  raw('POST /graphql HTTP/1.1\r\ncontent-length: 1000\r\n\r\n{"query"'),
  raw('\x16\x03\x01\x02\x00'),
  raw('HELO\r\n\r\n'),
];

const post =
  (body: string, headers: Record<string, string> = {}): Visitor =>
  async ({ url, apiKey }) => {
    const response = await fetch(url, { method: 'POST', headers: { 'x-api-key': apiKey, ...headers }, body });
    await response.text();
  };

const requests = [
  post('{"query":"{ hello }"}'),
  post(JSON.stringify({ query: 'mutation { publishTopic(topic: "a", number: 1) { topic number } }' })),
  post('{"query":"{ hello }"}', { 'x-api-key': 'da2-wrong' }),
  post('{"query":"{ nothing }"}'),
  post('{"query":'),
  post('[]'),
  post(''),
  post('x'.repeat(2 ** 21)),
  post('{"query":"{ hello }"}', { authorization: `Bearer ${'a.'.repeat(2_000)}` }),
];

/** One of each kind. */
export const visitors: readonly Visitor[] = [
  polite,
  abrupt,
  hasty,
  refused,
  confused,
  ...halfOpen,
  ...requests,
];
