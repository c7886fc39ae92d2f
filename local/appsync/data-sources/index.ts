import type { Environment } from '../../core/environment.ts';
import type { Credentials, DynamoDb, EventBuses, Iam, Lambda, RdsData } from '../../core/ports.ts';
import type { ApiDefinition, DataSource } from '../definition.ts';
import type { EnhancedMetrics } from '../metrics/enhanced.ts';
import { RequestFault, type BoundDataSource } from '../execution/resolve.ts';
import { bedrockDataSource } from './bedrock/index.ts';
import { dynamoDbDataSource } from './dynamodb/index.ts';
import { createPageTokens } from './dynamodb/tokens.ts';
import { eventBridgeDataSource } from './event-bridge.ts';
import { httpDataSource } from './http.ts';
import { lambdaDataSource } from './lambda.ts';
import { noneDataSource } from './none.ts';
import { openSearchDataSource } from './open-search.ts';
import { relationalDataSource } from './relational-database.ts';

export interface DataSourceGround {
  readonly environment: Environment;
  readonly iam: Iam;
  readonly dynamodb: DynamoDb;
  readonly lambda: Lambda;
  /** Absent where no buses are served. */
  readonly events?: EventBuses;
  /** Absent where no clusters are served. */
  readonly rdsData?: RdsData;
  /** Where OpenSearch is, for every data source of it. Absent: where the templates say. */
  readonly openSearchEndpoint?: string;
  /** Who answers in place of Amazon Bedrock. Absent: nobody does. */
  readonly bedrockEndpoint?: string;
}

/** Connects the data sources of an API to the services behind them, each acting as its own role. */
export function bindDataSources(
  ground: DataSourceGround,
  api: ApiDefinition,
  metrics: Pick<EnhancedMetrics, 'ofDataSource'>,
): Map<string, BoundDataSource> {
  const tokens = createPageTokens(ground.environment, `${ground.environment.accountId}/${api.apiId}`);
  const bound = new Map<string, BoundDataSource>();
  for (const source of api.dataSources.values()) {
    let session: Credentials | undefined;
    const credentials = () =>
      source.serviceRoleArn
        ? (session ??= ground.iam.assume(source.serviceRoleArn, 'APPSYNC_ASSUME_ROLE'))
        : undefined;
    const principal = () => credentials()?.principal;
    const dataSource = bind(source, { ...ground, tokens, principal }, credentials);
    bound.set(source.name, metrics.ofDataSource(source, dataSource));
  }
  return bound;
}

function bind(
  source: DataSource,
  ground: Parameters<typeof dynamoDbDataSource>[1] &
    Pick<DataSourceGround, 'events' | 'iam' | 'rdsData' | 'openSearchEndpoint' | 'bedrockEndpoint'>,
  credentials: () => Credentials | undefined,
): BoundDataSource {
  switch (source.type) {
    case 'NONE':
      return noneDataSource(source.name);
    case 'AMAZON_DYNAMODB':
      return dynamoDbDataSource(source, ground);
    case 'AWS_LAMBDA':
      return lambdaDataSource(source.name, source.lambdaFunctionArn, ground);
    case 'HTTP':
      return httpDataSource(source, credentials);
    case 'AMAZON_EVENTBRIDGE':
      return ground.events
        ? eventBridgeDataSource(source, ground.events, ground.principal)
        : notOffered(source);
    case 'RELATIONAL_DATABASE':
      return ground.rdsData
        ? relationalDataSource(source, ground.rdsData, ground.principal)
        : notOffered(source);
    case 'AMAZON_OPENSEARCH_SERVICE':
      return openSearchDataSource(source, ground.openSearchEndpoint, credentials);
    case 'AMAZON_BEDROCK_RUNTIME':
      return bedrockDataSource(source, ground, credentials);
  }
}

function notOffered({ name, type }: DataSource): BoundDataSource {
  return {
    name,
    invoke() {
      throw new RequestFault(
        `Data source ${name} is of type ${type}, which this local cloud does not offer yet.`,
        'UnsupportedOperation',
      );
    },
  };
}
