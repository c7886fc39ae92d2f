import { afterEach, beforeAll, afterAll, describe, expect, it } from 'vitest';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { systemClock } from '../../../local/core/clock.ts';
import { systemIds } from '../../../local/core/ids.ts';
import { localCertificate } from '../../../local/tls/certificate.ts';
import { echo, openTestApi, type TestApi } from './harness.ts';
import { behaviours } from '../../parity/behaviour.ts';
import {
  amplify,
  authorizationIssues,
  filtering,
  frameRecordings,
  jsonFrames,
  realtime,
  socketCaptures,
  subscriptions,
  unsubscribing,
} from '../../parity/sources.ts';

const frames = behaviours('Subscriptions');
const badHandshake = frames.equal('strict', socketCaptures);
const enhancedFilter = frames.equal('complete', filtering);
const refusedStart = frames.equal('complete', realtime, socketCaptures);
const nonsense = frames.assumed('strict', 'an error frame, and the connection lives');

let api: TestApi;
const sockets: WebSocket[] = [];

const forAuthors = `
  import { util, extensions } from '@aws-appsync/utils';
  const filter = (operator, value) => ({ filterGroup: [{ filters: [{ fieldName: 'score', operator, value }] }] });
  export function request(ctx) { return { payload: null }; }
  export function response(ctx) {
    if (ctx.args.min === 13) util.unauthorized();
    extensions.setSubscriptionFilter(filter('ge', ctx.args.min));
    extensions.setSubscriptionInvalidationFilter(filter('eq', ctx.args.min));
    return null;
  }`;

beforeAll(async () => {
  api = await openTestApi({
    schema: /* GraphQL */ `
      type Query {
        hello: String
      }
      type Mutation {
        post(id: ID, title: String, author: String, score: Int, json: AWSJSON): Post
        refuse: Post
        expel(score: Int): Int
      }
      type Subscription {
        posted(author: String): Post @aws_subscribe(mutations: ["post", "refuse"])
        scored(min: Int): Post @aws_subscribe(mutations: ["post"])
        tagged: Post @aws_subscribe(mutations: ["post"])
        secret: Post @aws_subscribe(mutations: ["post"]) @aws_iam
      }
      type Post @aws_api_key @aws_iam {
        id: ID
        title: String
        author: String
        score: Int
        json: AWSJSON
      }
    `,
    api: { AdditionalAuthenticationProviders: [{ AuthenticationType: 'AWS_IAM' }] },
    resolvers: {
      'Query.hello': { code: echo("'world'") },
      'Mutation.post': { code: echo('ctx.args') },
      'Mutation.refuse': { code: echo('null') },
      'Mutation.expel': {
        code: `
          import { extensions } from '@aws-appsync/utils';
          export function request(ctx) { return { payload: 1 }; }
          export function response(ctx) {
            extensions.invalidateSubscriptions({ subscriptionField: 'scored', payload: { score: ctx.args.score } });
            return ctx.result;
          }`,
      },
      'Subscription.scored': { code: forAuthors },
      'Subscription.tagged': {
        code: `
          import { util } from '@aws-appsync/utils';
          export function request(ctx) { util.error(ctx.request.headers['x-tag'], 'Tag'); }
          export function response(ctx) { return null; }`,
      },
    },
  });
});

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.terminate();
});
afterAll(() => api.close());

type Frame = { type: string; id?: string; payload?: any };

