import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { behaviours } from '../../parity/behaviour.ts';
import { dynamoDbReference, requestCaptures, templateVersions } from '../../parity/sources.ts';
import { startFaultyCloud, type FaultyCloud } from '../faults/cloud.ts';
import { create } from '../support.ts';
import { openTestApi, type TestApi } from './harness.ts';

const items = behaviours('DynamoDB');
const named = items.equal('complete', dynamoDbReference);
const refusal = items.equal('strict', dynamoDbReference).noting('the text is not established');

const table = 'Things';
let cloud: FaultyCloud;
let api: TestApi;

const pass = `
  export function request(ctx) { return ctx.args.request; }
  export function response(ctx) { return { result: ctx.result, error: ctx.error }; }`;

beforeAll(async () => {
  cloud = await startFaultyCloud({ rates: { 'dynamodb.unprocessed': 1 } });
  await cloud.table();
  cloud.control.pause();
  await create(cloud.iam.resources, 'AWS::IAM::Role', {
    RoleName: 'reader',
    AssumeRolePolicyDocument: { Statement: [] },
    Policies: [
      {
        PolicyName: 'all',
        PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'dynamodb:*', Resource: '*' }] },
      },
    ],
  });
  api = await openTestApi({
    schema: /* GraphQL */ `
      type Query {
        table(request: AWSJSON): AWSJSON
        old(operation: String): AWSJSON
      }
    `,
    dataSources: {
      table: {
        Type: 'AMAZON_DYNAMODB',
        ServiceRoleArn: 'arn:aws:iam::123456789012:role/reader',
        DynamoDBConfig: { TableName: table, AwsRegion: 'us-east-1' },
      },
    },
    resolvers: {
      'Query.table': { dataSource: 'table', code: pass },
      'Query.old': {
        dataSource: 'table',
        request: `{ "version": "2017-02-28", "operation": "$ctx.args.operation", "tables": { "${table}": [] } }`,
        response: '$util.toJson($util.toJson($ctx.result))',
      },
    },
    ports: { iam: cloud.iam, dynamodb: cloud.dynamodb },
  });
});
afterAll(async () => {
  await api?.close();
  await cloud?.close();
});

async function ask(request: object): Promise<{ result: any; error: any; errors?: any[] }> {
  const query = 'query Q($request: AWSJSON) { table(request: $request) }';
  const { data, errors } = await api.query(query, { request: JSON.stringify(request) });
  return errors ? { result: null, error: null, errors } : JSON.parse(data.table);
}
const key = (pk: string) => ({ pk: { S: pk } });
const put = (pk: string, attributeValues: object = {}, more: object = {}) =>
  ask({ operation: 'PutItem', key: key(pk), attributeValues, ...more });

describe('requests', items.equal('complete', requestCaptures), () => {
  it.each([
    [
      'an item with what DynamoDB returns',
      { operation: 'PutItem', key: key('odd'), returnValues: 'ALL_OLD' },
      "Unsupported element '$[returnValues]'.",
    ],
    [
      'a page with the member of another',
      { operation: 'Query', query: { expression: 'pk = :pk' }, segment: 1 },
      "Unsupported element '$[segment]'.",
    ],
    [
      'a batch without keys',
      { operation: 'BatchGetItem', tables: { [table]: { keys: [] } } },
      `RequestItem keys '$[tables][${table}]' can't be empty`,
    ],
  ])(
    '%s',
    items
      .equal('complete', requestCaptures)
      .as('requests: with members that an operation has not, and batches without keys, fail the field'),
    async (_, request, message) => {
      expect((await ask(request)).errors).toMatchObject([{ errorType: 'MappingTemplate', message }]);
    },
  );
});

