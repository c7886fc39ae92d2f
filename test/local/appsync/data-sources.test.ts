import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDynamoDb, type DynamoDbService } from '../../../local/dynamodb/index.ts';
import { createIam } from '../../../local/iam/index.ts';
import type { Lambda } from '../../../local/core/ports.ts';
import { create, testEnvironment } from '../support.ts';
import { openTestApi, type TestApi } from './harness.ts';
import { behaviours } from '../../parity/behaviour.ts';
import {
  communityIssues,
  conditionCaptures,
  dynamoDbReference,
  httpReference,
  lambdaReference,
  utilReference,
} from '../../parity/sources.ts';

const items = behaviours('DynamoDB');
const calls = behaviours('Lambda and HTTP');
const others = behaviours('Other data sources');
const noRequest = items.equal('strict', communityIssues);
const failing = items.equal('complete', dynamoDbReference, conditionCaptures);
const pageTokens = items
  .equal('core', dynamoDbReference)
  .noting('the error for the token of another resolver is not established');
const notOffered = others.own('strict', 'for programs that put together a cloud without it');

const table = 'Things';
const roleArn = 'arn:aws:iam::123456789012:role/reader';
let dynamodb: DynamoDbService;
let server: Server;
let api: TestApi;
const invocations: { payload: unknown; principal: string | undefined; type: string | undefined }[] = [];

/** A function that multiplies: alone, in batches, or not at all. */
const lambda: Lambda = {
  async invoke({ payload, principal, invocationType }) {
    invocations.push({ payload, principal: principal?.roleArn, type: invocationType });
    const answer = (value: any): unknown => {
      if (Array.isArray(value))
        return value.map((each) => (each?.info ? { data: answer(each) } : answer(each)));
      if (value?.info) return { id: value.source?.id ?? value.info.fieldName, n: 0 };
      return value.n * 2;
    };
    if ((payload as any)?.n === -1) {
      const failure = { errorType: 'RangeError', errorMessage: 'negative', trace: [] };
      return { statusCode: 200, functionError: 'Unhandled', payload: JSON.stringify(failure) };
    }
    return { statusCode: 200, payload: JSON.stringify(answer(payload)) };
  },
};

/** Passes the request in `args.request` through; answers result and error as JSON. */
const pass = `
  export function request(ctx) { return ctx.args.request; }
  export function response(ctx) { return { result: ctx.result, error: ctx.error }; }`;

