import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCloudWatch, type CloudWatchService } from '../../../local/cloudwatch/index.ts';
import { ManualClock } from '../../../local/core/clock.ts';
import { behaviours } from '../../parity/behaviour.ts';
import { enhancedMetrics, metricList, monitoring } from '../../parity/sources.ts';
import {
  echo,
  openTestApi,
  permissiveIam,
  start,
  testEnvironment,
  type ApiSketch,
  type TestApi,
} from './harness.ts';
import { connect } from './socket.ts';

const logs = behaviours('Logs and metrics');
const minute = 60_000;

let clock: ManualClock;
let cloudWatch: CloudWatchService;
let api: TestApi;
beforeEach(() => {
  clock = new ManualClock(start);
  cloudWatch = createCloudWatch({ environment: testEnvironment(clock), iam: permissiveIam });
});
afterEach(() => api.close());

const schema = `
  type Query { hello: String broken: String kept: String }
  type Mutation { say(text: String): String }
  type Subscription { said: String @aws_subscribe(mutations: ["say"]) }`;
const resolvers: ApiSketch['resolvers'] = {
  'Query.hello': { code: echo("'hi'") },
  'Query.broken': {
    code: `import { util } from '@aws-appsync/utils';
      export function request(ctx) { util.error('no', 'Broken'); }
      export function response(ctx) { return ctx.result; }`,
  },
  'Query.kept': { code: echo("'kept'"), caching: { Ttl: 60 } },
  'Mutation.say': { code: echo('ctx.args.text') },
};
const open = async (sketch: Partial<ApiSketch> = {}) => {
  api = await openTestApi({ schema, resolvers, ports: { metrics: cloudWatch.metrics }, ...sketch });
};

/** A statistic of a metric over the first hour; undefined when there is nothing. */
function read(
  MetricName: string,
  Statistic: string,
  dimension: Record<string, string> = {},
): number | undefined {
  const { Datapoints } = cloudWatch.call('GetMetricStatistics', {
    Namespace: 'AWS/AppSync',
    MetricName,
    Dimensions: Object.entries({ GraphQLAPIId: api.ApiId, ...dimension }).map(([Name, Value]) => ({
      Name,
      Value,
    })),
    StartTime: new Date(start),
    EndTime: new Date(start + 60 * minute),
    Period: 3600,
    Statistics: [Statistic],
  }) as { Datapoints: Record<string, number>[] };
  return Datapoints[0]?.[Statistic];
}

describe('metrics', logs.equal('complete', monitoring), () => {
  it('count requests, tokens, and how long answers took', async () => {
    await open();
    await api.query('{ hello }');
    await api.query('{ broken }');
    expect(read('Requests', 'Sum')).toBe(2);
    expect(read('TokensConsumed', 'Sum')).toBe(2);
    expect(read('Latency', 'SampleCount')).toBe(2);
  });

  it(
    'count refusals by their status, and every other request as none',
    logs.assumed('complete', 'that an answer with errors in it is no error of the server', monitoring),
    async () => {
      await open();
      await api.query('{ hello }');
      await api.query('{ broken }');
      await api.post({ query: '{ hello }' }, { 'x-api-key': 'da2-wrong' });
      expect([read('4XXError', 'Sum'), read('4XXError', 'SampleCount')]).toEqual([1, 3]);
      expect([read('5XXError', 'Sum'), read('5XXError', 'SampleCount')]).toEqual([0, 3]);
    },
  );

  it('count an API without a schema among the errors of the server', async () => {
    await open({ schema: undefined, resolvers: {} });
    await api.query('{ hello }');
    expect(read('5XXError', 'Sum')).toBe(1);
  });

  it('count connections, subscriptions and what they were sent', async () => {
    await open();
    const client = await connect(api);
    await client.subscribe('1', 'subscription { said }');
    await client.refused('2', 'subscription { gone }');
    cloudWatch.call('ListMetrics', {});
    await api.query('mutation { say(text: "hi") }');
    await client.received('1');
    await client.stop('1');
    expect(read('ConnectRequests', 'Sum')).toBe(1);
    expect(read('ConnectSuccess', 'Sum')).toBe(1);
    expect(read('SubscribeSuccess', 'Sum')).toBe(1);
    expect(read('SubscribeClientError', 'Sum')).toBe(1);
    expect(read('ActiveConnections', 'Sum')).toBe(1);
    expect(read('ActiveSubscriptions', 'Sum')).toBe(1);
    expect(read('InboundMessageSuccess', 'Sum')).toBe(1);
    expect(read('PublishDataMessageSuccess', 'Sum')).toBe(1);
    expect(read('PublishDataMessageSize', 'Sum')).toBe(Buffer.byteLength('{"data":{"said":"hi"}}'));
    expect(read('OutboundMessages', 'Sum')).toBe(1);
    expect(read('UnsubscribeSuccess', 'Sum')).toBe(1);
    await client.close();
    await expect.poll(() => read('DisconnectSuccess', 'Sum')).toBe(1);
    expect(read('ConnectionDuration', 'SampleCount')).toBe(1);
  });

  it('count connections that are refused', async () => {
    await open();
    const client = await connect({ ...api, key: 'da2-wrong' }).catch((error: Error) => error);
    expect(client).toBeInstanceOf(Error);
    expect(read('ConnectClientError', 'Sum')).toBe(1);
    expect(read('ConnectSuccess', 'Sum')).toBeUndefined();
  });
});

