import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Lambda } from '../../../local/core/ports.ts';
import { behaviours } from '../../parity/behaviour.ts';
import { lambdaInvoke, lambdaPayloads, lambdaReference } from '../../parity/sources.ts';
import { startCloud, type Cloud } from '../lambda/cloud.ts';
import { echo, openTestApi, type TestApi } from './harness.ts';

const wire = behaviours('The wire');
const functions = behaviours('Lambda and HTTP');
const items = behaviours('DynamoDB');

/** Far over what a request may spend before it gives way to others, and within what one handler may. */
const heavy = `export function request(ctx) {
    let sum = 0;
    for (const i of '${'x'.repeat(1_000)}') { for (const j of '${'x'.repeat(900)}') { sum += 1; } }
    return { operation: 'Invoke', payload: sum };
  }
  export function response(ctx) { return ctx.result; }`;

let api: TestApi;
let calls = 0;
let begun: () => void;
const lambda: Lambda = {
  async invoke({ payload }) {
    calls++;
    begun();
    return { statusCode: 200, payload: JSON.stringify(payload) };
  },
};
/** The moment at which a heavy field is the first to reach its function. */
const beginning = () => new Promise<void>((resolve) => (begun = resolve));

beforeAll(async () => {
  api = await openTestApi({
    schema: 'type Query { hello: String heavy: Int pipeline: Int around: Int }',
    dataSources: {
      lambda: {
        Type: 'AWS_LAMBDA',
        LambdaConfig: { LambdaFunctionArn: 'arn:aws:lambda:us-east-1:1:function:f' },
      },
    },
    functions: {
      step: { dataSource: 'lambda', code: heavy },
      passOn: {
        dataSource: 'lambda',
        code: `export function request(ctx) { return ctx.prev.result; }
          export function response(ctx) { return ctx.result; }`,
      },
    },
    resolvers: {
      'Query.hello': { code: echo("'hi'") },
      'Query.heavy': { dataSource: 'lambda', code: heavy },
      'Query.pipeline': { functions: Array.from({ length: 10 }, () => 'step') },
      'Query.around': { functions: ['passOn'], code: heavy },
    },
    ports: { lambda },
  });
});
afterAll(() => api.close());

describe('a request of many heavy handlers', wire.own('strict'), () => {
  const aliases = (count: number, field = 'heavy') =>
    `{ ${Array.from({ length: count }, (_, index) => `a${index}: ${field}`).join(' ')} }`;

  it.each([
    ['fields', aliases(10), 10],
    ['functions of a pipeline', '{ pipeline }', 1],
    ['pipelines', aliases(10, 'around'), 10],
  ])('lets others be answered between its %s, and ends with its result', async (_, query, fields) => {
    const order: string[] = [];
    const begins = beginning();
    const long = api.query(query).finally(() => order.push('heavy'));
    await begins;
    await api.query('{ hello }').finally(() => order.push('hello'));
    const { data, errors } = await long;
    expect(errors).toBeUndefined();
    expect(Object.values(data)).toEqual(Array.from({ length: fields }, () => 900_000));
    expect(order).toEqual(['hello', 'heavy']);
  });

  it('is over at the limit of time: what has not begun never does', async () => {
    calls = 0;
    const begins = beginning();
    const long = api.query(aliases(100));
    await begins;
    api.clock.advance(30_000);
    const { data, errors } = await long;
    expect(data.a99).toBeNull();
    expect(errors.at(-1)).toMatchObject({ path: ['a99'], errorType: 'ExecutionTimeout' });
    const before = calls;
    expect(before).toBeLessThan(100);
    for (let asked = 0; asked < 20; asked++) await api.query('{ hello }');
    expect(calls).toBe(before);
  });
});

