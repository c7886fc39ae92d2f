import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Lambda } from '../../../local/core/ports.ts';
import { createDynamoDb, type DynamoDbService } from '../../../local/dynamodb/index.ts';
import { behaviours } from '../../parity/behaviour.ts';
import { conflictCaptures, conflicts, syncOperations, utilTypes, versioned } from '../../parity/sources.ts';
import { testEnvironment } from '../support.ts';
import { openTestApi, permissiveIam, type TestApi } from './harness.ts';

const { equal, assumed } = behaviours('Versions and sync');

const pass = `
  export function request(ctx) { return ctx.args.request; }
  export function response(ctx) { return { result: ctx.result, error: ctx.error }; }`;
const source = (TableName: string, BaseTableTTL = '60', DeltaSyncTableName = 'Changes') => ({
  Type: 'AMAZON_DYNAMODB',
  DynamoDBConfig: {
    TableName,
    Versioned: true,
    DeltaSyncConfig: { BaseTableTTL, DeltaSyncTableName, DeltaSyncTableTTL: '1440' },
  },
});
const on = (dataSource: string, handler?: string) => ({
  dataSource,
  code: pass,
  sync: {
    ConflictDetection: handler ? 'VERSION' : 'NONE',
    ...(handler ? { ConflictHandler: handler } : {}),
    LambdaConflictHandlerConfig: { LambdaConflictHandlerArn: 'arn:aws:lambda:us-east-1:1:function:judge' },
  },
});
const resolvers: Record<string, ReturnType<typeof on>> = {
  'Mutation.strict': on('posts', 'OPTIMISTIC_CONCURRENCY'),
  'Mutation.merge': on('posts', 'AUTOMERGE'),
  'Mutation.judged': on('posts', 'LAMBDA'),
  'Mutation.careless': on('posts'),
  'Mutation.comments': on('comments', 'OPTIMISTIC_CONCURRENCY'),
  'Mutation.gone': on('gone', 'OPTIMISTIC_CONCURRENCY'),
  'Mutation.unrecorded': on('unrecorded', 'OPTIMISTIC_CONCURRENCY'),
};

let dynamodb: DynamoDbService;
let api: TestApi;
let judge: (event: any) => unknown;
const asked: any[] = [];

beforeAll(async () => {
  dynamodb = await createDynamoDb({ environment: testEnvironment(), iam: permissiveIam });
  const table = (TableName: string, hash: string, range?: string, more: object = {}, extra: string[] = []) =>
    dynamodb.call('CreateTable', {
      TableName,
      KeySchema: [
        { AttributeName: hash, KeyType: 'HASH' },
        ...(range ? [{ AttributeName: range, KeyType: 'RANGE' }] : []),
      ],
      AttributeDefinitions: [hash, ...(range ? [range] : []), ...extra].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S',
      })),
      BillingMode: 'PAY_PER_REQUEST',
      ...more,
    });
  await table('Posts', 'id');
  await table('Comments', 'post', 'id');
  const index = {
    IndexName: 'whole',
    KeySchema: [
      { AttributeName: 'gsi_ds_pk', KeyType: 'HASH' },
      { AttributeName: 'gsi_ds_sk', KeyType: 'RANGE' },
    ],
    Projection: { ProjectionType: 'ALL' },
  };
  await table('Changes', 'ds_pk', 'ds_sk', { GlobalSecondaryIndexes: [index] }, ['gsi_ds_pk', 'gsi_ds_sk']);
  const lambda: Lambda = {
    async invoke({ payload }) {
      asked.push(payload);
      return { statusCode: 200, payload: JSON.stringify(judge(payload)) };
    },
  };
  api = await openTestApi({
    schema: `type Query { sync(request: AWSJSON): AWSJSON syncComments(request: AWSJSON): AWSJSON }
      type Mutation { ${Object.keys(resolvers)
        .map((name) => `${name.slice(9)}(request: AWSJSON): AWSJSON`)
        .join(' ')} }`,
    dataSources: {
      posts: source('Posts'),
      comments: source('Comments'),
      gone: source('Posts', '0'),
      unrecorded: source('Posts', '60', 'Nowhere'),
    },
    resolvers: {
      ...resolvers,
      'Query.sync': { dataSource: 'posts', code: pass },
      'Query.syncComments': {
        dataSource: 'comments',
        code: `
          import { sync } from '@aws-appsync/utils/dynamodb';
          export function request(ctx) { return sync(ctx.args.request); }
          export function response(ctx) { return { result: ctx.result, error: ctx.error }; }`,
      },
    },
    ports: { dynamodb, lambda },
  });
});
afterAll(async () => {
  await api?.close();
  await dynamodb?.close();
});
beforeEach(() => api.clock.advance(1_331));

