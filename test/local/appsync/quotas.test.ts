import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Quotas } from '../../../local/appsync/quotas.ts';
import { behaviours } from '../../parity/behaviour.ts';
import { limitFrames, monitoring, quotas as reference, throttleCaptures } from '../../parity/sources.ts';
import { echo, expelling, openTestApi, type TestApi } from './harness.ts';

const wire = behaviours('The wire');
const frames = behaviours('Subscriptions');

let api: TestApi;
const sockets: WebSocket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.terminate();
  await api.close();
});

async function open(quotas?: Quotas) {
  api = await openTestApi({
    schema: /* GraphQL */ `
      type Query {
        hello: String
      }
      type Mutation {
        post(text: String): Post
        expel(ids: [Int]): Int
      }
      type Subscription {
        posted(id: Int): Post @aws_subscribe(mutations: ["post"])
      }
      type Post {
        text: String
      }
    `,
    resolvers: {
      'Query.hello': { code: echo("'world'") },
      'Mutation.post': { code: echo('ctx.args') },
      'Mutation.expel': { code: expelling },
      'Subscription.posted': {
        code: `
          import { extensions } from '@aws-appsync/utils';
          export function request(ctx) { return { payload: null }; }
          export function response(ctx) {
            const filters = [{ fieldName: 'id', operator: 'eq', value: ctx.args.id }];
            if (ctx.args.id) extensions.setSubscriptionInvalidationFilter({ filterGroup: [{ filters }] });
            return null;
          }`,
      },
    },
    ports: quotas ? { quotas } : {},
  });
}

/** A socket with what it was sent; `subscribe` starts one more. */
async function connected() {
  const header = { host: 'localhost', 'x-api-key': api.key };
  const socket = new WebSocket(`${api.url.replace('http:', 'ws:')}/realtime`, [
    'graphql-ws',
    `header-${Buffer.from(JSON.stringify(header)).toString('base64url')}`,
  ]);
  sockets.push(socket);
  const received: any[] = [];
  socket.on('message', (data) => received.push(JSON.parse(String(data))));
  const closed = new Promise((resolve) => socket.on('close', resolve));
  await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject));
  socket.send('{"type":"connection_init"}');
  const of = (type: string) => received.filter((frame) => frame.type === type);
  const subscribe = (id: string, query = 'subscription { posted { text } }') =>
    socket.send(
      JSON.stringify({
        id,
        type: 'start',
        payload: { data: JSON.stringify({ query }), extensions: { authorization: header } },
      }),
    );
  return { of, subscribe, closed };
}
const post = (text: string) => api.query('mutation ($text: String) { post(text: $text) { text } }', { text });

describe('rates of an account', () => {
  it(
    'requests beyond the tokens of a second are answered 429, and taken again as it goes by',
    wire.assumed(
      'complete',
      'type and text; that each request takes one token, as most do; no rate holds unless one is given',
      reference,
      monitoring,
      throttleCaptures,
    ),
    async () => {
      await open({ requestTokens: 2 });
      const ask = () => api.post({ query: '{ hello }' });
      expect([(await ask()).status, (await ask()).status]).toEqual([200, 200]);
      const { status, body, headers } = await ask();
      expect([status, headers.get('x-amzn-errortype')]).toEqual([429, 'TooManyRequestsException']);
      expect(body.errors).toEqual([{ errorType: 'TooManyRequestsException', message: 'Too Many Requests' }]);
      api.clock.advance(500);
      expect([(await ask()).status, (await ask()).status]).toEqual([200, 429]);
    },
  );

  it(
    'connections beyond the rate are refused',
    frames.assumed('strict', 'the frame; no rate holds unless one is given', reference, limitFrames),
    async () => {
      await open({ connections: 1 });
      const first = await connected();
      await expect.poll(() => first.of('connection_ack').length).toBe(1);
      const second = await connected();
      await second.closed;
      expect(second.of('connection_error')).toEqual([
        {
          type: 'connection_error',
          payload: {
            errors: [{ errorType: 'LimitExceededError', message: 'Rate limit exceeded', errorCode: 429 }],
          },
        },
      ]);
    },
  );

  it(
    'subscriptions that a connection starts too fast are refused without their ids',
    frames
      .equal('strict', limitFrames)
      .noting(
        'captured with an object for the list of errors, which later clients read as a list; the rate is not established, and none holds unless one is given',
      ),
    async () => {
      await open({ starts: 1 });
      const { of, subscribe } = await connected();
      subscribe('1');
      subscribe('2');
      await expect
        .poll(() => of('error'))
        .toEqual([
          {
            type: 'error',
            payload: { errors: [{ errorType: 'LimitExceededError', message: 'Rate limit exceeded' }] },
          },
        ]);
      await expect.poll(() => of('start_ack').map(({ id }) => id)).toEqual(['1']);
      api.clock.advance(1_000);
      subscribe('2');
      await expect.poll(() => of('start_ack').length).toBe(2);
    },
  );

  it(
    'messages beyond the rates of what comes in and goes out are dropped',
    frames.equal('strict', monitoring).noting('no rate holds unless one is given; none is delayed here'),
    async () => {
      await open({ inboundMessages: 2, outboundMessages: 3 });
      const { of, subscribe } = await connected();
      subscribe('1');
      await expect.poll(() => of('start_ack').length).toBe(1);
      for (const text of ['a', 'b', 'c']) await post(text);
      api.clock.advance(1_000);
      // Each 5 KB count for one: of three messages a second this leaves none for the other.
      await post('x'.repeat(11 * 1024));
      await post('d');
      api.clock.advance(1_000);
      await post('e');
      const texts = () => of('data').map(({ payload }) => payload.data.posted.text[0]);
      await expect.poll(texts).toEqual(['a', 'b', 'x', 'e']);
    },
  );

  it(
    'invalidations beyond a hundred a second are dropped, though none is given',
    frames.equal('strict', reference, monitoring),
    async () => {
      await open();
      const { of, subscribe } = await connected();
      subscribe('1', 'subscription { posted(id: 7) { text } }');
      await expect.poll(() => of('start_ack').length).toBe(1);
      const expel = (...ids: number[]) => api.query('mutation ($ids: [Int]) { expel(ids: $ids) }', { ids });
      for (let count = 0; count < 20; count++) await expel(11, 12, 13, 14, 15);
      await expel(7);
      expect(api.appsync.apis()[0]!.subscriptions()).toBe(1);
      api.clock.advance(10);
      await expel(7);
      await expect.poll(() => api.appsync.apis()[0]!.subscriptions()).toBe(0);
    },
  );
});