describe('values', named, () => {
  it('sets are lists and binary is base64, both ways', async () => {
    await put('values', { texts: { SS: ['a', 'b'] }, bytes: { B: 'aGk=' }, all: { BS: ['aGk=', 'eW8='] } });
    const { result } = await ask({ operation: 'GetItem', key: key('values') });
    expect(result.bytes).toBe('aGk=');
    expect([[...result.texts].sort(), [...result.all].sort()]).toEqual([
      ['a', 'b'],
      ['aGk=', 'eW8='],
    ]);
  });

  it('numbers are taken as numbers and as text', async () => {
    await put('numbers', { number: { N: 1.5 }, text: { N: '2.5' } });
    const { result } = await ask({ operation: 'GetItem', key: key('numbers') });
    expect(result).toEqual({ pk: 'numbers', number: 1.5, text: 2.5 });
  });

  it.each([
    ['with two types', { S: 'a', N: 1 }],
    ['without a type', {}],
    ['with an unknown type', { X: 'a' }],
    ['that is plain', 'a'],
  ])(
    'a value %s fails the field',
    refusal.as('a value has exactly one type, which is known'),
    async (_, pk) => {
      const { errors } = await ask({ operation: 'GetItem', key: { pk } });
      expect(errors).toMatchObject([
        { errorType: 'MappingTemplate', message: expect.stringContaining("'$[key][pk]'") },
      ]);
    },
  );
});

describe('pages', named, () => {
  beforeAll(async () => {
    for (const pk of ['p1', 'p2', 'p3', 'p4'])
      await put(pk, { kind: { S: 'page' }, n: { N: 1 }, more: { S: 'x' } });
  });
  const byKind = {
    operation: 'Query',
    index: 'byKind',
    query: { expression: 'kind = :kind', expressionValues: { ':kind': { S: 'page' } } },
  };

  it('of an index, projected, have what the projection names', async () => {
    const projection = { expression: 'pk, #n', expressionNames: { '#n': 'n' } };
    const { result } = await ask({ ...byKind, projection });
    expect(result).toMatchObject({ scannedCount: 4, nextToken: null });
    expect(result.items.every((item: object) => Object.keys(item).sort().join() === 'n,pk')).toBe(true);
    const all = await ask({ ...byKind, select: 'ALL_PROJECTED_ATTRIBUTES' });
    expect(all.result.items[0]).toHaveProperty('more');
    const both = await ask({ ...byKind, projection, select: 'ALL_ATTRIBUTES' });
    expect(both.error.type).toBe('DynamoDB:ValidationException');
  });

  it('of a scan in segments come together to the table', async () => {
    const segment = async (number: number) =>
      (await ask({ operation: 'Scan', totalSegments: 2, segment: number })).result.items.map(
        ({ pk }: any) => pk,
      );
    const whole = (await ask({ operation: 'Scan' })).result.items.map(({ pk }: any) => pk);
    expect([...(await segment(0)), ...(await segment(1))].sort()).toEqual([...whole].sort());
  });

  it('are counted before their filter', async () => {
    const filter = { expression: 'pk = :pk', expressionValues: { ':pk': { S: 'p1' } } };
    const { result } = await ask({ ...byKind, filter });
    expect([result.items.length, result.scannedCount]).toEqual([1, 4]);
  });
});

describe('batches', named, () => {
  const tables = (value: unknown) => ({ [table]: value });
  const many = (count: number) => Array.from({ length: count }, (_, index) => key(`m${index}`));

  it('tell what the table left unprocessed, by table and apart from what is not there', async () => {
    const keys = ['u1', 'u2', 'u3', 'u4'].map(key);
    cloud.control.resume();
    const written = await ask({ operation: 'BatchPutItem', tables: tables(keys) });
    cloud.control.pause();
    const left: any[] = written.result.unprocessedItems[table];
    expect(left.length).toBeGreaterThan(0);
    expect(written.result.data[table]).toHaveLength(4);
    await ask({ operation: 'BatchPutItem', tables: tables(left.map(({ pk }) => key(pk))) });

    cloud.control.resume();
    const read = await ask({ operation: 'BatchGetItem', tables: tables({ keys }) });
    const deleted = await ask({ operation: 'BatchDeleteItem', tables: tables(keys) });
    cloud.control.pause();
    const unread: any[] = read.result.unprocessedKeys[table];
    expect(unread.length).toBeGreaterThan(0);
    expect(read.result.data[table].filter((item: unknown) => item === null)).toHaveLength(unread.length);
    expect(deleted.result.unprocessedKeys[table].length).toBeGreaterThan(0);
  });

  it('name every table, also one without a find', async () => {
    const read = await ask({ operation: 'BatchGetItem', tables: tables({ keys: [key('nowhere')] }) });
    expect(read.result).toEqual({ data: tables([null]), unprocessedKeys: tables([]) });
  });

  it('keep the order of their keys under a projection that leaves the keys out', async () => {
    await put('b1', { n: { N: 1 } });
    await put('b2', { n: { N: 2 } });
    const keys = ['b2', 'none', 'b1'].map(key);
    const projection = { expression: '#n', expressionNames: { '#n': 'n' } };
    const { result } = await ask({ operation: 'BatchGetItem', tables: tables({ keys, projection }) });
    expect(result.data[table]).toEqual([{ n: 2 }, null, { n: 1 }]);
    const whole = { expression: 'pk, n' };
    const named = await ask({ operation: 'BatchGetItem', tables: tables({ keys, projection: whole }) });
    expect(named.result.data[table]).toEqual([{ pk: 'b2', n: 2 }, null, { pk: 'b1', n: 1 }]);
  });

  it.each([
    ['100 keys are read', 'BatchGetItem', tables({ keys: many(101) })],
    ['25 items are written', 'BatchPutItem', tables(many(26))],
    ['25 keys are deleted', 'BatchDeleteItem', tables(many(26))],
  ])(
    'at most %s',
    refusal.as('batches and transactions are as large as DynamoDB takes them'),
    async (_, operation, given) => {
      expect((await ask({ operation, tables: given })).errors).toMatchObject([
        { errorType: 'MappingTemplate' },
      ]);
    },
  );
  it.each(['TransactGetItems', 'TransactWriteItems'])(
    'at most 100 items of %s',
    refusal.as('batches and transactions are as large as DynamoDB takes them'),
    async (operation) => {
      const transactItems = many(101).map((each) => ({ table, key: each, operation: 'DeleteItem' }));
      expect((await ask({ operation, transactItems })).errors).toMatchObject([
        { errorType: 'MappingTemplate' },
      ]);
    },
  );
});

