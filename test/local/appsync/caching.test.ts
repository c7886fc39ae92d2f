import { AppSyncClient, FlushApiCacheCommand, GetApiCacheCommand } from '@aws-sdk/client-appsync';
import { afterEach, describe, expect, it } from 'vitest';
import { createStore } from '../../../local/appsync/caching/store.ts';
import { ManualClock } from '../../../local/core/clock.ts';
import type { Lambda } from '../../../local/core/ports.ts';
import { createGateway } from '../../../local/gateway/index.ts';
import { createIam } from '../../../local/iam/index.ts';
import { behaviours } from '../../parity/behaviour.ts';
import { caching as guide, sdkClient, utilTypes } from '../../parity/sources.ts';
import { testEnvironment } from '../support.ts';
import { openTestApi, type ApiSketch, type TestApi } from './harness.ts';

const kept = behaviours('Caching');

let api: TestApi;
afterEach(() => api?.close());

const invoke = (payload: string) => `
  export function request(ctx) { return { operation: 'Invoke', payload: ${payload} }; }
  export function response(ctx) { return ctx.result; }`;

/** An API whose every answer is the number of calls made so far: an answer that stays was cached. */
async function open(
  sketch: Pick<ApiSketch, 'cache'> & { caching?: { Ttl: number; CachingKeys?: string[] } },
) {
  let calls = 0;
  const lambda: Lambda = {
    invoke: async ({ payload }) => {
      calls++;
      if (payload === 'fail')
        return { statusCode: 200, payload: '{"errorMessage":"no"}', functionError: 'Unhandled' };
      if (payload === 'big') return { statusCode: 200, payload: JSON.stringify('x'.repeat(4_000_000)) };
      return { statusCode: 200, payload: JSON.stringify(calls) };
    },
  };
  const { caching, cache } = sketch;
  api = await openTestApi({
    schema: /* GraphQL */ `
      type Query {
        count(id: ID, note: String): Int
        plain: Int
        failing: Int
        big: String
        parents: [Parent]
      }
      type Parent {
        id: ID
        child: Int
      }
      type Mutation {
        count: Int
        evict(id: ID): Int
        evictNothing: Int
      }
    `,
    cache,
    dataSources: {
      lambda: {
        Type: 'AWS_LAMBDA',
        LambdaConfig: { LambdaFunctionArn: 'arn:aws:lambda:us-east-1:1:function:f' },
      },
    },
    resolvers: {
      'Query.count': { dataSource: 'lambda', code: invoke('null'), caching },
      'Query.plain': { dataSource: 'lambda', code: invoke('null') },
      'Query.big': { dataSource: 'lambda', code: invoke(`'big'`) },
      'Query.failing': {
        dataSource: 'lambda',
        caching,
        code: `import { util } from '@aws-appsync/utils';
          export function request(ctx) { return { operation: 'Invoke', payload: 'fail' }; }
          export function response(ctx) { return util.error(ctx.error.message); }`,
      },
      'Query.parents': {
        code: `export function request() { return { payload: [{ id: 'a' }, { id: 'b' }] }; }
          export function response(ctx) { return ctx.result; }`,
      },
      'Parent.child': { dataSource: 'lambda', code: invoke('ctx.source') },
      'Mutation.count': { dataSource: 'lambda', code: invoke('null') },
      'Mutation.evict': {
        code: `import { extensions } from '@aws-appsync/utils';
          export function request(ctx) { return { payload: 1 }; }
          export function response(ctx) {
            extensions.evictFromApiCache('Query', 'count', { 'context.arguments.id': ctx.args.id });
            return ctx.result;
          }`,
      },
      'Mutation.evictNothing': {
        code: `export function request() { return { payload: 1 }; }
          export function response(ctx) { return ctx.result; }`,
      },
    },
    ports: { lambda },
  });
  const field = async (selection: string) => Object.values((await api.query(selection)).data)[0];
  return { field, calls: () => calls };
}

const byId = { Ttl: 60, CachingKeys: ['$context.arguments.id'] };

