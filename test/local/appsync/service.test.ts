import { AppSyncClient, GetGraphqlApiCommand } from '@aws-sdk/client-appsync';
import { describe, expect, it } from 'vitest';
import { createGateway } from '../../../local/gateway/index.ts';
import { createIam } from '../../../local/iam/index.ts';
import { testEnvironment } from '../support.ts';
import { echo, openTestApi, type ApiSketch } from './harness.ts';
import { behaviours } from '../../parity/behaviour.ts';
import {
  cloudFormation,
  deploymentCaptures,
  mappingTemplates,
  sdkClient,
  settings,
  troubleshooting,
  utilReference,
} from '../../parity/sources.ts';

const templates = behaviours('Templates');
const wire = behaviours('The wire');
const refusedTemplate = templates.assumed(
  'complete',
  'the service refuses these too; the wording is of the local cloud alone',
  cloudFormation,
);
const captured = templates.equal('complete', deploymentCaptures);
const twoLanguages = templates.assumed('complete', 'the wording', mappingTemplates);
const limits = wire.equal('complete', settings);

const schema = 'type Query { hello: String other: String }';
const refusalOf = async (sketch: Partial<ApiSketch>) => {
  await expect(openTestApi({ schema, ...sketch })).rejects.toThrow();
  return openTestApi({ schema, ...sketch }).catch((error: Error) => error.message);
};

describe('a template that the service refuses names the resource at fault, in its words', captured, () => {
  it.each<[string, Partial<ApiSketch>, string]>([
    [
      'a field that does not exist',
      { resolvers: { 'Query.none': { code: echo('1') } } },
      'Querynone: No field named none found on type Query',
    ],
    [
      'a type that does not exist',
      { resolvers: { 'Thing.a': { code: echo('1') } } },
      'Thinga: Type Thing not found',
    ],
    [
      'an unknown data source',
      { resolvers: { 'Query.hello': { code: echo('1'), dataSource: 'gone' } } },
      'Queryhello: No data source found named gone',
    ],
    [
      'code with errors',
      { resolvers: { 'Query.hello': { code: 'export function request(ctx) { while (1) {} }' } } },
      'Queryhello: The code contains one or more errors.',
    ],
    [
      'a schema that cannot be read',
      { schema: 'type Query { a: Int' },
      "Failed to parse schema document - ensure it's a valid SDL-formatted document.",
    ],
    [
      'a subscription of another type',
      {
        schema: `type Query { a: Int } type Mutation { m: Int }
          type Subscription { s: String @aws_subscribe(mutations: ["m"]) }`,
      },
      'The subscription has an invalid output type.',
    ],
  ])('%s', async (_, sketch, expected) => {
    expect(await refusalOf(sketch)).toContain(expected);
  });

  it('two resolvers of one field, and one without a data source', async () => {
    const api = await openTestApi({ schema, resolvers: { 'Query.hello': { code: echo('1') } } });
    const resolver = (logicalId: string, properties: object) =>
      api.create('Resolver', logicalId, { ApiId: api.ApiId, TypeName: 'Query', ...properties });
    await expect(resolver('Second', { FieldName: 'hello', DataSourceName: 'NONE' })).rejects.toThrow(
      'Second: Only one resolver is allowed per field.',
    );
    await resolver('Bare', { FieldName: 'other' });
    await expect(api.settle()).rejects.toThrow('Bare: DataSourceName is required for UNIT resolver');
    await api.close();
  });
});

it(
  'a schema that loses the field of a resolver is refused',
  templates.differs(
    'complete',
    'the service takes the resolver away in silence, and the stack knows nothing of it',
    troubleshooting,
  ),
  async () => {
    const api = await openTestApi({ schema, resolvers: { 'Query.other': { code: echo('1') } } });
    const provider = api.appsync.providers.find(({ type }) => type === 'AWS::AppSync::GraphQLSchema')!;
    const properties = { ApiId: api.ApiId, Definition: 'type Query { hello: String }' };
    await provider.update!({
      stackName: 'S',
      logicalId: 'Schema',
      type: '',
      generatedName: '',
      properties,
      former: { ApiId: api.ApiId, Definition: schema },
      created: { ref: '' },
      asset: () => undefined,
      assetFromUrl: () => undefined,
    });
    await expect(api.settle()).rejects.toThrow('Queryother: No field named other found on type Query');
    await api.close();
  },
);

describe('a template that the service would refuse names the resource at fault', refusedTemplate, () => {
  it.each<[string, Partial<ApiSketch>, RegExp]>([
    ['code-less NONE', { resolvers: { 'Query.hello': {} } }, /only a Lambda data source can do without code/],
    [
      'a data source of a type that is none',
      { dataSources: { Search: { Type: 'AMAZON_KENDRA' } } },
      /Search: the data source type AMAZON_KENDRA is not known/,
    ],
    ['a custom scalar', { schema: 'scalar Money type Query { a: Money }' }, /Scalar Money is not known/],
    [
      'a subscription to nothing',
      { schema: 'type Query { a: Int } type Subscription { s: Int @aws_subscribe(mutations: ["m"]) }' },
      /mutation m, which does not exist/,
    ],
  ])('%s', async (_, sketch, expected) => {
    expect(await refusalOf(sketch)).toMatch(expected);
  });
});