/** A socket with its frames in order; `next` waits for one that is no keep-alive. */
function open(options: { header?: object; inQuery?: boolean; path?: string; protocols?: string[] } = {}) {
  const { header = { host: 'localhost', 'x-api-key': api.key }, inQuery, path = '/realtime' } = options;
  const base = api.url.replace('http:', 'ws:') + path;
  const json = JSON.stringify(header);
  const socket = inQuery
    ? new WebSocket(
        `${base}?header=${encodeURIComponent(Buffer.from(json).toString('base64'))}&payload=e30=`,
        ['graphql-ws'],
      )
    : new WebSocket(
        base,
        options.protocols ?? ['graphql-ws', `header-${Buffer.from(json).toString('base64url')}`],
      );
  sockets.push(socket);
  const frames: Frame[] = [];
  const waiting: ((frame: Frame) => void)[] = [];
  socket.on('message', (data) => {
    const frame = JSON.parse(String(data)) as Frame;
    if (frame.type === 'ka') return;
    const taker = waiting.shift();
    if (taker) taker(frame);
    else frames.push(frame);
  });
  return {
    socket,
    frames,
    opened: new Promise<void>((resolve, reject) => socket.on('open', resolve).on('error', reject)),
    closed: new Promise<number>((resolve) => socket.on('close', resolve)),
    send: (message: object) => socket.send(JSON.stringify(message)),
    next: () =>
      new Promise<Frame>((resolve) => {
        const frame = frames.shift();
        if (frame) resolve(frame);
        else waiting.push(resolve);
      }),
  };
}

async function connected(options?: Parameters<typeof open>[0]) {
  const client = open(options);
  await client.opened;
  client.send({ type: 'connection_init' });
  expect(await client.next()).toEqual({ type: 'connection_ack', payload: { connectionTimeoutMs: 300_000 } });
  return client;
}

const start = (id: string, query: string, variables?: object) => ({
  id,
  type: 'start',
  payload: {
    data: JSON.stringify({ query, variables }),
    extensions: { authorization: { host: 'localhost', 'x-api-key': api.key } },
  },
});

const mutate = (fields: string, selection = '{ id title author score }') =>
  api.query(`mutation { post(${fields}) ${selection} }`);

describe('handshake', frames.equal('core', realtime, amplify), () => {
  it.each([
    ['the subprotocol', {}],
    ['the query string', { inQuery: true }],
    ['a doubled slash', { path: '//realtime' }],
  ])('takes credentials from %s and echoes graphql-ws alone', async (_, options) => {
    const client = await connected(options);
    expect(client.socket.protocol).toBe('graphql-ws');
  });

  it('refuses a wrong key with a connection_error, then closes', async () => {
    const client = open({ header: { host: 'localhost', 'x-api-key': 'da2-wrong' } });
    await client.opened;
    client.send({ type: 'connection_init' });
    expect(await client.next()).toEqual({
      type: 'connection_error',
      payload: {
        errors: [
          {
            errorType: 'UnauthorizedException',
            message: 'You are not authorized to make this call.',
            errorCode: 401,
          },
        ],
      },
    });
    await client.closed;
  });

  it.each([['NoProtocolError', 'offers no subprotocol', () => ({ protocols: [] })]])(
    'says %s to an upgrade that %s, unasked, and closes',
    badHandshake,
    async (message, _, options) => {
      const client = open(options());
      expect(await client.next()).toEqual({
        type: 'connection_error',
        payload: { errors: [{ message, errorCode: 400 }] },
      });
      await client.closed;
    },
  );

  it('chooses none of other subprotocols, which clients do not take', badHandshake, async () => {
    await expect(open({ protocols: ['graphql-transport-ws'] }).opened).rejects.toThrow('no subprotocol');
  });

  it(
    'acknowledges a connection that asks for it; one may subscribe without asking',
    frames.equal('complete', realtime),
    async () => {
      const client = open();
      await client.opened;
      client.send(start('1', 'subscription { posted { id } }'));
      expect(await client.next()).toEqual({ id: '1', type: 'start_ack' });
    },
  );
});

