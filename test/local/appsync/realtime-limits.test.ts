import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Lambda } from '../../../local/core/ports.ts';
import { passes } from '../../../local/appsync/realtime/filters.ts';
import { behaviours } from '../../parity/behaviour.ts';
import {
  extensionsReference,
  filtering,
  frameRecordings,
  quotas,
  realtime,
  socketCaptures,
  subscriptions,
  timeoutCaptures,
} from '../../parity/sources.ts';
import { echo, expelling, openTestApi, type TestApi } from './harness.ts';

const frames = behaviours('Subscriptions');
const framing = frames.own('strict', 'what the service does with such frames is not established');

const hanging: Lambda = { invoke: () => new Promise(() => {}) };
let api: TestApi;
const sockets: WebSocket[] = [];

beforeAll(async () => {
  api = await openTestApi({
    schema: /* GraphQL */ `
      type Query {
        hello: String
      }
      type Mutation {
        post(text: String): Post
        postMany: [Post]
        expel(ids: [Int]): Int
      }
      type Subscription {
        posted(text: String): Post @aws_subscribe(mutations: ["post"])
        many: [Post] @aws_subscribe(mutations: ["postMany"])
        late: Post @aws_subscribe(mutations: ["post"])
      }
      type Post {
        text: String
        must: String!
      }
    `,
    dataSources: {
      lambda: {
        Type: 'AWS_LAMBDA',
        LambdaConfig: { LambdaFunctionArn: 'arn:aws:lambda:us-east-1:1:function:f' },
      },
    },
    resolvers: {
      'Query.hello': { code: echo("'world'") },
      'Mutation.post': { code: echo('{ text: ctx.args.text, must: "x" }') },
      'Mutation.expel': { code: expelling },
      'Mutation.postMany': { code: echo('[{ text: "a" }]') },
      'Subscription.late': {
        dataSource: 'lambda',
        code: `export function request() { return { operation: 'Invoke', payload: 1 }; }
          export function response(ctx) { return ctx.result; }`,
      },
      'Subscription.many': {
        code: `
          import { extensions } from '@aws-appsync/utils';
          export function request(ctx) { return { payload: null }; }
          export function response(ctx) {
            extensions.setSubscriptionFilter({ filterGroup: [{ filters: [{ fieldName: 'text', operator: 'ne', value: 'z' }] }] });
            return null;
          }`,
      },
    },
    ports: { lambda: hanging },
  });
});
afterEach(() => sockets.splice(0).forEach((socket) => socket.terminate()));
afterAll(() => api.close());

type Frame = { type: string; id?: string; payload?: any };

/** A socket with every frame it was sent, keep-alives too. */
async function connected() {
  const header = { host: 'localhost', 'x-api-key': api.key };
  const socket = new WebSocket(`${api.url.replace('http:', 'ws:')}/realtime`, [
    'graphql-ws',
    `header-${Buffer.from(JSON.stringify(header)).toString('base64url')}`,
  ]);
  sockets.push(socket);
  const received: Frame[] = [];
  socket.on('message', (data) => received.push(JSON.parse(String(data)) as Frame));
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject));
  socket.send('{"type":"connection_init"}');
  const start = (id: string, query: string) =>
    JSON.stringify({
      id,
      type: 'start',
      payload: { data: JSON.stringify({ query }), extensions: { authorization: header } },
    });
  const of = (type: string) => received.filter((frame) => frame.type === type);
  return { socket, received, closed, start, of };
}
const posted = 'subscription { posted { text } }';

describe('a connection', () => {
  it(
    'is kept alive from its acknowledgement on, every 60 seconds',
    frames.equal('core', realtime, socketCaptures, frameRecordings),
    async () => {
      const { of } = await connected();
      await expect.poll(() => of('ka').length).toBe(1);
      api.clock.advance(59_999);
      api.clock.advance(1);
      await expect.poll(() => of('ka').length).toBe(2);
    },
  );

  it('ends after 24 hours', frames.equal('strict', quotas), async () => {
    const { closed, of } = await connected();
    await expect.poll(() => of('ka').length).toBe(1);
    api.clock.advance(24 * 3_600_000);
    expect(await closed).toBe(1000);
  });

  it('takes 200 subscriptions, and no more', frames.equal('strict', quotas, socketCaptures), async () => {
    const { socket, start, of } = await connected();
    for (let id = 1; id <= 201; id++) socket.send(start(String(id), posted));
    await expect.poll(() => of('start_ack').length).toBe(200);
    await expect
      .poll(() => of('error'))
      .toEqual([
        {
          id: '201',
          type: 'error',
          payload: {
            errors: [
              {
                errorType: 'MaxSubscriptionsReachedError',
                message: 'Max number of 200 subscriptions reached',
              },
            ],
          },
        },
      ]);
    socket.send('{"type":"stop","id":"7"}');
    socket.send(start('201', posted));
    await expect.poll(() => of('start_ack').length).toBe(201);
  });

  it(
    'a request may invalidate five times; what is asked twice counts once',
    frames.equal('strict', extensionsReference).noting('the type and text are not established'),
    async () => {
      const expel = (alias: string, ...ids: number[]) => `${alias}: expel(ids: [${ids.join(', ')}])`;
      const within = await api.query(`mutation { ${expel('a', 1, 2, 3)} ${expel('b', 3, 4, 5)} }`);
      expect(within).toEqual({ data: { a: 1, b: 1 } });
      const beyond = await api.query(`mutation { ${expel('a', 1, 2, 3)} ${expel('b', 4, 5, 6)} }`);
      expect(beyond).toMatchObject({ data: { a: 1, b: null }, errors: [{ path: ['b'] }] });
    },
  );

  it('a start has 30 seconds', frames.equal('strict', quotas, timeoutCaptures), async () => {
    const { socket, start, of } = await connected();
    socket.send(start('1', 'subscription { late { text } }'));
    socket.send(start('2', posted));
    await expect.poll(() => of('start_ack').length).toBe(1);
    api.clock.advance(30_000);
    await expect
      .poll(() => of('error'))
      .toMatchObject([
        {
          id: '1',
          payload: { errors: [{ errorType: 'ExecutionTimeout', message: 'Execution timed out.' }] },
        },
      ]);
  });
});