describe('conditions', named, () => {
  it('the item of a failed check is told unless the transaction does not want it', async () => {
    await put('checked', { n: { N: 1 } });
    const check = (more: object) =>
      ask({
        operation: 'TransactWriteItems',
        transactItems: [
          {
            table,
            key: key('checked'),
            operation: 'ConditionCheck',
            condition: { expression: 'attribute_not_exists(pk)', ...more },
          },
        ],
      });
    const told = await check({});
    expect(told.result.cancellationReasons).toMatchObject([{ item: { pk: 'checked', n: 1 } }]);
    const silent = await check({ returnValuesOnConditionCheckFailure: false });
    expect(silent.result.cancellationReasons).toMatchObject([{ type: 'ConditionCheckFailed' }]);
    expect(silent.result.cancellationReasons[0]).not.toHaveProperty('item');
  });

  it('equalsIgnore passes over what it names, and over nothing else', async () => {
    const condition = { expression: 'attribute_not_exists(pk)', equalsIgnore: ['at'] };
    await put('ignored', { n: { N: 1 }, at: { N: 1 } });
    const same = await put('ignored', { n: { N: 1 }, at: { N: 2 } }, { condition });
    expect(same).toEqual({ result: { pk: 'ignored', n: 1, at: 1 }, error: null });
    const without = await put('ignored', { n: { N: 1 } }, { condition });
    expect(without.error).toBeNull();
    for (const other of [
      { n: { N: 2 }, at: { N: 1 } },
      { n: { N: 1 }, x: { N: 1 } },
    ]) {
      expect((await put('ignored', other, { condition })).error.type).toBe(
        'DynamoDB:ConditionalCheckFailedException',
      );
    }
  });

  it('an update whose condition fails is compared with nothing', async () => {
    await put('same', { n: { N: 1 } });
    const { result, error } = await ask({
      operation: 'UpdateItem',
      key: key('same'),
      update: { expression: 'SET n = :n', expressionValues: { ':n': { N: 1 } } },
      condition: { expression: 'attribute_not_exists(pk)' },
    });
    expect([result, error.type]).toEqual([{ pk: 'same', n: 1 }, 'DynamoDB:ConditionalCheckFailedException']);
  });
});

it(
  'templates of 2017-02-28 have no batches and no transactions',
  items.equal('strict', templateVersions).noting('the text is not established'),
  async () => {
    for (const operation of ['BatchGetItem', 'BatchPutItem', 'BatchDeleteItem']) {
      const { errors } = await api.query('query Q($o: String) { old(operation: $o) }', { o: operation });
      expect(errors).toMatchObject([
        { errorType: 'MappingTemplate', message: expect.stringContaining('2017-02-28') },
      ]);
    }
  },
);
