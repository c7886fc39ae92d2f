import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Lambda } from '../../../local/core/ports.ts';
import { behaviours } from '../../parity/behaviour.ts';
import {
  httpReference,
  lambdaReference,
  quotas,
  requestCaptures,
  timeoutCaptures,
  wireNotes,
} from '../../parity/sources.ts';
import { echo, openTestApi, type TestApi } from './harness.ts';

const calls = behaviours('Lambda and HTTP');

let api: TestApi;
let server: Server;
let batches: any[][] = [];
const types: (string | undefined)[] = [];
/** What the function does with a payload or a batch of them. */
let answer: (payload: any) => { statusCode: number; payload: string; functionError?: string };

const lambda: Lambda = {
  async invoke({ payload, invocationType }) {
    types.push(invocationType);
    if (Array.isArray(payload)) batches.push(payload);
    return answer(payload) as never;
  },
};
const says = (value: unknown) => ({ statusCode: 200, payload: JSON.stringify(value) });
const throws = (errorType: string, errorMessage: string) => ({
  ...says({ errorType, errorMessage }),
  functionError: 'Unhandled',
});

beforeAll(async () => {
  server = createServer((request, response) => {
    const type = request.url!.includes('image') ? 'image/png' : 'text/xml';
    if (request.url!.includes('away')) return response.writeHead(302, { location: '/elsewhere' }).end();
    response.writeHead(200, { 'content-type': type, 'x-two': ['a', 'b'] });
    response.end(request.url!.includes('image') ? '\u0000' : `<a>${JSON.stringify(request.headers)}</a>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const seen = 'export function response(ctx) { return { result: ctx.result, error: ctx.error }; }';
  api = await openTestApi({
    schema: /* GraphQL */ `
      type Query {
        coded(payload: AWSJSON): AWSJSON
        odd: String
        direct: String
        http(request: AWSJSON): AWSJSON
        things(count: Int): [Thing]
      }
      type Thing {
        n: Int
        batched: Int
        batchedDirectly: Int
        told: Int
      }
    `,
    dataSources: {
      lambda: {
        Type: 'AWS_LAMBDA',
        LambdaConfig: { LambdaFunctionArn: 'arn:aws:lambda:us-east-1:1:function:f' },
      },
      http: {
        Type: 'HTTP',
        HttpConfig: { Endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}` },
      },
    },
    resolvers: {
      'Query.coded': {
        dataSource: 'lambda',
        code: `export function request(ctx) { return { operation: 'Invoke', payload: ctx.args.payload }; } ${seen}`,
      },
      'Query.odd': {
        dataSource: 'lambda',
        code: `export function request() { return { operation: 'Invoke', payloads: 1 }; } ${seen}`,
      },
      'Query.direct': { dataSource: 'lambda' },
      'Query.http': {
        dataSource: 'http',
        code: `export function request(ctx) { return ctx.args.request; } ${seen}`,
      },
      'Query.things': {
        code: echo('null').replace(
          'return ctx.result;',
          'return (ctx.args.count === 3 ? [1, 2, 3] : [1, 2, 3, 4, 5]).map((n) => ({ n }));',
        ),
      },
      'Thing.batched': {
        dataSource: 'lambda',
        maxBatchSize: 2,
        code: `
          export function request(ctx) { return { operation: 'BatchInvoke', payload: { n: ctx.source.n } }; }
          export function response(ctx) { return ctx.error ? -1 : ctx.result; }`,
      },
      'Thing.told': {
        dataSource: 'lambda',
        maxBatchSize: 2,
        code: `
          export function request(ctx) {
            return { operation: 'BatchInvoke', invocationType: 'Event', payload: { n: ctx.source.n } };
          }
          export function response(ctx) { return ctx.result; }`,
      },
      'Thing.batchedDirectly': { dataSource: 'lambda', maxBatchSize: 2_000 },
    },
    ports: { lambda },
  });
});
afterAll(async () => {
  await api.close();
  server.close();
});

