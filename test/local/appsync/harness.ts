import { ManualClock } from '../../../local/core/clock.ts';
import type { Environment } from '../../../local/core/environment.ts';
import { noFaults } from '../../../local/core/faults.ts';
import { systemIds } from '../../../local/core/ids.ts';
import { createLog } from '../../../local/core/log.ts';
import { AwsError } from '../../../local/core/aws-error.ts';
import type { DynamoDb, Iam, Lambda, UserPools } from '../../../local/core/ports.ts';
import type { CreatedResource } from '../../../local/core/resource.ts';
import { createAppSync, type AppSync, type AppSyncDependencies } from '../../../local/appsync/service.ts';

/** One field's resolver, as short as a test can say it. */
export interface ResolverSketch {
  readonly code?: string;
  readonly dataSource?: string;
  /** Names of functions: makes it a pipeline. */
  readonly functions?: readonly string[];
  readonly maxBatchSize?: number;
  readonly caching?: { Ttl: number; CachingKeys?: readonly string[] };
  readonly sync?: Record<string, unknown>;
  readonly metrics?: 'ENABLED' | 'DISABLED';
  /** Mapping templates in place of code. */
  readonly request?: string;
  readonly response?: string;
}

export interface ApiSketch {
  /** Undefined leaves the API without one. */
  readonly schema: string | undefined;
  /** Properties of the GraphQLApi beside its name; API_KEY when absent. */
  readonly api?: Record<string, unknown>;
  /** Properties of an ApiCache. */
  readonly cache?: Record<string, unknown>;
  readonly dataSources?: Record<string, Record<string, unknown>>;
  readonly functions?: Record<string, ResolverSketch>;
  readonly resolvers?: Record<string, ResolverSketch>;
  readonly ports?: Partial<
    Pick<
      AppSyncDependencies,
      | 'iam'
      | 'dynamodb'
      | 'lambda'
      | 'userPools'
      | 'events'
      | 'rdsData'
      | 'openSearchEndpoint'
      | 'bedrockEndpoint'
      | 'traces'
      | 'metrics'
      | 'quotas'
    >
  >;
  readonly tls?: { key: string; cert: string };
  /** Receives what the cloud logs, from `debug` on. */
  readonly onLog?: (line: string) => void;
}

