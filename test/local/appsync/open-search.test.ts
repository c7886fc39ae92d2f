import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createIam } from '../../../local/iam/index.ts';
import { behaviours } from '../../parity/behaviour.ts';
import { openSearchErrors, openSearchReference } from '../../parity/sources.ts';
import { create, testEnvironment } from '../support.ts';
import { openTestApi, type TestApi } from './harness.ts';

const sources = behaviours('Other data sources');

const pass = `
  export function request(ctx) { return ctx.args.input; }
  export function response(ctx) { return { result: ctx.result, error: ctx.error }; }`;
const domain = 'https://search-posts.us-east-1.es.amazonaws.com';

let server: Server;
let endpoint: string;
let signatures: boolean[];
let given: TestApi;
let domainOnly: TestApi;

beforeAll(async () => {
  const iam = createIam({ environment: testEnvironment() });
  await create(iam.resources, 'AWS::IAM::Role', {
    RoleName: 'search',
    AssumeRolePolicyDocument: { Statement: [] },
  });
  signatures = [];
  // Answers as OpenSearch does, in the few ways that are asked for here, and checks every signature.
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const [path = '', rawQuery = ''] = request.url!.split('?');
      const body = Buffer.concat(chunks);
      const verified = iam.verify({
        method: request.method!,
        path,
        rawQuery,
        headers: request.headers,
        body,
      });
      signatures.push(verified.ok && verified.service === 'es' && verified.region === 'eu-west-1');
      const status = path.includes('bad')
        ? 400
        : path.includes('broken')
          ? 503
          : path.includes('none')
            ? 404
            : 200;
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify({
          method: request.method,
          url: request.url,
          body: body.toString(),
          type: request.headers['content-type'],
          hits: { hits: [{ _source: { id: '1' } }] },
        }),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const open = (Endpoint: string, openSearchEndpoint?: string) => {
    const source = (Type: string, config: string) => ({
      Type,
      ServiceRoleArn: 'arn:aws:iam::123456789012:role/search',
      [config]: { AwsRegion: 'eu-west-1', Endpoint },
    });
    return openTestApi({
      schema: 'type Query { ask(input: AWSJSON): AWSJSON old(input: AWSJSON): AWSJSON }',
      dataSources: {
        posts: source('AMAZON_OPENSEARCH_SERVICE', 'OpenSearchServiceConfig'),
        old: source('AMAZON_ELASTICSEARCH', 'ElasticsearchConfig'),
      },
      resolvers: {
        'Query.ask': { dataSource: 'posts', code: pass },
        'Query.old': { dataSource: 'old', code: pass },
      },
      ports: { iam, ...(openSearchEndpoint ? { openSearchEndpoint } : {}) },
    });
  };
  given = await open(domain, endpoint);
  domainOnly = await open(domain);
});
afterAll(async () => {
  await given?.close();
  await domainOnly?.close();
  server?.close();
});

async function send(input: object, field = 'ask'): Promise<{ result: any; error: any }> {
  const body = await given.query(`query Q($input: AWSJSON) { value: ${field}(input: $input) }`, {
    input: JSON.stringify(input),
  });
  expect(body.errors).toBeUndefined();
  return JSON.parse(body.data.value);
}

describe('OpenSearch', sources.equal('core', openSearchReference), () => {
  it('searches with a GET that has a body, and hands on what is found', async () => {
    const query = { match: { author: 'Nadia' } };
    const { result, error } = await send({
      operation: 'GET',
      path: '/id/post/_search',
      params: { headers: {}, queryString: { size: 5, routing: ['a', 'b'] }, body: { from: 0, query } },
    });
    expect(error).toBeNull();
    expect(result.hits.hits[0]._source).toEqual({ id: '1' });
    expect(result).toMatchObject({
      method: 'GET',
      url: '/id/post/_search?size=5&routing=a&routing=b',
      type: 'application/json',
    });
    expect(JSON.parse(result.body)).toEqual({ from: 0, query });
  });

  it.each(['POST', 'PUT', 'DELETE'])(
    '%s',
    sources.equal('core', openSearchReference).as('every operation is sent'),
    async (operation) => {
      const { result } = await send({ operation, path: '/a', params: { body: { x: 1 } } });
      expect(result.method).toBe(operation);
    },
  );

  it(
    'answers HEAD with nothing',
    sources.assumed('strict', 'that the result is null', openSearchReference),
    async () => {
      expect(await send({ operation: 'HEAD', path: '/a' })).toEqual({ result: null, error: null });
    },
  );

  it('signs each request for es, as its role and in its region', async () => {
    signatures.length = 0;
    await send({ operation: 'GET', path: '/a b/ü', params: { queryString: { q: 'a b*' } } });
    await send({
      operation: 'POST',
      path: '/_bulk',
      params: { headers: { 'Content-Type': 'application/x-ndjson' }, body: '{}\n{}\n' },
    });
    expect(signatures).toEqual([true, true]);
  });

  it('gives refusals to the response handler', sources.equal('complete', openSearchErrors), async () => {
    expect((await send({ operation: 'GET', path: '/bad' })).error).toEqual({
      type: 'Elasticsearch:UserIllegalArgumentException',
      message: 'Elasticsearch responded with an error: Bad Request',
    });
  });

  it(
    'gives other failures as well',
    sources.assumed('strict', 'the types for 404 and 5xx', openSearchErrors),
    async () => {
      expect((await send({ operation: 'GET', path: '/none' })).error.message).toContain('Not Found');
      expect((await send({ operation: 'GET', path: '/broken' })).error).toEqual({
        type: 'Elasticsearch:RuntimeException',
        message: 'Elasticsearch responded with an error: Service Unavailable',
      });
    },
  );

  it('is the same under its former name in old templates', async () => {
    expect((await send({ operation: 'GET', path: '/a' }, 'old')).result.method).toBe('GET');
  });

  it(
    'has no domain of its own on a laptop',
    sources.absent('core', 'a field error says how to give it an endpoint', openSearchReference),
    async () => {
      const body = await domainOnly.query(
        '{ ask(input: "{\\"operation\\":\\"GET\\",\\"path\\":\\"/a\\"}") }',
      );
      expect(body.errors[0].message).toBe(
        'Data source posts is an OpenSearch domain of AWS, which this local cloud does not run. Give it an OpenSearch of your own: start({ openSearchEndpoint }), or --opensearch <url>.',
      );
    },
  );
});
