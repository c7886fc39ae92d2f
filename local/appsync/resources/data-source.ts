import { changeEntry, requireSame } from '../../core/changes.ts';
import type { ResourceProvider, ResourceRequest } from '../../core/resource.ts';
import type { DataSource, Versioning } from '../definition.ts';
import type { ResourceGround } from './index.ts';

/** `AWS::AppSync::DataSource` */
export function dataSourceProvider({ environment, apiOf }: ResourceGround): ResourceProvider {
  const put = (request: ResourceRequest) => {
    const api = apiOf(request);
    const source = readDataSource(request, environment.region);
    const undo = changeEntry(api.dataSources, source.name, source);
    const arn = `${api.arn}/datasources/${source.name}`;
    return { created: { ref: arn, attributes: { DataSourceArn: arn, Name: source.name } }, undo };
  };
  return {
    type: 'AWS::AppSync::DataSource',
    honoured: [
      'ApiId',
      'Name',
      'Type',
      'ServiceRoleArn',
      'DynamoDBConfig.TableName',
      'DynamoDBConfig.Versioned',
      'DynamoDBConfig.DeltaSyncConfig',
      'LambdaConfig',
      'HttpConfig',
      'EventBridgeConfig',
      'OpenSearchServiceConfig',
      'MetricsConfig',
      'ElasticsearchConfig',
      'RelationalDatabaseConfig.RelationalDatabaseSourceType',
      'RelationalDatabaseConfig.RdsHttpEndpointConfig.AwsSecretStoreArn',
      'RelationalDatabaseConfig.RdsHttpEndpointConfig.DatabaseName',
      'RelationalDatabaseConfig.RdsHttpEndpointConfig.DbClusterIdentifier',
    ],
    inert: {
      Description: 'nothing reads it on a laptop',
      'DynamoDBConfig.AwsRegion': 'a laptop is one region',
      'DynamoDBConfig.UseCallerCredentials': 'the service role is used',
      'RelationalDatabaseConfig.RdsHttpEndpointConfig.AwsRegion': 'a laptop is one region',
      'RelationalDatabaseConfig.RdsHttpEndpointConfig.Schema': 'the Data API does not support it',
    },
    create: async (request) => put(request).created,
    async update(request) {
      requireSame(request, 'ApiId', 'Name');
      return put(request);
    },
    remove: async (request) => changeEntry(apiOf(request).dataSources, request.properties.Name, undefined),
  };
}

function readDataSource({ logicalId, properties }: ResourceRequest, region: string): DataSource {
  const need = (member: string): Record<string, any> => {
    if (properties[member]) return properties[member];
    throw new Error(`${logicalId}: ${String(properties.Type)} needs ${member}.`);
  };
  const common = {
    name: properties.Name as string,
    serviceRoleArn: properties.ServiceRoleArn as string | undefined,
    metrics: properties.MetricsConfig === 'ENABLED',
  };
  switch (properties.Type) {
    case 'NONE':
      return { ...common, type: 'NONE' };
    case 'AMAZON_BEDROCK_RUNTIME':
      return { ...common, type: 'AMAZON_BEDROCK_RUNTIME' };
    case 'AMAZON_DYNAMODB': {
      const { TableName, Versioned, DeltaSyncConfig } = need('DynamoDBConfig');
      const versioning =
        String(Versioned) === 'true' ? readVersioning(logicalId, DeltaSyncConfig) : undefined;
      return { ...common, type: 'AMAZON_DYNAMODB', tableName: TableName, versioning };
    }
    case 'AWS_LAMBDA':
      return { ...common, type: 'AWS_LAMBDA', lambdaFunctionArn: need('LambdaConfig').LambdaFunctionArn };
    case 'HTTP': {
      const { Endpoint, AuthorizationConfig } = need('HttpConfig');
      const iam = AuthorizationConfig?.AwsIamConfig;
      const signing = iam && { region: iam.SigningRegion ?? region, service: iam.SigningServiceName };
      return { ...common, type: 'HTTP', endpoint: Endpoint, signing };
    }
    case 'AMAZON_EVENTBRIDGE':
      return { ...common, type: 'AMAZON_EVENTBRIDGE', eventBusArn: need('EventBridgeConfig').EventBusArn };
    case 'AMAZON_OPENSEARCH_SERVICE':
    case 'AMAZON_ELASTICSEARCH': {
      // The same under its former name, which old templates have.
      const { Endpoint, AwsRegion } = need(
        properties.Type === 'AMAZON_ELASTICSEARCH' ? 'ElasticsearchConfig' : 'OpenSearchServiceConfig',
      );
      const type = 'AMAZON_OPENSEARCH_SERVICE';
      return { ...common, type, endpoint: Endpoint, region: AwsRegion ?? region };
    }
    case 'RELATIONAL_DATABASE': {
      const config = need('RelationalDatabaseConfig').RdsHttpEndpointConfig ?? {};
      return {
        ...common,
        type: 'RELATIONAL_DATABASE',
        clusterArn: config.DbClusterIdentifier,
        databaseName: config.DatabaseName,
        secretArn: config.AwsSecretStoreArn,
      };
    }
    default:
      throw new Error(`${logicalId}: the data source type ${String(properties.Type)} is not known.`);
  }
}

/** All three are required (Developer Guide, "Versioning DynamoDB data sources"). */
function readVersioning(logicalId: string, config: Record<string, any> | undefined): Versioning {
  const minutes = (name: string): number => {
    const value = Number(config?.[name]);
    if (config?.[name] !== undefined && Number.isInteger(value) && value >= 0) return value;
    throw new Error(`${logicalId}: a versioned data source needs DeltaSyncConfig.${name}, in minutes.`);
  };
  if (typeof config?.DeltaSyncTableName !== 'string') {
    throw new Error(`${logicalId}: a versioned data source needs DeltaSyncConfig.DeltaSyncTableName.`);
  }
  return {
    baseTableTtl: minutes('BaseTableTTL'),
    deltaTableName: config.DeltaSyncTableName,
    deltaTableTtl: minutes('DeltaSyncTableTTL'),
  };
}