const ask = (type: string, field: string, request: object) =>
  api.query(`${type} M($request: AWSJSON) { value: ${field}(request: $request) }`, {
    request: JSON.stringify(request),
  });

async function send(field: string, request: object, type = 'mutation'): Promise<{ result: any; error: any }> {
  const body = await ask(type, field, request);
  expect(body.errors).toBeUndefined();
  return JSON.parse(body.data.value);
}

const key = (id: string) => ({ id: { S: id } });
const put = (field: string, id: string, attributeValues: object, more: object = {}) =>
  send(field, { operation: 'PutItem', key: key(id), attributeValues, ...more });
const set = (field: string, id: string, title: string, more: object = {}) =>
  send(field, {
    operation: 'UpdateItem',
    key: key(id),
    update: {
      expression: 'SET #title = :title',
      expressionNames: { '#title': 'title' },
      expressionValues: { ':title': { S: title } },
    },
    ...more,
  });
const remove = (field: string, id: string, more: object = {}) =>
  send(field, { operation: 'DeleteItem', key: key(id), ...more });
const stored = async (id: string) =>
  (await dynamodb.call('GetItem', { TableName: 'Posts', Key: key(id) })).Item;
const changesOf = async (id: string): Promise<any[]> =>
  (await dynamodb.call('Scan', { TableName: 'Changes' })).Items.filter((item: any) => item.id?.S === id).sort(
    (a: any, b: any) => Number(a._version.N) - Number(b._version.N),
  );

