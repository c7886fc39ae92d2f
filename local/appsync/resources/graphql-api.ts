import { stableId } from '../../core/changes.ts';
import type { ResourceProvider } from '../../core/resource.ts';
import type { ApiDefinition, MergedDefinition } from '../definition.ts';
import { fieldLogLevels, type FieldLogLevel } from '../logging/request-log.ts';
import { readAuthentication } from './authentication.ts';
import type { ResourceGround } from './index.ts';

/** `AWS::AppSync::GraphQLApi`: takes its port at once, so that its URL is known to the rest of the template. */
export function graphqlApiProvider(ground: ResourceGround): ResourceProvider {
  const { environment, serve, apis, changed } = ground;
  const { region, accountId, partition } = environment;
  return {
    type: 'AWS::AppSync::GraphQLApi',
    honoured: [
      'Name',
      'AuthenticationType',
      'UserPoolConfig',
      'OpenIDConnectConfig',
      'LambdaAuthorizerConfig',
      'AdditionalAuthenticationProviders',
      'IntrospectionConfig',
      'QueryDepthLimit',
      'ResolverCountLimit',
      'EnvironmentVariables',
      'ApiType',
      'MergedApiExecutionRoleArn',
      'LogConfig.FieldLogLevel',
      'LogConfig.ExcludeVerboseContent',
      'EnhancedMetricsConfig',
    ],
    inert: {
      'LogConfig.CloudWatchLogsRoleArn': 'logs are written to the terminal, which asks for no role',
      Tags: 'nothing reads them on a laptop',
      Visibility: 'a laptop has one network',
      XrayEnabled: 'no segments are sent; traces of the local cloud show the same parts of a request',
      OwnerContact: 'nothing reads it on a laptop',
    },
    async create({ logicalId, generatedName, properties }) {
      const apiId = stableId(generatedName);
      const arn = `arn:${partition}:appsync:${region}:${accountId}:apis/${apiId}`;
      const definition: ApiDefinition = {
        apiId,
        arn,
        apiKeys: new Map(),
        dataSources: new Map(),
        functions: new Map(),
        resolvers: new Map(),
        ...readSettings(logicalId, properties, region),
        ...(properties.ApiType === 'MERGED' ? { merged: readMerged(properties) } : {}),
      };
      changed.add(apiId);
      const api = await serve(definition);
      return {
        ref: arn,
        attributes: {
          ApiId: apiId,
          Arn: arn,
          GraphQLUrl: api.url,
          GraphQLDns: new URL(api.url).host,
          GraphQLEndpointArn: `arn:${partition}:appsync:${region}:${accountId}:endpoints/graphql-api/${apiId}`,
          RealtimeUrl: api.realtimeUrl,
          RealtimeDns: new URL(api.realtimeUrl).host,
        },
      };
    },
    async update(request) {
      const { logicalId, generatedName, properties, former, created } = request;
      const definition = ground.apiOf({ ...request, properties: { ApiId: stableId(generatedName) } });
      const before = readSettings(logicalId, former, region);
      Object.assign(definition, readSettings(logicalId, properties, region));
      return { created, undo: () => void Object.assign(definition, before) };
    },
    async settle() {
      for (const api of apis) {
        const associations = [...(api.definition.merged?.associations.values() ?? [])];
        const sourceChanged = associations.filter(({ source }) => changed.has(source.apiId));
        // The others wait until they are asked to merge.
        const due = sourceChanged.filter(({ mergeType }) => mergeType === 'AUTO_MERGE');
        for (const association of due) delete association.taken;
        if (changed.has(api.definition.apiId) || due.length > 0) api.open();
      }
      changed.clear();
    },
  };
}