describe('Lambda', () => {
  const coded = async () => JSON.parse((await api.query('{ coded(payload: "1") }')).data.coded);

  it(
    'ctx.error names the error that a function threw beside its own type',
    calls.equal('complete', lambdaReference, timeoutCaptures),
    async () => {
      answer = () => throws('RangeError', 'too far');
      expect(await coded()).toEqual({
        result: null,
        error: { message: 'too far', type: 'Lambda:Unhandled', unhandledErrorType: 'RangeError' },
      });
      answer = () => throws('Sandbox.Timedout', 'Task timed out after 3.00 seconds');
      expect((await coded()).error).toMatchObject({
        type: 'Lambda:Unhandled',
        unhandledErrorType: 'Sandbox.Timedout',
      });
    },
  );

  it(
    'a request with a member that it has not fails the field',
    calls.equal('complete', requestCaptures, lambdaReference),
    async () => {
      expect((await api.query('{ odd }')).errors).toMatchObject([
        { errorType: 'MappingTemplate', message: "Unsupported element '$[payloads]'." },
      ]);
    },
  );

  it('a direct resolver raises the error by its own name', calls.equal('core', lambdaReference), async () => {
    answer = () => throws('RangeError', 'too far');
    expect(await api.query('{ direct }')).toMatchObject({
      data: { direct: null },
      errors: [{ path: ['direct'], errorType: 'RangeError', message: 'too far' }],
    });
  });

  it(
    'a batch is as large as the maximum and keeps its order; null stands for itself',
    calls.equal('core', lambdaReference),
    async () => {
      batches = [];
      answer = (payloads) => says(payloads.map(({ n }: { n: number }) => (n === 3 ? null : n * 10)));
      const { data } = await api.query('{ things { batched } }');
      expect(data.things.map(({ batched }: any) => batched)).toEqual([10, 20, null, 40, 50]);
      expect(batches.map((batch) => batch.map(({ n }) => n))).toEqual([[1, 2], [3, 4], [5]]);
    },
  );

  it(
    'an answer of another length, or none, fails every field of its batch alone',
    calls.equal('complete', lambdaReference).noting('the text and type are not established'),
    async () => {
      answer = (payloads) =>
        payloads[0].n === 1 ? says([1]) : says(payloads.map(({ n }: { n: number }) => n));
      const { data } = await api.query('{ things { batched } }');
      expect(data.things.map(({ batched }: any) => batched)).toEqual([-1, -1, 3, 4, 5]);
      answer = () => says('nonsense');
      const none = await api.query('{ things(count: 3) { batched } }');
      expect(none.data.things.map(({ batched }: any) => batched)).toEqual([-1, -1, -1]);
    },
  );

  it(
    'elements of a direct batch fail by themselves, with their data, and an unauthorized one says so',
    calls.equal('complete', lambdaReference),
    async () => {
      answer = () =>
        says([
          { data: 1, errorMessage: null },
          { data: null, errorMessage: 'no', errorType: 'Refused' },
          { data: null, errorMessage: 'mine', errorType: 'UnauthorizedException' },
        ]);
      const { data, errors } = await api.query('{ things(count: 3) { batchedDirectly } }');
      expect(data.things.map(({ batchedDirectly }: any) => batchedDirectly)).toEqual([1, null, null]);
      expect(errors).toMatchObject([
        { path: ['things', 1, 'batchedDirectly'], errorType: 'Refused', message: 'no' },
        {
          path: ['things', 2, 'batchedDirectly'],
          errorType: 'UnauthorizedException',
          message: 'You are not authorized to make this call.',
        },
      ]);
    },
  );

  it(
    'an element of a direct batch is its data, and nothing beside',
    calls.equal('complete', lambdaReference),
    async () => {
      answer = () => says([{ data: 1, more: 2 }, { value: 2 }, 3]);
      const { data, errors } = await api.query('{ things(count: 3) { batchedDirectly } }');
      expect(errors).toBeUndefined();
      expect(data.things.map(({ batchedDirectly }: any) => batchedDirectly)).toEqual([1, null, null]);
    },
  );

  it(
    'an UnauthorizedException of a direct resolver has the words of the service',
    calls.equal('complete', lambdaReference),
    async () => {
      answer = () => throws('UnauthorizedException', 'mine');
      expect((await api.query('{ direct }')).errors).toMatchObject([
        { errorType: 'UnauthorizedException', message: 'You are not authorized to make this call.' },
      ]);
    },
  );

  it(
    'a batch of events is one event with the list of their payloads, and no result is awaited',
    calls.equal('complete', lambdaReference),
    async () => {
      batches = [];
      answer = () => says('');
      const { data } = await api.query('{ things { told } }');
      expect(data.things.map(({ told }: any) => told)).toEqual([null, null, null, null, null]);
      expect(batches.map((batch) => batch.map(({ n }) => n))).toEqual([[1, 2], [3, 4], [5]]);
      expect(types.slice(-3)).toEqual(['Event', 'Event', 'Event']);
    },
  );

  it('a maximum above 2,000 is refused', calls.equal('strict', quotas), async () => {
    const refused = openTestApi({
      schema: 'type Query { a: Int }',
      dataSources: {
        lambda: {
          Type: 'AWS_LAMBDA',
          LambdaConfig: { LambdaFunctionArn: 'arn:aws:lambda:us-east-1:1:function:f' },
        },
      },
      resolvers: { 'Query.a': { dataSource: 'lambda', maxBatchSize: 2_001 } },
    });
    await expect(refused).rejects.toThrow('MaxBatchSize');
  });
});