describe('events', () => {
  it(
    'that lack a field which may not be null say so',
    frames.equal('complete', subscriptions).noting('the form of the frame is not established'),
    async () => {
      const { socket, start, of } = await connected();
      socket.send(start('1', 'subscription { posted { text must } }'));
      await expect.poll(() => of('start_ack').length).toBe(1);
      await api.query('mutation { post(text: "a") { text } }');
      await expect
        .poll(() => of('data'))
        .toMatchObject([
          {
            id: '1',
            payload: {
              data: { posted: null },
              errors: [
                {
                  message:
                    "Cannot return null for non-nullable type: 'String' within parent 'Post' (/posted/must)",
                },
              ],
            },
          },
        ]);
    },
  );

  it('that are lists pass no enhanced filter', frames.equal('strict', filtering), async () => {
    const { socket, start, of } = await connected();
    socket.send(start('1', 'subscription { many { text } }'));
    socket.send(start('2', posted));
    await expect.poll(() => of('start_ack').length).toBe(2);
    await api.query('mutation { postMany { text } post(text: "b") { text } }');
    await expect.poll(() => of('data').map(({ id }) => id)).toEqual(['2']);
  });

  const event = { name: 'Ann', size: 5, tags: ['a', 'b'], none: null, deep: { er: { value: true } } };
  it.each([
    ['name', 'eq', 'Ann', true],
    ['name', 'eq', 'ann', false],
    ['none', 'eq', null, true],
    ['size', 'ne', 5, false],
    ['size', 'le', 5, true],
    ['size', 'lt', 5, false],
    ['size', 'ge', 6, false],
    ['size', 'gt', 4, true],
    ['none', 'gt', 4, false],
    ['name', 'contains', 'nn', true],
    ['tags', 'contains', 'b', true],
    ['tags', 'notContains', 'b', false],
    ['none', 'notContains', 'b', true],
    ['name', 'beginsWith', 'A', true],
    ['size', 'in', [4, 5], true],
    ['size', 'notIn', [4, 5], false],
    ['size', 'between', [1, 5], true],
    ['size', 'between', [6, 9], false],
    ['tags', 'containsAny', ['x', 'b'], true],
    ['name', 'containsAny', ['Ann', 'Bob'], true],
    ['deep.er.value', 'eq', true, true],
  ])(
    '%s %s %j',
    frames.equal('complete', filtering).as('every operator of an enhanced filter'),
    (fieldName, operator, value, expected) => {
      const filter = { filterGroup: [{ filters: [{ fieldName, operator, value }] }] };
      expect(passes(filter, event)).toBe(expected);
    },
  );

  it('pass when every filter of one group holds', frames.equal('complete', filtering), () => {
    const holds = { fieldName: 'size', operator: 'eq', value: 5 };
    const fails = { fieldName: 'size', operator: 'eq', value: 6 };
    expect(passes({ filterGroup: [{ filters: [holds, fails] }, { filters: [holds] }] }, event)).toBe(true);
    expect(passes({ filterGroup: [{ filters: [holds, fails] }, { filters: [fails] }] }, event)).toBe(false);
  });
});

describe('frames of other forms', framing, () => {
  it('binary and in fragments are read like text', async () => {
    const { socket, start, of } = await connected();
    socket.send(Buffer.from(start('1', posted)), { binary: true });
    const text = start('2', posted);
    socket.send(text.slice(0, 20), { fin: false });
    socket.send(text.slice(20), { fin: true });
    await expect
      .poll(() =>
        of('start_ack')
          .map(({ id }) => id)
          .sort(),
      )
      .toEqual(['1', '2']);
  });

  it.each([
    ['too large', Buffer.alloc(256 * 1024 + 1, 0x20), 1009],
    ['not UTF-8', Buffer.from([0x7b, 0xff]), 1007],
  ])('%s end the connection, and no other', async (_, data, code) => {
    const [guilty, other] = await Promise.all([connected(), connected()]);
    guilty.socket.send(data, { binary: false });
    expect(await guilty.closed).toBe(code);
    other.socket.send(other.start('1', posted));
    await expect.poll(() => other.of('start_ack').length).toBe(1);
  });

  it('compressed and unmasked ones break the protocol', async () => {
    for (const head of [
      [0xc1, 0x82, 0, 0, 0, 0, 0x7b, 0x7d],
      [0x81, 0x02, 0x7b, 0x7d],
    ]) {
      const { socket, closed } = await connected();
      // The client would write a correct frame: these bytes go past it.
      (socket as unknown as { _socket: NodeJS.WritableStream })._socket.write(Buffer.from(head));
      expect(await closed).toBe(1002);
    }
  });

  it('a client that is gone without a word takes its subscriptions with it', async () => {
    const { socket, start, of } = await connected();
    socket.send(start('1', posted));
    await expect.poll(() => of('start_ack').length).toBe(1);
    (socket as unknown as { _socket: { destroy(): void } })._socket.destroy();
    await expect.poll(() => api.appsync.apis()[0]!.subscriptions()).toBe(0);
  });
});
