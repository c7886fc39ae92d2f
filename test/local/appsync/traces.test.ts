import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { costOf } from '../../../local/appsync/tracing/price.ts';
import { createTracer } from '../../../local/appsync/tracing/tracer.ts';
import { isSecretName, masked } from '../../../local/core/mask.ts';
import type { Trace } from '../../../local/core/trace.ts';
import { ManualClock } from '../../../local/core/clock.ts';
import { createDynamoDb, type DynamoDbService } from '../../../local/dynamodb/index.ts';
import { testEnvironment } from '../support.ts';
import { echo, openTestApi, permissiveIam, type TestApi } from './harness.ts';
import { behaviours } from '../../parity/behaviour.ts';

const traces = behaviours('Traces');

let dynamodb: DynamoDbService;
let api: TestApi;

beforeAll(async () => {
  dynamodb = await createDynamoDb({ environment: testEnvironment(), iam: permissiveIam });
  await dynamodb.call('CreateTable', {
    TableName: 'Things',
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    BillingMode: 'PAY_PER_REQUEST',
  });
  const table = (request: string) => `
    import { util } from '@aws-appsync/utils';
    export function request(ctx) { return ${request}; }
    export function response(ctx) {
      if (ctx.error) util.error(ctx.error.message, ctx.error.type);
      return ctx.result;
    }`;
  api = await openTestApi({
    schema: /* GraphQL */ `
      type Query {
        thing(id: ID!): Thing
        login(user: String, password: String): String
      }
      type Mutation {
        put(id: ID!): Thing
      }
      type Thing {
        id: ID
        size: String
      }
    `,
    dataSources: { table: { Type: 'AMAZON_DYNAMODB', DynamoDBConfig: { TableName: 'Things' } } },
    functions: {
      read: {
        dataSource: 'table',
        code: table(`{ operation: 'GetItem', key: util.dynamodb.toMapValues({ id: ctx.args.id }) }`),
      },
      decorate: { code: echo('{ ...ctx.prev.result, size: "big" }') },
    },
    resolvers: {
      'Query.thing': {
        functions: ['read', 'decorate'],
        code: echo('null').replace('ctx.result', 'ctx.prev.result'),
      },
      'Query.login': { code: echo('ctx.args.user') },
      'Mutation.put': {
        dataSource: 'table',
        code: table(
          `{ operation: 'PutItem', key: util.dynamodb.toMapValues({ id: ctx.args.id }), condition: { expression: 'attribute_not_exists(id)' } }`,
        ),
      },
    },
    ports: { dynamodb, traces: true },
  });
});

afterAll(async () => {
  await api?.close();
  await dynamodb?.close();
});

const read = async (path = ''): Promise<any> =>
  (await fetch(new URL(`/_local/traces${path}`, api.url))).json();

/** Asks, and reads the trace that the answer's header names. */
async function traced(query: string, variables?: object): Promise<Trace> {
  const { headers } = await api.post({ query, variables });
  return read(`/${headers.get('x-amzn-requestid')}`);
}

describe('a trace', traces.own('complete'), () => {
  it('tells of every handler and every call, with capacity and price', async () => {
    await api.query('mutation { put(id: "a") { id } }');
    const trace = await traced('query One($id: ID!) { thing(id: $id) { id size } }', { id: 'a' });
    expect(trace).toMatchObject({
      operation: { type: 'query', name: 'One', variables: { id: 'a' } },
      caller: { mode: 'API_KEY' },
      errors: [],
      totals: { resolvers: 1, calls: 1, readUnits: 0.5, writeUnits: 0, omitted: 0 },
    });
    expect(trace.totals.cost).toBeCloseTo(4e-6 + 0.5 * 0.125e-6, 12);
    const [field] = trace.fields;
    expect(field).toMatchObject({ path: ['thing'], coordinate: 'Query.thing' });
    expect(field!.steps.map(({ name, phase }) => `${name} ${phase}`)).toEqual([
      'Query.thing request',
      'read request',
      'read dataSource',
      'read response',
      'decorate request',
      'decorate dataSource',
      'decorate response',
      'Query.thing response',
    ]);
    expect(field!.steps[1]).toMatchObject({
      input: { arguments: { id: 'a' } },
      output: { result: { operation: 'GetItem', key: { id: { S: 'a' } } } },
    });
    expect(field!.steps[2]!.calls).toMatchObject([
      {
        service: 'DynamoDB',
        operation: 'GetItem',
        request: { TableName: 'Things', Key: { id: { S: 'a' } } },
        answer: { Item: { id: { S: 'a' } } },
        capacity: { read: 0.5, write: 0 },
      },
    ]);
  });

  it('shows the call that failed beside the read that followed it', async () => {
    await api.query('mutation { put(id: "b") { id } }');
    const trace = await traced('mutation { again: put(id: "b") { id } }');
    expect(trace.errors).toEqual([]);
    const calls = trace.fields[0]!.steps.flatMap((step) => step.calls ?? []);
    expect(calls.map(({ operation, capacity }) => [operation, capacity])).toEqual([
      ['PutItem', undefined],
      ['GetItem', { read: 1, write: 0 }],
    ]);
    expect(calls[0]!.answer).toEqual({ error: expect.stringContaining('conditional request failed') });
  });

  it('is listed newest first, also when the document was refused', async () => {
    await api.query('{ nothing }');
    const { traces } = await read('?limit=1');
    expect(traces).toMatchObject([{ type: 'invalid', errors: 1 }]);
    expect((await fetch(new URL('/_local/traces/none', api.url))).status).toBe(404);
    expect((await fetch(new URL('/_local/traces?limit=x', api.url))).status).toBe(400);
  });

  it('hides keys, tokens and passwords', async () => {
    const trace = await traced('{ login(user: "ann", password: "hunter2") }');
    const text = JSON.stringify(trace);
    expect(trace.headers).toMatchObject({ 'x-api-key': '***' });
    expect(text).not.toContain('hunter2');
    expect(text).not.toContain(api.key);
    expect(text).toContain('ann');
  });
});