describe('delivery', frames.equal('core', subscriptions, realtime), () => {
  it(
    'acknowledges, delivers what the mutation selected, and completes on stop',
    frames.equal('core', subscriptions, realtime, frameRecordings),
    async () => {
      const client = await connected();
      client.send(start('1', 'subscription { posted { id name: title author } }'));
      expect(await client.next()).toEqual({ id: '1', type: 'start_ack' });
      await mutate('id: "7", title: "T", author: "Ann"', '{ id heading: title }');
      expect(await client.next()).toEqual({
        id: '1',
        type: 'data',
        payload: { data: { posted: { id: '7', name: 'T', author: null } } },
      });
      client.send({ id: '1', type: 'stop' });
      expect(await client.next()).toEqual({ id: '1', type: 'complete' });
      await mutate('id: "8"');
      client.send({ id: '1', type: 'stop' });
      expect(await client.next()).toEqual({ id: '1', type: 'complete' });
    },
  );

  it('filters by arguments, and tells null from absent', async () => {
    const client = await connected();
    const query = 'subscription S($author: String) { posted(author: $author) { id author } }';
    client.send(start('ann', query, { author: 'Ann' }));
    client.send(start('null', query, { author: null }));
    client.send(start('all', query, {}));
    for (let count = 0; count < 3; count++) expect((await client.next()).type).toBe('start_ack');
    await mutate('id: "1", author: "Ann"');
    expect([(await client.next()).id, (await client.next()).id].sort()).toEqual(['all', 'ann']);
    await mutate('id: "2"');
    expect([(await client.next()).id, (await client.next()).id].sort()).toEqual(['all', 'null']);
  });

  it('publishes nothing for a mutation that yields null', async () => {
    const client = await connected();
    client.send(start('1', 'subscription { posted { id } }'));
    await client.next();
    await api.query('mutation { refuse { id } }');
    await mutate('id: "after"');
    expect((await client.next()).payload.data.posted.id).toBe('after');
  });

  it('takes the filter of the resolver in place of the arguments', enhancedFilter, async () => {
    const client = await connected();
    client.send(start('1', 'subscription { scored(min: 5) { score } }'));
    expect((await client.next()).type).toBe('start_ack');
    await mutate('score: 4');
    await mutate('score: 6');
    expect((await client.next()).payload).toEqual({ data: { scored: { score: 6 } } });
  });

  it('ends what a mutation invalidates', frames.equal('complete', unsubscribing), async () => {
    const client = await connected();
    client.send(start('1', 'subscription { scored(min: 5) { score } }'));
    await client.next();
    await api.query('mutation { expel(score: 5) }');
    expect(await client.next()).toMatchObject({ id: '1', payload: { message: 'Subscription complete.' } });
    await client.closed;
  });
});

describe('a subscription', () => {
  it(
    'shows its resolver the headers that came with its authorization',
    frames.equal('complete', amplify),
    async () => {
      const client = await connected();
      const message = start('1', 'subscription { tagged { id } }');
      Object.assign(message.payload.extensions.authorization, { 'X-Tag': 'blue' });
      client.send(message);
      expect((await client.next()).payload.errors[0]).toMatchObject({ errorType: 'Tag', message: 'blue' });
    },
  );

  it(
    'is sent AWSJSON encoded once more than an answer has it',
    frames.equal('strict', jsonFrames).noting('as reported in 2020'),
    async () => {
      const client = await connected();
      client.send(start('1', 'subscription { posted { id json } }'));
      expect((await client.next()).type).toBe('start_ack');
      const query = 'mutation { post(id: "1", json: "{\\"a\\":1}") { id json } }';
      expect((await api.query(query)).data.post.json).toBe('{"a":1}');
      expect((await client.next()).payload.data.posted.json).toBe('"{\\"a\\":1}"');
    },
  );
});

it(
  'the port of plain HTTP answers TLS, too: Amplify opens wss beside whatever it was given',
  frames.own('core'),
  async () => {
    const directory = await mkdtemp(join(tmpdir(), 'realtime-'));
    const tls = await localCertificate({ clock: systemClock, ids: systemIds, directory });
    const secure = await openTestApi({
      schema: 'type Query { hello: String }',
      resolvers: { 'Query.hello': { code: echo("'world'") } },
      tls,
    });
    expect(await secure.query('{ hello }')).toEqual({ data: { hello: 'world' } });
    const header = Buffer.from(JSON.stringify({ host: 'localhost', 'x-api-key': secure.key }));
    const socket = new WebSocket(
      `${secure.url.replace('http:', 'wss:')}/realtime`,
      ['graphql-ws', `header-${header.toString('base64url')}`],
      { ca: tls.ca },
    );
    sockets.push(socket);
    const frame = await new Promise((resolve, reject) => {
      socket.on('open', () => socket.send('{"type":"connection_init"}'));
      socket.on('message', (data) => resolve(JSON.parse(String(data))));
      socket.on('error', reject);
    });
    expect(frame).toMatchObject({ type: 'connection_ack' });
    await secure.close();
    await rm(directory, { recursive: true, force: true });
  },
);