describe('services that fail', () => {
  const handlers = {
    fine: 'async () => 1',
    throwing: `async () => { throw new RangeError('too far'); }`,
    sleeping: '() => new Promise((resolve) => setTimeout(resolve, 60_000))',
    spinning: 'async () => { for (;;); }',
    exiting: 'async () => process.exit(3)',
    cyclic: 'async () => { const self = {}; self.self = self; return self; }',
    wordy: `async () => 'not an Int'`,
    vast: `async () => 'x'.repeat(7_000_000)`,
  };
  const names = Object.keys(handlers);
  /** Sends ten characters, doubled so many times; answers the type of the error. */
  const sending = (times: number, request: string) => `
    export function request(ctx) {
      let text = '0123456789';
      for (const each of '${'x'.repeat(times)}') { text = text + text; }
      return ${request};
    }
    export function response(ctx) { return ctx.error ? ctx.error.type : 'sent'; }`;
  const arn = (name: string) => `arn:aws:lambda:us-east-1:123456789012:function:${name}`;
  let cloud: Cloud;
  let shop: TestApi;
  let asked = () => {};

  beforeAll(async () => {
    cloud = await startCloud({ database: true });
    for (const [name, source] of Object.entries(handlers))
      await cloud.define(name, `export const handler = ${source};`, {
        Timeout: name === 'sleeping' || name === 'spinning' ? 1 : 30,
      });
    await cloud.dynamodb.call('CreateTable', {
      TableName: 'Things',
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    });
    shop = await openTestApi({
      schema: `type Part { part: String }
        type Query { event: String small: String list: [Part] item: String ${names.map((name) => `${name}: Int`).join(' ')} }`,
      dataSources: {
        things: {
          Type: 'AMAZON_DYNAMODB',
          DynamoDBConfig: { TableName: 'Things', AwsRegion: 'us-east-1' },
        },
        ...Object.fromEntries(
          names.map((name) => [name, { Type: 'AWS_LAMBDA', LambdaConfig: { LambdaFunctionArn: arn(name) } }]),
        ),
      },
      resolvers: {
        'Query.event': {
          dataSource: 'fine',
          code: sending(17, `{ operation: 'Invoke', invocationType: 'Event', payload: text }`),
        },
        'Query.small': {
          dataSource: 'fine',
          code: sending(16, `{ operation: 'Invoke', invocationType: 'Event', payload: text }`),
        },
        'Query.list': { code: echo('[{}, {}, {}, {}, {}]') },
        'Part.part': {
          dataSource: 'fine',
          maxBatchSize: 5,
          code: sending(17, `{ operation: 'BatchInvoke', payload: text }`),
        },
        'Query.item': {
          dataSource: 'things',
          code: `import { util } from '@aws-appsync/utils';
            export function request() { return { operation: 'GetItem', key: { pk: { S: 'a' } } }; }
            export function response(ctx) {
              if (ctx.error) util.error(ctx.error.message, ctx.error.type);
              return ctx.result ? 'found' : 'none';
            }`,
        },
        ...Object.fromEntries(names.map((name) => [`Query.${name}`, { dataSource: name }])),
      },
      ports: {
        lambda: cloud.lambda,
        dynamodb: {
          endpoint: cloud.dynamodb.endpoint,
          call(...given) {
            const answer = cloud.dynamodb.call(...given);
            asked();
            return answer;
          },
        },
      },
    });
  });
  afterAll(async () => {
    await shop?.close();
    await cloud?.close();
  });

  it(
    'a function that throws, ends, outlives its time or answers nonsense fails its own field alone',
    functions
      .equal('complete', lambdaReference)
      .noting('which type a direct resolver reports for each is not established'),
    async () => {
      const { data, errors } = await shop.query(`{ ${names.join(' ')} }`);
      expect(data).toEqual({ ...Object.fromEntries(names.map((name) => [name, null])), fine: 1 });
      const types = errors.map(({ path, errorType }: any) => [path[0], errorType]);
      expect(Object.fromEntries(types)).toEqual({
        throwing: 'RangeError',
        sleeping: 'Sandbox.Timedout',
        spinning: 'Sandbox.Timedout',
        exiting: 'Runtime.ExitError',
        cyclic: 'Runtime.MarshalError',
        wordy: undefined,
        vast: 'Function.ResponseSizeTooLarge',
      });
      expect((await shop.query('{ fine }')).data).toEqual({ fine: 1 });
    },
  );

  it(
    'what is too large for a function fails its field: 6 MB for an answer awaited, 1 MB for an event',
    functions
      .equal('complete', lambdaReference, lambdaInvoke, lambdaPayloads)
      .noting('the error type is not established'),
    async () => {
      const { data, errors } = await shop.query('{ event list { part } small }');
      expect(errors).toBeUndefined();
      expect(data).toEqual({
        event: 'Lambda:RequestTooLargeException',
        list: Array.from({ length: 5 }, () => ({ part: 'Lambda:RequestTooLargeException' })),
        small: 'sent',
      });
    },
  );

  it.skipIf(process.platform === 'win32')(
    'a database that is killed fails what it was asked, and answers the next request',
    items.own('strict'),
    async () => {
      expect(await shop.query('{ item }')).toEqual({ data: { item: 'none' } });
      const { port } = new URL(cloud.dynamodb.endpoint);
      const processes = execFileSync('ps', ['-A', '-o', 'pid=,args='], { encoding: 'utf8' }).split('\n');
      const database = Number.parseInt(
        processes.find((line) => line.includes(`--port ${port} `))!,
        10,
      );
      // Stopped first: it takes the request and cannot answer it.
      process.kill(database, 'SIGSTOP');
      const isAsked = new Promise<void>((resolve) => (asked = resolve));
      const lost = shop.query('{ item }');
      await isAsked;
      process.kill(database, 'SIGKILL');
      const { data, errors } = await lost;
      expect(data).toEqual({ item: null });
      expect(errors).toMatchObject([
        {
          path: ['item'],
          errorType: 'DynamoDB:InternalServerError',
          message: expect.stringContaining(`The database at ${cloud.dynamodb.endpoint} does not answer`),
        },
      ]);
      await expect.poll(() => shop.query('{ item }')).toEqual({ data: { item: 'none' } });
    },
  );
});