describe('writes', equal('core', versioned, syncOperations), () => {
  it('count versions, note the time, and are recorded in the delta table', async () => {
    const now = api.clock.now();
    const { result } = await put('strict', 'one', { title: { S: 'a' } });
    expect(result).toEqual({ id: 'one', title: 'a', _version: 1, _lastChangedAt: now });
    expect(await stored('one')).toEqual({
      id: { S: 'one' },
      title: { S: 'a' },
      _version: { N: '1' },
      _lastChangedAt: { N: String(now) },
    });
    api.clock.advance(1_000);
    const updated = await set('strict', 'one', 'b', { _version: 1 });
    expect(updated.result).toEqual({ id: 'one', title: 'b', _version: 2, _lastChangedAt: now + 1_000 });
    const time = new Date(now).toISOString();
    expect((await changesOf('one'))[0]).toEqual({
      id: { S: 'one' },
      title: { S: 'a' },
      _version: { N: '1' },
      _lastChangedAt: { N: String(now) },
      _ttl: { N: String(Math.floor(now / 1000) + 1440 * 60) },
      ds_pk: { S: `Posts:${time.slice(0, 10)}` },
      ds_sk: { S: `${time.slice(11, 23)}:one:1` },
    });
    expect((await changesOf('one')).map(({ _version }) => _version.N)).toEqual(['1', '2']);
  });

  it('leave a tombstone in place of what is deleted', async () => {
    await put('strict', 'two', { title: { S: 'a' } });
    const now = api.clock.now();
    const { result } = await remove('strict', 'two', { _version: 1 });
    const tombstone = { id: 'two', title: 'a', _version: 2, _lastChangedAt: now, _deleted: true };
    expect(result).toEqual({ ...tombstone, _ttl: Math.floor(now / 1000) + 3600 });
    const read = await send('strict', { operation: 'GetItem', key: key('two') });
    expect(read.result).toMatchObject(tombstone);
    expect((await changesOf('two')).at(-1)).toMatchObject({ _deleted: { BOOL: true }, _version: { N: '2' } });
  });

  it('leave none when the base table keeps none', async () => {
    await put('gone', 'three', {});
    expect((await remove('gone', 'three', { _version: 1 })).result).toMatchObject({ _deleted: true });
    expect(await stored('three')).toBeUndefined();
  });

  it('bring back what was deleted', assumed('strict', 'that an update does', versioned), async () => {
    await put('strict', 'four', {});
    await remove('strict', 'four', { _version: 1 });
    const { result } = await set('strict', 'four', 'again', { _version: 2 });
    expect(result).toEqual({ id: 'four', title: 'again', _version: 3, _lastChangedAt: api.clock.now() });
  });

  it('keep their own conditions', async () => {
    const condition = { expression: 'attribute_not_exists(#id)', expressionNames: { '#id': 'id' } };
    await put('strict', 'five', { title: { S: 'a' } }, { condition });
    const again = await put('strict', 'five', { title: { S: 'b' } }, { condition, _version: 1 });
    expect(again.error.type).toBe('DynamoDB:ConditionalCheckFailedException');
    expect(again.result).toMatchObject({ title: 'a', _version: 1 });
  });

  it.each(['_version', '_lastChangedAt', '_deleted', '_ttl'])(
    '%s',
    equal('complete', conflicts).as('what AppSync keeps in an item is not written by clients'),
    async (field) => {
      const body = await ask('mutation', 'strict', {
        operation: 'PutItem',
        key: key('six'),
        attributeValues: { [field]: { N: '9' } },
      });
      expect(body.errors[0].errorType).toBe('BadRequest');
      const update = {
        expression: 'SET #f = :v',
        expressionNames: { '#f': field },
        expressionValues: { ':v': { N: '9' } },
      };
      const updated = await ask('mutation', 'strict', { operation: 'UpdateItem', key: key('six'), update });
      expect(updated.errors[0].errorType).toBe('BadRequest');
    },
  );

  it('are done though they could not be recorded', equal('strict', conflicts), async () => {
    const { result, error } = await put('unrecorded', 'seven', {});
    expect(error.type).toBe('DeltaSyncWriteError');
    expect(result).toMatchObject({ _version: 1 });
    expect(await stored('seven')).toBeDefined();
  });

  it('in batches and transactions are refused', equal('complete', conflicts), async () => {
    const body = await ask('mutation', 'strict', { operation: 'BatchPutItem', tables: {} });
    expect(body.errors[0]).toMatchObject({
      errorType: 'UnsupportedOperation',
      message:
        "Unsupported operation 'BatchPutItem'. Datasource Versioning only supports the following operations (TransactGetItems,PutItem,BatchGetItem,Scan,Query,GetItem,DeleteItem,UpdateItem,Sync).",
    });
  });

  it('at the same time each get a version of their own', equal('core', versioned), async () => {
    await put('careless', 'eight', {});
    const results = await Promise.all(
      Array.from({ length: 6 }, (_, index) => set('careless', 'eight', `${index}`)),
    );
    expect(results.map(({ result }) => result._version).sort()).toEqual([2, 3, 4, 5, 6, 7]);
    expect((await changesOf('eight')).map(({ _version }) => _version.N)).toEqual([
      '1',
      '2',
      '3',
      '4',
      '5',
      '6',
      '7',
    ]);
  });

  it('from clients that knew the same version: one is taken', equal('core', conflicts), async () => {
    await put('strict', 'nine', {});
    const results = await Promise.all(
      [1, 2, 3, 4].map((n) => set('strict', 'nine', `${n}`, { _version: 1 })),
    );
    expect(results.filter(({ error }) => error === null)).toHaveLength(1);
    expect(results.filter(({ error }) => error?.type === 'ConflictUnhandled')).toHaveLength(3);
  });
});