describe('errors at start', frames.equal('complete', realtime), () => {
  const errorOf = async (message: object) => {
    const client = await connected();
    client.send(message);
    const frame = await client.next();
    expect(frame.type).toBe('error');
    return frame.payload.errors[0];
  };

  it('names a field that directives deny', frames.equal('core', authorizationIssues), async () => {
    expect(await errorOf(start('1', 'subscription { secret { id } }'))).toEqual({
      errorType: 'Unauthorized',
      message: 'Not Authorized to access secret on type Subscription',
    });
  });

  it('passes on what the resolver refuses', frames.equal('core', subscriptions), async () => {
    expect(await errorOf(start('1', 'subscription { scored(min: 13) { id } }'))).toMatchObject({
      errorType: 'Unauthorized',
    });
  });

  it(
    'refuses queries',
    frames.equal('complete', socketCaptures).noting('captured for requests of no kind'),
    async () => {
      expect(await errorOf(start('1', '{ hello }'))).toEqual({
        errorType: 'UnsupportedOperation',
        message: 'query not supported through the realtime channel',
      });
    },
  );

  it(
    'refuses a start that holds no request, naming no id',
    frames.equal('strict', socketCaptures),
    async () => {
      const client = await connected();
      client.send({
        id: '1',
        type: 'start',
        payload: { query: 'subscription { posted { id } }', variables: {} },
      });
      expect(await client.next()).toEqual({
        type: 'error',
        payload: {
          errors: [
            {
              errorType: 'UnsupportedOperation',
              message: 'unknown not supported through the realtime channel',
            },
          ],
        },
      });
    },
  );

  it('refuses a wrong key', async () => {
    const message = start('1', 'subscription { posted { id } }');
    message.payload.extensions.authorization['x-api-key'] = 'da2-wrong';
    expect(await errorOf(message)).toEqual({
      errorType: 'UnauthorizedException',
      message: 'You are not authorized to make this call.',
    });
  });

  it('refuses an id in use, and two subscriptions under one', refusedStart, async () => {
    const client = await connected();
    const duplicated = { errorType: 'DuplicatedOperationError', message: 'Duplicated operation with id 1' };
    client.send(start('1', 'subscription { posted { id } other: posted { id } }'));
    expect(await client.next()).toEqual({ id: '1', type: 'error', payload: { errors: [duplicated] } });
    client.send(start('1', 'subscription { posted { id } }'));
    expect((await client.next()).type).toBe('start_ack');
    client.send(start('1', 'subscription { posted { id } }'));
    expect(await client.next()).toEqual({ id: '1', type: 'error', payload: { errors: [duplicated] } });
  });

  it(
    'passes on what validation and variables are refused for',
    frames.equal('complete', realtime).noting('the error type is not established'),
    async () => {
      expect(await errorOf(start('1', 'subscription { posted { nothing } }'))).toMatchObject({
        message:
          "Validation error of type FieldUndefined: Field 'nothing' in type 'Post' is undefined @ 'posted/nothing'",
      });
      const query = 'subscription S($author: String!) { posted(author: $author) { id } }';
      expect(await errorOf(start('1', query))).toMatchObject({
        message: "Variable 'author' has coerced Null value for NonNull type 'String!'",
      });
    },
  );

  it('survives frames that make no sense', nonsense, async () => {
    const client = await connected();
    client.socket.send('{');
    expect((await client.next()).type).toBe('error');
    client.socket.send('null');
    expect((await client.next()).type).toBe('error');
    client.send(start('1', 'subscription { posted { id } }'));
    expect((await client.next()).type).toBe('start_ack');
  });
});