beforeAll(async () => {
  const environment = testEnvironment();
  const iam = createIam({ environment });
  dynamodb = await createDynamoDb({ environment, iam });
  await dynamodb.call('CreateTable', {
    TableName: table,
    AttributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'sk', AttributeType: 'N' },
    ],
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    BillingMode: 'PAY_PER_REQUEST',
  });
  await create(iam.resources, 'AWS::IAM::Role', {
    RoleName: 'reader',
    AssumeRolePolicyDocument: { Statement: [] },
    Policies: [
      {
        PolicyName: 'all',
        PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'dynamodb:*', Resource: '*' }] },
      },
    ],
  });
  await create(iam.resources, 'AWS::IAM::Role', {
    RoleName: 'nobody',
    AssumeRolePolicyDocument: { Statement: [] },
  });
  server = createServer((request, response) => {
    response.writeHead(request.url!.includes('missing') ? 404 : 200, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify({ method: request.method, url: request.url, auth: request.headers.authorization }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const dynamo = (role: string) => ({
    Type: 'AMAZON_DYNAMODB',
    ServiceRoleArn: role,
    DynamoDBConfig: { TableName: table, AwsRegion: 'us-east-1' },
  });
  const http = { Endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/base` };
  const lambdaSource = {
    Type: 'AWS_LAMBDA',
    ServiceRoleArn: roleArn,
    LambdaConfig: { LambdaFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:double' },
  };
  api = await openTestApi({
    schema: /* GraphQL */ `
      type Query {
        table(request: AWSJSON): AWSJSON
        other(request: AWSJSON): AWSJSON
        forbidden(request: AWSJSON): AWSJSON
        function(request: AWSJSON): AWSJSON
        direct(a: Int): Thing
        things: [Thing]
        http(request: AWSJSON): AWSJSON
        signed(request: AWSJSON): AWSJSON
        bus: String
      }
      type Thing {
        id: ID
        n: Int
        doubled: Int
        own: Thing
      }
    `,
    dataSources: {
      table: dynamo(roleArn),
      forbidden: dynamo('arn:aws:iam::123456789012:role/nobody'),
      function: lambdaSource,
      http: { Type: 'HTTP', HttpConfig: http },
      signed: {
        Type: 'HTTP',
        ServiceRoleArn: roleArn,
        HttpConfig: {
          ...http,
          AuthorizationConfig: {
            AuthorizationType: 'AWS_IAM',
            AwsIamConfig: { SigningRegion: 'us-east-1', SigningServiceName: 'states' },
          },
        },
      },
      bus: { Type: 'AMAZON_EVENTBRIDGE', EventBridgeConfig: { EventBusArn: 'arn:aws:events:…' } },
    },
    resolvers: {
      'Query.table': { dataSource: 'table', code: pass },
      'Query.other': { dataSource: 'table', code: pass },
      'Query.forbidden': { dataSource: 'forbidden', code: pass },
      'Query.function': { dataSource: 'function', code: pass },
      'Query.direct': { dataSource: 'function' },
      'Query.things': {
        code: `
          export function request(ctx) { return { payload: [{ id: 'a', n: 1 }, { id: 'b', n: 2 }, { id: 'c', n: 3 }] }; }
          export function response(ctx) { return ctx.result; }`,
      },
      'Thing.doubled': {
        dataSource: 'function',
        maxBatchSize: 2,
        code: `
          export function request(ctx) { return { operation: 'BatchInvoke', payload: { n: ctx.source.n } }; }
          export function response(ctx) { return ctx.result; }`,
      },
      'Thing.own': { dataSource: 'function', maxBatchSize: 10 },
      'Query.http': { dataSource: 'http', code: pass },
      'Query.signed': { dataSource: 'signed', code: pass },
      'Query.bus': { dataSource: 'bus', code: pass },
    },
    ports: { iam, dynamodb, lambda },
  });
});

afterAll(async () => {
  await api?.close();
  await dynamodb?.close();
  server?.close();
});

async function send(field: string, request: object): Promise<{ result: any; error: any }> {
  const query = `query Q($request: AWSJSON) { value: ${field}(request: $request) }`;
  const body = await api.query(query, { request: JSON.stringify(request) });
  expect(body.errors).toBeUndefined();
  return JSON.parse(body.data.value);
}

const key = (pk: string, sk: number) => ({ pk: { S: pk }, sk: { N: sk } });
const put = (pk: string, sk: number, attributeValues: object, more: object = {}) =>
  send('table', { operation: 'PutItem', key: key(pk, sk), attributeValues, ...more });

describe('DynamoDB, one item', items.equal('core', dynamoDbReference), () => {
  it('writes and reads typed values as plain JSON', async () => {
    const values = {
      s: { S: 'x' },
      set: { NS: [1, 2.5] },
      no: { NULL: null },
      m: { M: { l: { L: [{ BOOL: true }] } } },
    };
    const item = { pk: 'one', sk: 1, s: 'x', no: null, m: { l: [true] } };
    const written = await put('one', 1, values);
    expect(written.error).toBeNull();
    expect(written.result).toMatchObject(item);
    const { result } = await send('table', {
      operation: 'GetItem',
      key: key('one', 1),
      consistentRead: true,
    });
    expect(result).toMatchObject(item);
    expect([...result.set].sort()).toEqual([1, 2.5]);
    expect(await send('table', { operation: 'GetItem', key: key('none', 1) })).toEqual({
      result: null,
      error: null,
    });
  });

  it('answers updates with the new item and deletes with the old', async () => {
    await put('two', 1, { n: { N: 1 } });
    const update = {
      expression: 'SET #n = #n + :by',
      expressionNames: { '#n': 'n' },
      expressionValues: { ':by': { N: 4 } },
    };
    const updated = await send('table', { operation: 'UpdateItem', key: key('two', 1), update });
    expect(updated.result).toEqual({ pk: 'two', sk: 1, n: 5 });
    const projection = { expression: '#n', expressionNames: { '#n': 'n' } };
    const read = await send('table', { operation: 'GetItem', key: key('two', 1), projection });
    expect(read.result).toEqual({ n: 5 });
    const deleted = await send('table', { operation: 'DeleteItem', key: key('two', 1) });
    expect(deleted.result).toEqual({ pk: 'two', sk: 1, n: 5 });
  });

  it(
    'shows the stored item when a condition fails, forgives a write that changes nothing',
    failing,
    async () => {
      const condition = { expression: 'attribute_not_exists(pk)' };
      await put('three', 1, { n: { N: 1 }, at: { N: 10 } });
      const refused = await put('three', 1, { n: { N: 2 } }, { condition });
      expect(refused.result).toEqual({ pk: 'three', sk: 1, n: 1, at: 10 });
      expect(refused.error.type).toBe('DynamoDB:ConditionalCheckFailedException');
      expect(refused.error.message).toMatch(
        /^The conditional request failed \(Service: DynamoDb, Status Code: 400, Request ID: .+\)$/,
      );
      const same = await put(
        'three',
        1,
        { n: { N: 1 }, at: { N: 11 } },
        { condition: { ...condition, equalsIgnore: ['at'] } },
      );
      expect(same).toEqual({ result: { pk: 'three', sk: 1, n: 1, at: 10 }, error: null });
      const gone = await send('table', {
        operation: 'DeleteItem',
        key: key('nothing', 1),
        condition: { expression: 'attribute_exists(pk)' },
      });
      expect(gone).toEqual({ result: null, error: null });
    },
  );

  it('fails the field for a request that makes no sense', noRequest, async () => {
    const query = 'query Q($request: AWSJSON) { table(request: $request) }';
    const body = await api.query(query, { request: '{"key":{}}' });
    expect(body.errors).toMatchObject([
      { errorType: 'MappingTemplate', message: "Value for field '$[operation]' not found." },
    ]);
  });

  it('acts as the role of its data source', async () => {
    const { error } = await send('forbidden', { operation: 'GetItem', key: key('one', 1) });
    expect(error.type).toBe('DynamoDB:AccessDeniedException');
  });
});

describe('DynamoDB, many items', items.equal('core', dynamoDbReference), () => {
  it('pages with tokens that only their own resolver takes', pageTokens, async () => {
    for (const sk of [1, 2, 3]) await put('page', sk, {});
    const request = {
      operation: 'Query',
      query: { expression: 'pk = :pk', expressionValues: { ':pk': { S: 'page' } } },
      limit: 2,
      scanIndexForward: false,
    };
    const { result } = await send('table', request);
    expect(result.items.map(({ sk }: { sk: number }) => sk)).toEqual([3, 2]);
    expect(result.scannedCount).toBe(2);
    const next = await send('table', { ...request, nextToken: result.nextToken });
    expect(next.result).toMatchObject({ items: [{ sk: 1 }], nextToken: null });

    const variables = { request: JSON.stringify({ ...request, nextToken: result.nextToken }) };
    const elsewhere = await api.query('query Q($request: AWSJSON) { other(request: $request) }', variables);
    expect(JSON.parse(elsewhere.data!['other'])).toMatchObject({
      result: null,
      error: { type: 'DynamoDB:UserIllegalArgumentException' },
    });
  });

  it('takes filters as JSON text', items.equal('complete', utilReference), async () => {
    await put('scan', 1, { colour: { S: 'red' } });
    const filter = JSON.stringify({
      expression: '#c = :c',
      expressionNames: { '#c': 'colour' },
      expressionValues: { ':c': { S: 'red' } },
    });
    const { result } = await send('table', { operation: 'Scan', filter });
    expect(result.items).toEqual([{ pk: 'scan', sk: 1, colour: 'red' }]);
  });

  it('reads and writes batches in the order of their keys', async () => {
    const items = [
      { ...key('batch', 1), v: { S: 'a' } },
      { ...key('batch', 2), v: { S: 'b' } },
    ];
    const written = await send('table', { operation: 'BatchPutItem', tables: { [table]: items } });
    expect(written.result.data[table]).toHaveLength(2);
    expect(written.result.unprocessedItems[table]).toEqual([]);
    const keys = [key('batch', 2), key('batch', 9), key('batch', 1)];
    const read = await send('table', { operation: 'BatchGetItem', tables: { [table]: { keys } } });
    expect(read.result.data[table].map((item: any) => item?.v ?? null)).toEqual(['b', null, 'a']);
    const deleted = await send('table', {
      operation: 'BatchDeleteItem',
      tables: { [table]: [key('batch', 1)] },
    });
    expect(deleted.result.data[table]).toEqual([{ pk: 'batch', sk: 1 }]);
  });

  it('tells why a transaction was cancelled, in the order of its items', async () => {
    const write = (pk: string, condition?: object) => ({
      table,
      operation: 'PutItem',
      key: key(pk, 1),
      condition,
    });
    const done = await send('table', {
      operation: 'TransactWriteItems',
      transactItems: [write('t1'), write('t2')],
    });
    expect(done.result).toEqual({
      keys: [
        { pk: 't1', sk: 1 },
        { pk: 't2', sk: 1 },
      ],
      cancellationReasons: null,
    });
    const refused = await send('table', {
      operation: 'TransactWriteItems',
      transactItems: [write('t3'), write('t1', { expression: 'attribute_not_exists(pk)' })],
    });
    expect(refused.error.type).toBe('DynamoDB:TransactionCanceledException');
    expect(refused.result.keys).toBeNull();
    expect(refused.result.cancellationReasons).toMatchObject([
      { type: 'None' },
      { type: 'ConditionCheckFailed', item: { pk: 't1', sk: 1 } },
    ]);
    const read = await send('table', {
      operation: 'TransactGetItems',
      transactItems: [
        { table, key: key('t1', 1) },
        { table, key: key('t3', 1) },
      ],
    });
    expect(read.result).toEqual({ items: [{ pk: 't1', sk: 1 }, null], cancellationReasons: null });
  });
});

describe('Lambda', calls.equal('core', lambdaReference), () => {
  it('hands a function the payload alone, as the role of the data source', async () => {
    invocations.length = 0;
    expect(await send('function', { operation: 'Invoke', payload: { n: 4 } })).toEqual({
      result: 8,
      error: null,
    });
    expect(invocations).toEqual([{ payload: { n: 4 }, principal: roleArn, type: 'RequestResponse' }]);
  });

  it('gives a thrown error to the response handler', async () => {
    const { error } = await send('function', { operation: 'Invoke', payload: { n: -1 } });
    expect(error).toEqual({
      type: 'Lambda:Unhandled',
      message: 'negative',
      unhandledErrorType: 'RangeError',
    });
  });

  it('does not wait for an event', async () => {
    const { result } = await send('function', {
      operation: 'Invoke',
      invocationType: 'Event',
      payload: { n: 1 },
    });
    expect(result).toBeNull();
  });

  it('gathers siblings into batches of the maximum size', async () => {
    invocations.length = 0;
    const body = await api.query('{ things { doubled } }');
    expect(body).toEqual({ data: { things: [{ doubled: 2 }, { doubled: 4 }, { doubled: 6 }] } });
    expect(invocations.map(({ payload }) => payload)).toEqual([[{ n: 1 }, { n: 2 }], [{ n: 3 }]]);
  });

  it('calls a function without code with the whole context', async () => {
    invocations.length = 0;
    expect((await api.query('{ direct(a: 1) { id } }')).data).toEqual({ direct: { id: 'direct' } });
    expect(invocations[0]!.payload).toMatchObject({
      arguments: { a: 1 },
      source: null,
      info: { fieldName: 'direct', parentTypeName: 'Query', selectionSetList: ['id'] },
    });
    expect((await api.query('{ things { own { id } } }')).data.things).toEqual([
      { own: { id: 'a' } },
      { own: { id: 'b' } },
      { own: { id: 'c' } },
    ]);
    expect(invocations).toHaveLength(2);
  });
});

describe('HTTP', calls.equal('core', httpReference), () => {
  it('appends the path and the query, and takes any status for a result', async () => {
    const { result } = await send('http', {
      method: 'GET',
      resourcePath: '/a',
      params: { query: { b: 'c d' } },
    });
    expect(result.statusCode).toBe(200);
    expect(JSON.parse(result.body)).toMatchObject({ method: 'GET', url: '/base/a?b=c+d' });
    const missing = await send('http', {
      method: 'POST',
      resourcePath: '/missing',
      params: { body: { a: 1 } },
    });
    expect(missing).toMatchObject({ result: { statusCode: 404 }, error: null });
  });

  it('signs as the role of its data source', async () => {
    const { result } = await send('signed', {
      method: 'POST',
      resourcePath: '/',
      params: { body: { a: 1 } },
    });
    expect(JSON.parse(result.body).auth).toContain('/us-east-1/states/aws4_request');
  });
});

it('a data source whose service a cloud was made without says so', notOffered, async () => {
  const body = await api.query('{ bus }');
  expect(body.errors[0].message).toContain('AMAZON_EVENTBRIDGE');
});
