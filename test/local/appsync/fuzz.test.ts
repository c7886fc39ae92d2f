import fc from 'fast-check';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { behaviours } from '../../parity/behaviour.ts';
import { echo, openTestApi, type TestApi } from './harness.ts';

const wire = behaviours('The wire');
const frames = behaviours('Subscriptions');
const documents = wire
  .own('strict')
  .as('documents that make no sense: each is answered, deep, long and cyclic ones too');

/** A failure prints its seed; give it here to see the same again. */
const options = { seed: 20261121, numRuns: 60, endOnFailure: true };

let api: TestApi;
const rejections: unknown[] = [];
const note = (error: unknown) => void rejections.push(error);

beforeAll(async () => {
  process.on('unhandledRejection', note);
  api = await openTestApi({
    schema: /* GraphQL */ `
      type Query {
        hello(id: ID, in: Given, json: AWSJSON): String
        node: Node
        selected: Node
      }
      type Mutation {
        post(id: ID): Node
      }
      type Subscription {
        posted(id: ID): Node @aws_subscribe(mutations: ["post"])
      }
      input Given {
        a: Given
        text: String
      }
      type Node {
        id: ID
        next: Node
      }
    `,
    resolvers: {
      'Query.hello': { code: echo("'world'") },
      'Query.selected': { code: echo('{ id: ctx.info.selectionSetList.length }') },
      'Query.node': {
        code: `export function request(ctx) {
            let payload = { id: 1 };
            for (const each of "${'x'.repeat(60)}") { payload = { id: 1, next: payload }; }
            return { payload };
          }
          export function response(ctx) { return ctx.result; }`,
      },
      'Mutation.post': { code: echo('ctx.args') },
    },
  });
});

afterAll(async () => {
  await api.close();
  process.off('unhandledRejection', note);
  expect(rejections).toEqual([]);
});

/** Sends a body as it is; the answer must be one that AppSync gives in form, and the next request be served. */
async function answered(body: string | Uint8Array, headers: Record<string, string> = {}) {
  const response = await fetch(api.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': api.key, ...headers },
    body,
  });
  const answer = (await response.json()) as { data?: unknown; errors?: { message: string }[] };
  if (response.status === 200) expect('data' in answer).toBe(true);
  else {
    expect(response.headers.get('x-amzn-errortype')).toBeTruthy();
    expect(typeof answer.errors?.[0]?.message).toBe('string');
  }
  expect(response.status).toBeLessThan(500);
  expect(await api.query('{ hello }')).toEqual({ data: { hello: 'world' } });
  return { status: response.status, answer };
}

describe('requests that make no sense', wire.own('strict'), () => {
  it('answers any JSON', () =>
    fc.assert(
      fc.asyncProperty(fc.json({ maxDepth: 6 }), (body) => answered(body).then(() => true)),
      options,
    ));

  it('answers any members under the names it knows', () => {
    const value = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom('{ hello }', '', '{', 'query A { hello } query B { hello }'),
    );
    const body = fc.record(
      { query: value, variables: value, operationName: value, __proto__: value, constructor: value },
      { requiredKeys: [] },
    );
    return fc.assert(
      fc.asyncProperty(body, (given) => answered(JSON.stringify(given)).then(() => true)),
      options,
    );
  });

  it('answers any bytes', () =>
    fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), (bytes) => answered(bytes).then(() => true)),
      options,
    ));

  it('refuses any credentials', () => {
    const text = fc.string({ maxLength: 60 }).map((given) => given.replace(/[^\x20-\x7e]/g, '').trim());
    const credential = fc.oneof(
      text,
      text.map((given) => `AWS4-HMAC-SHA256 ${given}`),
      text.map((given) => `Bearer ${given}`),
      fc.tuple(text, text, text).map((parts) => parts.map((each) => btoa(each)).join('.')),
    );
    return fc.assert(
      fc.asyncProperty(credential, credential, async (authorization, key) => {
        const { status } = await answered('{"query":"{ hello }"}', { authorization, 'x-api-key': key });
        return status === 401 || status === 403;
      }),
      options,
    );
  });

  it('keeps headers named like members of every object', async () => {
    for (const name of ['__proto__', 'constructor', 'tostring'])
      expect((await answered('{"query":"{ hello }"}', { [name]: 'x' })).status).toBe(200);
  });
});