describe('HTTP', () => {
  const ask = async (request: object) => {
    const query = 'query Q($request: AWSJSON) { http(request: $request) }';
    return JSON.parse((await api.query(query, { request: JSON.stringify(request) })).data.http);
  };
  const get = (resourcePath: string, params: object = {}) => ask({ method: 'GET', resourcePath, params });

  it('XML comes as text, an object is sent as JSON', calls.equal('complete', httpReference), async () => {
    const { result } = await ask({
      method: 'POST',
      resourcePath: '/a',
      params: { body: { a: 1 }, headers: { 'content-type': 'application/json' } },
    });
    expect(result).toMatchObject({
      statusCode: 200,
      body: expect.stringMatching(/^<a>.*"content-length":"7"/),
    });
  });

  it('headers of the connection cannot be set', calls.equal('strict', httpReference), async () => {
    const { result } = await get('/a', {
      headers: { host: 'elsewhere', 'user-agent': 'mine', expect: 'x', 'x-own': 'kept' },
    });
    const sent = JSON.parse(result.body.slice(3, -4));
    expect([sent['x-own'], sent.host === 'elsewhere', sent['user-agent'] === 'mine', sent.expect]).toEqual([
      'kept',
      false,
      false,
      undefined,
    ]);
  });

  it(
    'other content types fail',
    calls.equal('complete', httpReference).noting('the text is not established'),
    async () => {
      expect(await get('/image')).toMatchObject({
        result: null,
        error: { message: expect.stringContaining('image/png') },
      });
    },
  );

  it(
    'redirections are results, and not followed',
    calls.assumed('strict', 'one third party says so', wireNotes),
    async () => {
      expect(await get('/away')).toMatchObject({
        result: { statusCode: 302, headers: { location: '/elsewhere' } },
        error: null,
      });
    },
  );

  it(
    'an endpoint that is not there is ctx.error',
    calls.assumed('strict', 'the type; that its prefix is Http: is captured', timeoutCaptures),
    async () => {
      const unreachable = await openTestApi({
        schema: 'type Query { a: String }',
        dataSources: { http: { Type: 'HTTP', HttpConfig: { Endpoint: 'http://127.0.0.1:1' } } },
        resolvers: {
          'Query.a': {
            dataSource: 'http',
            code: `export function request() { return { method: 'GET', resourcePath: '/' }; }
            export function response(ctx) { return ctx.error.type; }`,
          },
        },
      });
      expect((await unreachable.query('{ a }')).data.a).toMatch(/^Http:/);
      await unreachable.close();
    },
  );
});