describe('conflicts', equal('core', conflicts, conflictCaptures), () => {
  it('are rejected with the item as it stands', async () => {
    await put('strict', 'ten', { title: { S: 'a' } });
    await set('strict', 'ten', 'b', { _version: 1 });
    for (const late of [
      await set('strict', 'ten', 'c', { _version: 1 }),
      await set('strict', 'ten', 'c'),
      await put('strict', 'ten', { title: { S: 'c' } }),
      await remove('strict', 'ten', { _version: 1 }),
    ]) {
      expect(late.error).toEqual({
        type: 'ConflictUnhandled',
        message: 'Conflict resolver rejects mutation.',
      });
      expect(late.result).toMatchObject({ id: 'ten', title: 'b', _version: 2 });
    }
  });

  it('are not looked for without detection', async () => {
    await put('careless', 'eleven', {});
    expect((await set('careless', 'eleven', 'x', { _version: 99 })).result._version).toBe(2);
  });

  it("merge as the guide's example does", equal('core', conflicts), async () => {
    const numbers = (...values: number[]) => ({ L: values.map((n) => ({ N: n })) });
    await put('careless', 'nadia', { name: { S: 'Nadia' }, jersey: { N: 5 } });
    for (const _ of [2, 3, 4]) await set('careless', 'nadia', 't');
    await put('merge', 'nadia', { name: { S: 'Nadia' }, jersey: { N: 55 } }, { _version: 2 });
    await put(
      'merge',
      'nadia',
      {
        name: { S: 'Shaggy' },
        interests: { SS: ['breakfast', 'lunch', 'dinner'] },
        points: numbers(24, 30, 27),
      },
      { _version: 3 },
    );
    const third = await put(
      'merge',
      'nadia',
      { interests: { SS: ['breakfast', 'lunch', 'brunch'] }, points: numbers(30, 35) },
      { _version: 5 },
    );
    expect(third.error).toBeNull();
    expect(third.result).toMatchObject({
      name: 'Nadia',
      jersey: 5,
      points: [24, 30, 27, 30, 35],
      _version: 7,
    });
    expect([...third.result.interests].sort()).toEqual(['breakfast', 'brunch', 'dinner', 'lunch']);
    const stats = (values: Record<string, string>) => ({
      stats: { M: Object.fromEntries(Object.entries(values).map(([name, S]) => [name, { S }])) },
    });
    await put('merge', 'nadia', stats({ ppg: '35.4', apg: '6.3' }), { _version: 7 });
    // A write that knows the version replaces the item.
    expect((await stored('nadia')).jersey).toBeUndefined();
    const last = await put('merge', 'nadia', stats({ ppg: '25.7', rpg: '6.9' }), { _version: 3 });
    expect(last.result).toMatchObject({ stats: { ppg: '35.4', apg: '6.3', rpg: '6.9' }, _version: 9 });
  });

  it('merge what an update changes', equal('complete', conflicts), async () => {
    await put('careless', 'twelve', { tags: { L: [{ S: 'a' }] }, n: { N: 1 }, left: { S: 'x' } });
    const { result } = await send('merge', {
      operation: 'UpdateItem',
      key: key('twelve'),
      update: {
        expression:
          'SET tags = :tags, n = n + :one, #m.#x = if_not_exists(#m.#x, :one), fresh = list_append(:tags, :tags) REMOVE #left ADD hits :one',
        expressionNames: { '#m': 'm', '#x': 'x', '#left': 'left' },
        expressionValues: { ':tags': { L: [{ S: 'b' }] }, ':one': { N: 1 } },
      },
    });
    expect(result).toMatchObject({
      tags: ['a', 'b'],
      n: 1,
      left: 'x',
      fresh: ['b', 'b'],
      hits: 1,
      _version: 2,
    });
  });

  it(
    'cannot be merged when the item is to go',
    assumed('complete', 'that a late deletion is rejected', conflicts, conflictCaptures),
    async () => {
      await put('careless', 'thirteen', {});
      expect((await remove('merge', 'thirteen', { _version: 7 })).error.type).toBe('ConflictUnhandled');
    },
  );

  it('are decided by a function', equal('core', conflicts), async () => {
    await put('careless', 'fourteen', { title: { S: 'old' }, rating: { N: 5 } });
    asked.length = 0;
    judge = ({ newItem }) => ({
      action: 'RESOLVE',
      item: { ...newItem, id: 'other', _version: 77, title: 'judged' },
    });
    const resolved = await set('judged', 'fourteen', 'new', { _version: 9 });
    expect(resolved.result).toMatchObject({ id: 'fourteen', title: 'judged', rating: 5, _version: 2 });
    expect(asked).toEqual([
      {
        newItem: { id: 'fourteen', title: 'new', rating: 5 },
        existingItem: expect.objectContaining({ id: 'fourteen', title: 'old', _version: 1 }),
        arguments: { request: expect.anything() },
        resolver: {
          tableName: 'Posts',
          awsRegion: 'us-east-1',
          parentType: 'Mutation',
          field: 'judged',
          outputType: 'AWSJSON',
        },
        identity: null,
      },
    ]);
    judge = () => ({ action: 'REJECT' });
    expect((await set('judged', 'fourteen', 'x', { _version: 9 })).error.type).toBe('ConflictUnhandled');
    judge = () => ({ action: 'REMOVE' });
    expect((await remove('judged', 'fourteen', { _version: 9 })).result._deleted).toBe(true);
    for (const answer of [{ action: 'REMOVE' }, { action: 'RESOLVE' }, null, 'x']) {
      judge = () => answer;
      expect((await set('judged', 'fourteen', 'x', { _version: 9 })).error.type).toBe('ConflictError');
    }
  });
});