it(
  'refuses templates beside a runtime by logical id, and answers 503 until it is opened',
  twoLanguages,
  async () => {
    const api = await openTestApi({ schema, resolvers: { 'Query.hello': { code: echo("'hi'") } } });
    const provider = (type: string) =>
      api.appsync.providers.find((each) => each.type === `AWS::AppSync::${type}`)!;
    const request = (logicalId: string, properties: object) => ({
      stackName: 'S',
      logicalId,
      type: '',
      generatedName: `S-${logicalId}`,
      properties,
      asset: () => undefined,
      assetFromUrl: () => undefined,
    });
    const second = await provider('GraphQLApi').create(
      request('Second', { Name: 'b', AuthenticationType: 'API_KEY' }),
    );
    const { ApiId, GraphQLUrl, RealtimeUrl } = second.attributes as Record<string, string>;
    expect(GraphQLUrl).not.toBe(api.url);
    expect(RealtimeUrl).toMatch(/^ws:\/\/localhost:\d+\/graphql\/realtime$/);
    const early = await fetch(GraphQLUrl!, { method: 'POST', body: '{}' });
    expect(early.status).toBe(503);
    const Runtime = { Name: 'APPSYNC_JS', RuntimeVersion: '1.0.0' };
    const both = { ApiId, TypeName: 'Query', FieldName: 'hello', RequestMappingTemplate: '{}', Runtime };
    await expect(provider('Resolver').create(request('Both', both))).rejects.toThrow(
      'Both: a runtime takes Code, and no mapping templates.',
    );
    await api.close();
  },
);

it('limits depth and resolvers, and can keep its schema to itself', limits, async () => {
  const api = await openTestApi({
    schema: 'type Query { a: A b: Int c: Int } type A { a: A n: Int }',
    api: { QueryDepthLimit: 3, ResolverCountLimit: 2, IntrospectionConfig: 'DISABLED' },
    resolvers: {
      'Query.a': { code: echo('{ n: 1, a: { n: 2, a: { n: 3 } } }') },
      'Query.b': { code: echo('1') },
      'Query.c': { code: echo('2') },
    },
  });
  const deep = await api.query('{ a { n a { n a { n } } } }');
  expect(deep.data).toEqual({ a: { n: 1, a: { n: 2, a: { n: null } } } });
  expect(deep.errors).toMatchObject([{ path: ['a', 'a', 'a', 'n'], errorType: 'QueryDepthLimitReached' }]);
  const many = await api.query('{ b c d: b }');
  expect(many.data).toEqual({ b: 1, c: 2, d: null });
  expect(many.errors).toMatchObject([{ errorType: 'ResolverExecutionLimitReached' }]);
  const hidden = await api.query('{ __schema { queryType { name } } }');
  expect(hidden.errors[0].message).toBe(
    "Validation error of type FieldUndefined: Field '__schema' in type 'Query' is undefined @ '__schema'",
  );
  expect(await api.query('{ __typename }')).toEqual({ data: { __typename: 'Query' } });
  await api.close();
});

it('sends the headers that resolvers add', wire.equal('complete', utilReference), async () => {
  const api = await openTestApi({
    schema,
    resolvers: {
      'Query.hello': {
        code: `
          import { util } from '@aws-appsync/utils';
          export function request(ctx) { return { payload: ctx.request.headers['x-tag'] }; }
          export function response(ctx) { util.http.addResponseHeader('x-answer', ctx.result); return ctx.result; }`,
      },
    },
  });
  const { headers, body } = await api.post({ query: '{ hello }' }, { 'x-api-key': api.key, 'X-Tag': 'blue' });
  expect(body).toEqual({ data: { hello: 'blue' } });
  expect(headers.get('x-answer')).toBe('blue');
  await api.close();
});

it('is read by the SDK through the gateway', templates.equal('complete', sdkClient), async () => {
  const environment = testEnvironment();
  const iam = createIam({ environment });
  const gateway = await createGateway({ environment, iam, port: 0 });
  const api = await openTestApi({ schema });
  gateway.serve(api.appsync.awsApi);
  const { definition } = api.appsync.apis()[0]!;
  const client = new AppSyncClient({
    region: 'us-east-1',
    endpoint: gateway.url,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const { graphqlApi } = await client.send(new GetGraphqlApiCommand({ apiId: definition.apiId }));
  expect(graphqlApi).toMatchObject({ apiId: definition.apiId, name: 'test', uris: { GRAPHQL: api.url } });
  await expect(client.send(new GetGraphqlApiCommand({ apiId: 'gone' }))).rejects.toMatchObject({
    name: 'NotFoundException',
  });
  client.destroy();
  await api.close();
  await gateway.close();
});