export interface TestApi {
  readonly url: string;
  readonly key: string;
  readonly clock: ManualClock;
  readonly appsync: AppSync;
  post(
    body: unknown,
    headers?: Record<string, string>,
  ): Promise<{ status: number; headers: Headers; body: any }>;
  /** Sends a query with the API key. */
  query(query: string, variables?: object): Promise<any>;
  readonly ApiId: string;
  /** One more API of the same cloud; closed with the first. */
  beside(sketch: Omit<ApiSketch, 'ports' | 'tls' | 'onLog'>): Promise<TestApi>;
  /** Creates one more resource, `GraphQLApi` for `AWS::AppSync::GraphQLApi`. */
  create(type: string, logicalId: string, properties: object): Promise<CreatedResource>;
  /** Opens what has changed, as the end of a deployment does. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

export const start = Date.UTC(2026, 0, 1);

export function testEnvironment(clock: ManualClock): Environment {
  return {
    region: 'us-east-1',
    accountId: '123456789012',
    partition: 'aws',
    clock,
    ids: systemIds,
    log: createLog('silent'),
    faults: noFaults,
  };
}

/** Code whose request hands a payload to a NONE source and whose response returns it. */
export const echo = (payload: string): string => `
  export function request(ctx) { return { payload: ${payload} }; }
  export function response(ctx) { return ctx.result; }`;

/**
 * Code of a resolver that ends subscriptions: those to `posted` whose invalidation filter holds one of its argument
 * `ids`. Each id is a call of its own to the extension.
 */
export const expelling = `
  import { extensions } from '@aws-appsync/utils';
  export function request(ctx) { return { payload: 1 }; }
  export function response(ctx) {
    for (const id of ctx.args.ids)
      extensions.invalidateSubscriptions({ subscriptionField: 'posted', payload: { id } });
    return ctx.result;
  }`;

/** An IAM that knows one role with every right; signatures are outside its tests. */
export const permissiveIam: Iam = {
  assume: (roleArn, sessionName) => ({
    accessKeyId: 'AKIA',
    secretAccessKey: 'secret',
    principal: {
      arn: `${roleArn.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/')}/${sessionName}`,
      accountId: '123456789012',
      userId: `AROA:${sessionName}`,
      roleArn,
    },
  }),
  federate: () => {
    throw new Error('not used');
  },
  root: () => {
    throw new Error('not used');
  },
  verify: () => ({
    ok: false,
    errorType: 'UnrecognizedClientException',
    message: 'The security token included in the request is invalid.',
    statusCode: 403,
  }),
  authorize: () => ({ allowed: true }),
};

const absent = (what: string) => () =>
  Promise.reject(new AwsError('ServiceUnavailable', `${what} is not in this test`));
const noDynamoDb: DynamoDb = { call: absent('DynamoDB'), endpoint: 'http://127.0.0.1:1' };
const noLambda: Lambda = { invoke: absent('Lambda') };
const noUserPools: UserPools = {
  verify: async () => ({ ok: false, reason: 'invalid' }),
  issuer: (id) => `https://cognito-idp.us-east-1.amazonaws.com/${id}`,
};

/** Stands an API up through the same resource providers as a template would, and opens it on a free port. */
export async function openTestApi(sketch: ApiSketch): Promise<TestApi> {
  const clock = new ManualClock(start);
  const appsync = createAppSync({
    environment: {
      ...testEnvironment(clock),
      ...(sketch.onLog ? { log: createLog('debug', sketch.onLog) } : {}),
    },
    iam: permissiveIam,
    dynamodb: noDynamoDb,
    lambda: noLambda,
    userPools: noUserPools,
    ...sketch.ports,
    options: { host: '127.0.0.1', port: 0, tls: sketch.tls },
  });
  return standUp(sketch, { clock, appsync, name: 'Test' });
}

/** Stands up one API; `name` is that of its stack. */
async function standUp(
  sketch: ApiSketch,
  { clock, appsync, name: stackName }: { clock: ManualClock; appsync: AppSync; name: string },
): Promise<TestApi> {
  const create = (type: string, logicalId: string, properties: object) => {
    const provider = appsync.providers.find((each) => each.type === `AWS::AppSync::${type}`)!;
    return provider.create({
      stackName,
      logicalId,
      type: `AWS::AppSync::${type}`,
      generatedName: `${stackName}-${logicalId}-1A2B3C4D5E6F`,
      properties,
      asset: () => undefined,
      assetFromUrl: () => undefined,
    });
  };
  try {
    const api = await create('GraphQLApi', 'Api', {
      Name: 'test',
      AuthenticationType: 'API_KEY',
      ...sketch.api,
    });
    const { ApiId, GraphQLUrl } = api.attributes as { ApiId: string; GraphQLUrl: string };
    if (sketch.schema !== undefined)
      await create('GraphQLSchema', 'Schema', { ApiId, Definition: sketch.schema });
    if (sketch.cache) await create('ApiCache', 'Cache', { ApiId, Type: 'SMALL', ...sketch.cache });
    const key = await create('ApiKey', 'Key', { ApiId });
    await create('DataSource', 'None', { ApiId, Name: 'none', Type: 'NONE' });
    for (const [name, properties] of Object.entries(sketch.dataSources ?? {})) {
      await create('DataSource', name, { ApiId, Name: name, ...properties });
    }
    const runtime = (code: string | undefined) =>
      code === undefined ? {} : { Code: code, Runtime: { Name: 'APPSYNC_JS', RuntimeVersion: '1.0.0' } };
    const templates = ({ request, response }: ResolverSketch) => ({
      RequestMappingTemplate: request,
      ResponseMappingTemplate: response,
    });
    const ids = new Map<string, string>();
    for (const [name, sketched] of Object.entries(sketch.functions ?? {})) {
      const { code, dataSource = 'none', maxBatchSize } = sketched;
      const made = await create('FunctionConfiguration', name, {
        ApiId,
        Name: name,
        DataSourceName: dataSource,
        MaxBatchSize: maxBatchSize,
        ...templates(sketched),
        ...runtime(code),
      });
      ids.set(name, (made.attributes as { FunctionId: string }).FunctionId);
    }
    for (const [coordinate, sketched] of Object.entries(sketch.resolvers ?? {})) {
      const [TypeName, FieldName] = coordinate.split('.');
      await create('Resolver', coordinate.replace('.', ''), {
        ApiId,
        TypeName,
        FieldName,
        ...(sketched.functions
          ? {
              Kind: 'PIPELINE',
              PipelineConfig: { Functions: sketched.functions.map((name) => ids.get(name)) },
            }
          : { Kind: 'UNIT', DataSourceName: sketched.dataSource ?? 'none' }),
        MaxBatchSize: sketched.maxBatchSize,
        CachingConfig: sketched.caching,
        SyncConfig: sketched.sync,
        MetricsConfig: sketched.metrics,
        ...templates(sketched),
        ...runtime(sketched.code),
      });
    }
    const settle = async () => {
      for (const provider of appsync.providers) await provider.settle?.();
    };
    await settle();

    const apiKey = (key.attributes as { ApiKey: string }).ApiKey;
    const post: TestApi['post'] = async (body, headers = { 'x-api-key': apiKey }) => {
      const response = await fetch(GraphQLUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      });
      return { status: response.status, headers: response.headers, body: await response.json() };
    };
    return {
      url: GraphQLUrl,
      key: apiKey,
      clock,
      appsync,
      ApiId,
      beside: (other) => standUp(other, { clock, appsync, name: `${stackName}${appsync.apis().length}` }),
      create,
      settle,
      post,
      query: async (query, variables) => (await post({ query, variables })).body,
      close: () => appsync.close(),
    };
  } catch (error) {
    await appsync.close();
    throw error;
  }
}