describe('per resolver', kept.equal('core', guide), () => {
  const cache = { ApiCachingBehavior: 'PER_RESOLVER_CACHING', Ttl: 300 };

  it('keeps a result for the time of the resolver, by its caching keys alone', async () => {
    const { field } = await open({ cache, caching: byId });
    expect(await field('{ count(id: "a", note: "x") }')).toBe(1);
    expect(await field('{ count(id: "a", note: "y") }')).toBe(1);
    expect(await field('{ count(id: "b") }')).toBe(2);
    api.clock.advance(59_999);
    expect(await field('{ count(id: "a") }')).toBe(1);
    api.clock.advance(1);
    expect(await field('{ count(id: "a") }')).toBe(3);
  });

  it('goes by arguments, source and identity without caching keys', async () => {
    const { field } = await open({ cache, caching: { Ttl: 60 } });
    expect(await field('{ count(id: "a", note: "x") }')).toBe(1);
    expect(await field('{ count(note: "x", id: "a") }')).toBe(1);
    expect(await field('{ count(id: "a", note: "y") }')).toBe(2);
  });

  it('leaves alone what does not ask for it: other resolvers, mutations, failures', async () => {
    const { field, calls } = await open({ cache, caching: { Ttl: 60 } });
    expect([await field('{ plain }'), await field('{ plain }')]).toEqual([1, 2]);
    expect([await field('mutation { count }'), await field('mutation { count }')]).toEqual([3, 4]);
    await api.query('{ failing }');
    expect((await api.query('{ failing }')).errors).toMatchObject([{ message: 'no' }]);
    expect(calls()).toBe(6);
  });

  it(
    'forgets what a mutation evicts, and says how many entries went',
    kept.equal('core', guide, utilTypes),
    async () => {
      const { field } = await open({ cache, caching: byId });
      await field('{ a: count(id: "a") b: count(id: "b") }');
      expect(await api.query('mutation { evict(id: "a") }')).toEqual({
        data: { evict: 1 },
        extensions: { apiCacheEntriesDeleted: 1 },
      });
      expect(await api.query('mutation { evict(id: "a") }')).toMatchObject({
        extensions: { apiCacheEntriesDeleted: 0 },
      });
      expect(await api.query('mutation { evictNothing }')).toEqual({ data: { evictNothing: 1 } });
      expect(await field('{ count(id: "b") }')).toBe(2);
      expect(await field('{ count(id: "a") }')).toBe(3);
    },
  );

  it('is flushed and read through the API of the service', kept.equal('complete', sdkClient), async () => {
    const { field } = await open({ cache, caching: byId });
    await field('{ count(id: "a") }');
    const environment = testEnvironment();
    const gateway = await createGateway({ environment, iam: createIam({ environment }), port: 0 });
    gateway.serve(api.appsync.awsApi);
    const client = new AppSyncClient({
      region: 'us-east-1',
      endpoint: gateway.url,
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
    const { apiId } = api.appsync.apis()[0]!.definition;
    expect((await client.send(new GetApiCacheCommand({ apiId }))).apiCache).toMatchObject({
      ttl: 300,
      apiCachingBehavior: 'PER_RESOLVER_CACHING',
      type: 'SMALL',
      status: 'AVAILABLE',
    });
    await client.send(new FlushApiCacheCommand({ apiId }));
    expect(await field('{ count(id: "a") }')).toBe(2);
    client.destroy();
    await gateway.close();
  });
});

it(
  'caches every resolver of queries with full request caching, each source apart',
  kept
    .equal('complete', guide)
    .noting(
      'the guide names arguments and identity, and elsewhere calls it the same as caching per resolver without keys, which goes by the source, too',
    ),
  async () => {
    const { field } = await open({ cache: { ApiCachingBehavior: 'FULL_REQUEST_CACHING', Ttl: 10 } });
    expect([await field('{ plain }'), await field('{ plain }')]).toEqual([1, 1]);
    const children = [{ child: 2 }, { child: 3 }];
    expect(await field('{ parents { child } }')).toEqual(children);
    expect(await field('{ parents { child } }')).toEqual(children);
    api.clock.advance(10_000);
    expect(await field('{ plain }')).toBe(4);
  },
);

it('caches whole answers with operation-level caching', kept.equal('complete', guide), async () => {
  const { calls } = await open({ cache: { ApiCachingBehavior: 'OPERATION_LEVEL_CACHING', Ttl: 10 } });
  const ask = async (note: string, headers: Record<string, string> = {}) => {
    const body = { query: 'query ($note: String) { count(note: $note) }', variables: { note } };
    return (await api.post(body, { 'x-api-key': api.key, ...headers })).body.data.count as number;
  };
  expect([await ask('x'), await ask('x'), await ask('y')]).toEqual([1, 1, 2]);
  expect(await ask('x', { 'accept-language': 'el' })).toBe(3);
  expect(await ask('x', { 'x-amz-date': '20260101T000000Z', 'sec-ch-ua': 'x', via: 'y' })).toBe(1);
  expect(await ask('x', { 'user-agent': 'other' })).toBe(4);
  await api.query('{ failing }');
  await api.query('{ failing }');
  expect(calls()).toBe(6);
  api.clock.advance(10_000);
  expect(await ask('x')).toBe(7);
});

it('keeps no answer of more than 15 MB', kept.equal('strict', guide), async () => {
  const { calls } = await open({ cache: { ApiCachingBehavior: 'OPERATION_LEVEL_CACHING', Ttl: 10 } });
  for (let count = 0; count < 2; count++) await api.query('{ a: big b: big c: big }');
  expect(calls()).toBe(3);
  for (let count = 0; count < 2; count++) await api.query('{ a: big b: big c: big d: big }');
  expect(calls()).toBe(3 + 2 * 4);
});

it(
  'caches nothing for an API without a cache, whatever its resolvers say',
  kept.equal('core', guide),
  async () => {
    const { field } = await open({ caching: byId });
    expect([await field('{ count(id: "a") }'), await field('{ count(id: "a") }')]).toEqual([1, 2]);
  },
);

it.each([
  [{ ApiCachingBehavior: 'ALL', Ttl: 60 }, byId, /ApiCachingBehavior is one of/],
  [{ ApiCachingBehavior: 'PER_RESOLVER_CACHING', Ttl: 3_601 }, byId, /Ttl is 1 to 3600/],
  [{ ApiCachingBehavior: 'PER_RESOLVER_CACHING', Ttl: 60 }, { Ttl: 0 }, /Querycount: the TTL of a cache/],
  [
    { ApiCachingBehavior: 'PER_RESOLVER_CACHING', Ttl: 60 },
    { Ttl: 1, CachingKeys: ['$context.stash.a'] },
    /Querycount: the caching key \$context\.stash\.a/,
  ],
  [
    { ApiCachingBehavior: 'PER_RESOLVER_CACHING', Ttl: 60 },
    { Ttl: 1, CachingKeys: Array.from({ length: 26 }, (_, index) => `$context.arguments.a${index}`) },
    /at most 25 caching keys/,
  ],
])(
  'refuses %j with %j',
  kept.equal('strict', guide).as('refuses a behaviour, a TTL or a caching key that is none'),
  async (cache, caching, message) => {
    await expect(open({ cache, caching })).rejects.toThrow(message);
  },
);

it('holds no more than its capacity, and what was used last', kept.own('strict'), () => {
  const store = createStore(new ManualClock(), 100);
  const text = 'x'.repeat(30);
  for (const key of ['a', 'b', 'c']) store.set(key, text, 60);
  expect(store.get('a')).toBeDefined();
  store.set('d', text, 60);
  expect(['a', 'b', 'c', 'd'].filter((key) => store.get(key))).toEqual(['a', 'c', 'd']);
  store.set('large', 'x'.repeat(200), 60);
  expect(store.get('large')).toBeUndefined();
});