describe('documents that make no sense', documents, () => {
  const word = fc.constantFrom(
    '{',
    '}',
    '(',
    ')',
    '...',
    'hello',
    'node',
    'next',
    'id',
    ':',
    '$a',
    'on',
    'Node',
    'fragment',
    'F',
    'query',
    'mutation',
    '@skip(if: true)',
    '"',
    '[',
    ']',
    '1',
    'null',
    '#',
  );
  it('answers any words', () =>
    fc.assert(
      fc.asyncProperty(fc.array(word, { maxLength: 60 }), (words) =>
        answered(JSON.stringify({ query: words.join(' ') })).then(() => true),
      ),
      options,
    ));

  const twice = (depth: number, root: string) =>
    `{ ${root} { ...F0 } } ${Array.from({ length: depth }, (_, i) => `fragment F${i} on Node { a: next { ...F${i + 1} } b: next { ...F${i + 1} } }`).join(' ')} fragment F${depth} on Node { id }`;
  it.each<[string, string]>([
    ['deep selections', `{node${'{next'.repeat(7000)}{id}${'}'.repeat(7001)}`],
    ['deep lists', `{hello(id: ${'['.repeat(7000)}${']'.repeat(7000)})}`],
    ['unknown fields', `{${Array.from({ length: 5000 }, (_, i) => `x${i}`).join(' ')}}`],
    [
      'unused variables',
      `query(${Array.from({ length: 3000 }, (_, i) => `$v${i}: Int`).join(' ')}) { hello }`,
    ],
    ['too many tokens', `{${'hello '.repeat(20_000)}}`],
    [
      'fragments in cycles',
      Array.from(
        { length: 300 },
        (_, i) => `fragment F${i} on Query { ...F${(i + 1) % 300} ...F${(i * 7) % 300} }`,
      ).join(' ') + ' { ...F0 }',
    ],
    ['fields that double', twice(40, 'node')],
    ['a selection list that doubles', twice(40, 'selected')],
  ])('%s', (_what, query) => answered(JSON.stringify({ query })).then(() => undefined));
});

describe('sockets that make no sense', frames.own('strict'), () => {
  const open = () => {
    const header = Buffer.from(JSON.stringify({ host: 'localhost', 'x-api-key': api.key })).toString(
      'base64url',
    );
    return new WebSocket(`${api.url.replace('http', 'ws')}/realtime`, ['graphql-ws', `header-${header}`]);
  };
  const frame = fc.oneof(
    fc.json(),
    fc.string(),
    fc
      .record(
        {
          type: fc.constantFrom('connection_init', 'start', 'stop', 'data', 'x'),
          id: fc.jsonValue(),
          payload: fc.jsonValue(),
        },
        { requiredKeys: ['type'] },
      )
      .map((each) => JSON.stringify(each)),
  );

  it('answers or ignores any frames, and still subscribes', () =>
    fc.assert(
      fc.asyncProperty(fc.array(frame, { maxLength: 12 }), async (frames) => {
        const socket = open();
        const types: string[] = [];
        await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
        const acknowledged = new Promise<void>((resolve) =>
          socket.on('message', (data) => {
            const { type, id } = JSON.parse(String(data)) as { type: string; id?: string };
            types.push(type);
            if (type === 'start_ack' && id === 'the last') resolve();
          }),
        );
        for (const each of ['{"type":"connection_init"}', ...frames]) socket.send(each);
        const data = JSON.stringify({ query: 'subscription { posted { id } }' });
        const authorization = { host: 'localhost', 'x-api-key': api.key };
        socket.send(
          JSON.stringify({ id: 'the last', type: 'start', payload: { data, extensions: { authorization } } }),
        );
        await acknowledged;
        socket.terminate();
        return types.includes('connection_ack');
      }),
      { ...options, numRuns: 25 },
    ));

  it('closes what is no request', () =>
    fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 200 }), async (bytes) => {
        const { hostname, port } = new URL(api.url);
        await new Promise<void>((resolve) => {
          const socket = connect(Number(port), hostname, () => socket.end(bytes));
          socket
            .on('data', () => {})
            .on('error', () => {})
            .on('close', () => resolve());
        });
        return (await api.query('{ hello }')).data.hello === 'world';
      }),
      options,
    ));
});