/** What is said of an API itself, its resources aside. */
function readSettings(logicalId: string, properties: Record<string, any>, region: string) {
  const additional = (properties.AdditionalAuthenticationProviders ?? []) as Record<string, any>[];
  checkModes(logicalId, [properties, ...additional]);
  return {
    name: properties.Name as string,
    defaultAuthentication: readAuthentication(logicalId, properties, region),
    additionalAuthentication: additional.map((provider) => readAuthentication(logicalId, provider, region)),
    environmentVariables: readEnvironment(logicalId, properties.EnvironmentVariables ?? {}),
    introspection: (properties.IntrospectionConfig ?? 'ENABLED') as ApiDefinition['introspection'],
    queryDepthLimit: limit(logicalId, properties, 'QueryDepthLimit', 75),
    resolverCountLimit: limit(logicalId, properties, 'ResolverCountLimit', 10_000),
    logging: readLogging(logicalId, properties.LogConfig),
    xrayEnabled: String(properties.XrayEnabled ?? false) === 'true',
    enhancedMetrics: readEnhancedMetrics(logicalId, properties.EnhancedMetricsConfig),
  };
}

/** Developer Guide, "Configuring authorization": of these modes an API has one each; of all doors at most 50 further ones. */
function checkModes(logicalId: string, providers: readonly Record<string, any>[]): void {
  if (providers.length > 51) throw new Error(`${logicalId}: at most 50 additional authentication providers.`);
  for (const mode of ['API_KEY', 'AWS_IAM', 'AWS_LAMBDA']) {
    if (providers.filter(({ AuthenticationType }) => AuthenticationType === mode).length > 1)
      throw new Error(`${logicalId}: ${mode} is given twice.`);
  }
}

/** 0 means that there is none. */
function limit(logicalId: string, properties: Record<string, any>, property: string, most: number): number {
  const value = Number(properties[property] ?? 0);
  if (Number.isInteger(value) && value >= 0 && value <= most) return value;
  throw new Error(
    `${logicalId}: ${property} is a whole number from 0 to ${most}, not ${properties[property]}.`,
  );
}

/** Developer Guide, "Using environment variables in AWS AppSync". */
function readEnvironment(logicalId: string, given: Record<string, unknown>): Record<string, string> {
  const entries = Object.entries(given);
  if (entries.length > 50) throw new Error(`${logicalId}: at most 50 environment variables.`);
  for (const [name, value] of entries) {
    if (!/^[A-Za-z]\w+$/.test(name))
      throw new Error(`${logicalId}: ${name} is no name for an environment variable.`);
    if (String(value).length > 512) throw new Error(`${logicalId}: ${name} is longer than 512 characters.`);
  }
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}

function readLogging(
  logicalId: string,
  config: Record<string, any> | undefined,
): Pick<ApiDefinition, 'logging'>['logging'] {
  if (!config) return undefined;
  const level = config.FieldLogLevel as FieldLogLevel;
  if (!fieldLogLevels.includes(level))
    throw new Error(`${logicalId}: FieldLogLevel is one of ${fieldLogLevels.join(', ')}, not ${level}.`);
  return {
    fieldLogLevel: level,
    excludeVerboseContent: String(config.ExcludeVerboseContent ?? false) === 'true',
  };
}

/** All three are required (AppSync API Reference, EnhancedMetricsConfig). */
function readEnhancedMetrics(
  logicalId: string,
  config: Record<string, any> | undefined,
): ApiDefinition['enhancedMetrics'] {
  if (!config) return undefined;
  const choice = <T>(property: string, choices: Readonly<Record<string, T>>): T => {
    const value = String(config[property]);
    if (Object.hasOwn(choices, value)) return choices[value]!;
    throw new Error(
      `${logicalId}: EnhancedMetricsConfig.${property} is one of ${Object.keys(choices).join(', ')}, not ${value}.`,
    );
  };
  return {
    resolvers: choice('ResolverLevelMetricsBehavior', {
      FULL_REQUEST_RESOLVER_METRICS: 'all',
      PER_RESOLVER_METRICS: 'chosen',
    }),
    dataSources: choice('DataSourceLevelMetricsBehavior', {
      FULL_REQUEST_DATA_SOURCE_METRICS: 'all',
      PER_DATA_SOURCE_METRICS: 'chosen',
    }),
    operations: choice('OperationLevelMetricsConfig', { ENABLED: true, DISABLED: false }),
  };
}

function readMerged({ MergedApiExecutionRoleArn }: Record<string, any>): MergedDefinition {
  return { executionRoleArn: MergedApiExecutionRoleArn, associations: new Map() };
}