describe('sync', equal('core', syncOperations, utilTypes), () => {
  const sync = (request: object = {}) => send('sync', { operation: 'Sync', ...request }, 'query');
  const ids = ({ result }: { result: any }) => result.items.map(({ id }: { id: string }) => id);

  it('reads everything at first, then what has changed since', async () => {
    const { result } = await sync();
    expect(result.startedAt).toBe(api.clock.now());
    expect(ids({ result })).toContain('one');
    api.clock.advance(10);
    await put('careless', 'fifteen', {});
    api.clock.advance(10);
    await set('careless', 'fifteen', 'changed');
    await remove('careless', 'two');
    api.clock.advance(10);
    const delta = await sync({ lastSync: result.startedAt });
    expect(ids(delta)).toEqual(['fifteen', 'two', 'fifteen'].sort());
    expect(delta.result.items.find(({ id }: { id: string }) => id === 'two')._deleted).toBe(true);
    expect((await sync({ lastSync: delta.result.startedAt })).result.items).toEqual([]);
  });

  it('reads in pages that all began at one time', async () => {
    const since = api.clock.now();
    for (const id of ['p1', 'p2', 'p3', 'p4', 'p5']) {
      api.clock.advance(1_000);
      await put('careless', id, {});
    }
    // Over midnight: the records of each day are in a partition of their own.
    api.clock.advance(24 * 60 * 60_000 - 20_000);
    await put('careless', 'p6', {});
    const seen: string[] = [];
    let nextToken: string | null = null;
    const started = new Set<number>();
    do {
      const page: { result: any } = await sync({ lastSync: since, limit: 2, nextToken });
      seen.push(...ids(page));
      started.add(page.result.startedAt);
      nextToken = page.result.nextToken;
      api.clock.advance(500);
    } while (nextToken);
    expect(seen).toEqual(['p1', 'p2', 'p3', 'p4', 'p5', 'p6']);
    expect(started.size).toBe(1);
    const base = await sync({ limit: 3 });
    expect(base.result.items).toHaveLength(3);
    expect((await sync({ limit: 3, nextToken: base.result.nextToken })).result.startedAt).toBe(
      base.result.startedAt,
    );
  });

  it('filters', async () => {
    const filter = { expression: 'begins_with(id, :p)', expressionValues: { ':p': { S: 'p' } } };
    expect(ids(await sync({ filter })).sort()).toEqual(['p1', 'p2', 'p3', 'p4', 'p5', 'p6']);
  });

  it('reads everything when records are no longer kept', equal('complete', syncOperations), async () => {
    const before = api.clock.now();
    api.clock.advance(25 * 60 * 60_000);
    expect(ids(await sync({ lastSync: before }))).toContain('one');
  });

  it('takes a page of at most 1,000', async () => {
    const body = await ask('query', 'sync', { operation: 'Sync', limit: 1_001 });
    expect(body.errors[0].message).toContain('between 1 and 1000');
  });

  it(
    'follows a custom partition key',
    equal('complete', versioned, syncOperations).noting(
      'that basePartitionKey is the value of the key is assumed',
    ),
    async () => {
      const since = api.clock.now();
      const comment = (post: string, id: string) =>
        send('comments', {
          operation: 'PutItem',
          key: { post: { S: post }, id: { S: id } },
          attributeValues: {},
          customPartitionKey: 'post',
          populateIndexFields: true,
        });
      api.clock.advance(5);
      const at = new Date(api.clock.now()).toISOString();
      await comment('1a', '2b');
      await comment('9z', '3c');
      const { Items } = await dynamodb.call('Query', {
        TableName: 'Changes',
        KeyConditionExpression: 'ds_pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: `Comments:${at.slice(0, 10)}:1a` } },
      });
      expect(Items).toMatchObject([
        {
          ds_sk: { S: `${at.slice(11, 23)}:2b:1` },
          gsi_ds_pk: { S: `Comments:${at.slice(0, 10)}` },
          gsi_ds_sk: { S: `${at.slice(11, 23)}:1a#2b:1` },
        },
      ]);
      const syncComments = (request: object) => send('syncComments', request, 'query');
      expect(ids(await syncComments({ lastSync: since, basePartitionKey: '1a' }))).toEqual(['2b']);
      expect(ids(await syncComments({ lastSync: since, deltaIndexName: 'whole' })).sort()).toEqual([
        '2b',
        '3c',
      ]);
      expect(ids(await syncComments({ basePartitionKey: '9z' }))).toEqual(['3c']);
    },
  );
});