const named = logs.assumed(
  'complete',
  'names and dimensions are those of the list of CloudWatch, where the guide of AppSync has API_Id, Datasource and Request; a resolver is named by its field, Type.field',
  enhancedMetrics,
  metricList,
);
const refusal = logs.equal('strict', enhancedMetrics).noting('the text is not established');

describe('enhanced metrics', logs.equal('complete', enhancedMetrics, metricList), () => {
  const config = (resolver: string, dataSource: string, operation: string) => ({
    EnhancedMetricsConfig: {
      ResolverLevelMetricsBehavior: resolver,
      DataSourceLevelMetricsBehavior: dataSource,
      OperationLevelMetricsConfig: operation,
    },
  });
  const everything = config('FULL_REQUEST_RESOLVER_METRICS', 'FULL_REQUEST_DATA_SOURCE_METRICS', 'ENABLED');

  it('tell of every resolver, data source and operation', named, async () => {
    await open({ api: everything });
    await api.query('query Greet { hello broken }');
    expect(read('Requests', 'Sum', { Resolver: 'Query.hello' })).toBe(1);
    expect(read('GraphQLError', 'Sum', { Resolver: 'Query.hello' })).toBe(0);
    expect(read('GraphQLError', 'Sum', { Resolver: 'Query.broken' })).toBe(1);
    expect(read('Latency', 'SampleCount', { Resolver: 'Query.broken' })).toBe(1);
    expect(read('Requests', 'Sum', { DataSource: 'none' })).toBe(1);
    expect(read('Latency', 'SampleCount', { DataSource: 'none' })).toBe(1);
    expect(read('GraphQLError', 'Sum', { DataSource: 'none' })).toBe(0);
    expect(read('Requests', 'Sum', { Operation: 'Greet' })).toBe(1);
    expect(read('GraphQLError', 'Sum', { Operation: 'Greet' })).toBe(1);
  });

  it('tell what was found in a cache and what was not', async () => {
    await open({ api: everything, cache: { ApiCachingBehavior: 'PER_RESOLVER_CACHING', Ttl: 60 } });
    await api.query('{ kept }');
    await api.query('{ kept }');
    expect(read('CacheMiss', 'Sum', { Resolver: 'Query.kept' })).toBe(1);
    expect(read('CacheHit', 'Sum', { Resolver: 'Query.kept' })).toBe(1);
    expect(read('Requests', 'Sum', { Resolver: 'Query.kept' })).toBe(2);
  });

  it('tell of those alone that ask for it', async () => {
    await open({
      api: config('PER_RESOLVER_METRICS', 'PER_DATA_SOURCE_METRICS', 'DISABLED'),
      dataSources: { counted: { Type: 'NONE', MetricsConfig: 'ENABLED' } },
      resolvers: {
        'Query.hello': { code: echo("'hi'"), dataSource: 'counted', metrics: 'ENABLED' },
        'Query.kept': { code: echo("'kept'") },
      },
    });
    await api.query('query Greet { hello kept }');
    expect(read('Requests', 'Sum', { Resolver: 'Query.hello' })).toBe(1);
    expect(read('Requests', 'Sum', { Resolver: 'Query.kept' })).toBeUndefined();
    expect(read('Requests', 'Sum', { DataSource: 'counted' })).toBe(1);
    expect(read('Requests', 'Sum', { DataSource: 'none' })).toBeUndefined();
    expect(read('Requests', 'Sum', { Operation: 'Greet' })).toBeUndefined();
  });

  it('are not there unless they are asked for', async () => {
    await open();
    await api.query('query Greet { hello }');
    expect(read('Requests', 'Sum', { Resolver: 'Query.hello' })).toBeUndefined();
  });

  it('refuse a setting that is none', refusal, async () => {
    await expect(open({ api: config('SOME', 'PER_DATA_SOURCE_METRICS', 'ENABLED') })).rejects.toThrow(
      'Api: EnhancedMetricsConfig.ResolverLevelMetricsBehavior is one of FULL_REQUEST_RESOLVER_METRICS, PER_RESOLVER_METRICS, not SOME.',
    );
    await open();
  });
});
