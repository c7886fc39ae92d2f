import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Lambda } from '../../../local/core/ports.ts';
import { behaviours } from '../../parity/behaviour.ts';
import { echo, openTestApi, type TestApi } from './harness.ts';

const wire = behaviours('The wire');

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
    schema: 'type Query { hello: String heavy: Int pipeline: Int }',
    dataSources: {
      lambda: {
        Type: 'AWS_LAMBDA',
        LambdaConfig: { LambdaFunctionArn: 'arn:aws:lambda:us-east-1:1:function:f' },
      },
    },
    functions: { step: { dataSource: 'lambda', code: heavy } },
    resolvers: {
      'Query.hello': { code: echo("'hi'") },
      'Query.heavy': { dataSource: 'lambda', code: heavy },
      'Query.pipeline': { functions: Array.from({ length: 10 }, () => 'step') },
    },
    ports: { lambda },
  });
});
afterAll(() => api.close());

describe('a request of many heavy handlers', wire.own('strict'), () => {
  const aliases = (count: number) =>
    `{ ${Array.from({ length: count }, (_, index) => `a${index}: heavy`).join(' ')} }`;

  it.each([
    ['fields', aliases(10), 10],
    ['functions of a pipeline', '{ pipeline }', 1],
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
    expect(await long).toMatchObject({ data: null, errors: [{ errorType: 'ExecutionTimeout' }] });
    const before = calls;
    expect(before).toBeLessThan(100);
    for (let asked = 0; asked < 20; asked++) await api.query('{ hello }');
    expect(calls).toBe(before);
  });
});