it('costs nothing when it is off', traces.own('complete'), async () => {
  const plain = await openTestApi({ schema: 'type Query { a: String }' });
  expect((await fetch(new URL('/_local/traces', plain.url))).status).toBe(404);
  expect(plain.appsync.apis()[0]!.traces).toBeUndefined();
  await plain.close();
});

describe('what is kept', traces.own('complete'), () => {
  const begin = (tracer: ReturnType<typeof createTracer>, id: string, variables: unknown = {}) =>
    tracer.begin({
      id,
      operation: { type: 'query' as never, name: undefined },
      query: '{ a }',
      variables,
      caller: { mode: 'API_KEY', identity: null },
      headers: {},
    });

  it('is bounded in number and in size', () => {
    const tracer = createTracer(
      { clock: new ManualClock() },
      { traces: 3, traceSize: 1_000, totalSize: 2_500 },
    );
    for (const id of ['a', 'b', 'c', 'd']) begin(tracer, id).end([]);
    expect(tracer.list().map(({ id }) => id)).toEqual(['d', 'c', 'b']);
    const large = Array.from({ length: 10_000 }, (_, index) => `text ${index}`);
    for (const id of ['e', 'f', 'g']) begin(tracer, id, large).end([]);
    expect(tracer.list().map(({ id }) => id)).toEqual(['g', 'f']);
    expect(JSON.stringify(tracer.get('g')).length).toBeLessThan(5_000);
  });
});

describe('masking', traces.own('complete').as('masking: hides secrets, and nothing else'), () => {
  it.each([
    'Authorization',
    'x-api-key',
    'newPassword',
    ':clientSecret',
    'SecretAccessKey',
    'refresh_token',
    'cvc',
  ])('hides what is called %s', (name) => expect(isSecretName(name)).toBe(true));
  it.each(['nextToken', 'author', 'key', 'pinned', 'apiId', 'sec', 'clientRequestToken'])(
    'shows what is called %s',
    (name) => expect(isSecretName(name)).toBe(false),
  );
  it('finds secrets in text, in JSON within text and behind placeholders', () => {
    const shown = JSON.stringify(
      masked(
        {
          note: 'Bearer abcdefghijkl and eyJhbGciOiJ9.eyJzdWIiOjF9.c2ln',
          body: '{"user":"ann","password":"hunter2"}',
          ExpressionAttributeNames: { '#a': 'password' },
          ExpressionAttributeValues: { ':a': { S: 'hunter3' } },
        },
        { left: 10_000 },
      ),
    );
    expect(shown).not.toMatch(/hunter|abcdefghijkl|eyJ/);
    expect(shown).toContain('ann');
  });
});

it.each([
  ['DynamoDB', { TableName: 'T' }, null, { read: 2, write: 1 }, 2 * 0.125e-6 + 0.625e-6],
  ['Lambda', { payload: 1 }, 'x', undefined, 0.2e-6],
  ['EventBridge', { Entries: [{}, { Detail: 'x'.repeat(65_536) }] }, null, undefined, 3e-6],
  ['RDSData', { sql: 'SELECT 1' }, { records: [] }, undefined, 0.35e-6],
  ['RDSData', { sql: 'SELECT 1' }, { records: 'x'.repeat(65_536) }, undefined, 3 * 0.35e-6],
])(
  'a call of %s is priced by what it sends and takes',
  traces
    .own('complete')
    .as('calls are priced by the list: units of DynamoDB, invocations, events, statements'),
  (service, request, answer, capacity, expected) => {
    expect(costOf(service, request, answer, capacity)).toBeCloseTo(expected, 12);
  },
);

it.each(['OpenSearch', 'HTTP', 'BedrockRuntime'])(
  'a call of %s has no price',
  traces
    .own('complete')
    .as('calls of OpenSearch, which is paid by the hour, of HTTP and of models have no price'),
  (service) => expect(costOf(service, {}, {}, undefined)).toBeUndefined(),
);
