import type { FieldLogLevel } from './logging/request-log.ts';

/** A GraphQL API as the templates describe it: what `AWS::AppSync::*` resources add up to. */
export interface ApiDefinition {
  readonly apiId: string;
  readonly name: string;
  readonly arn: string;
  /** SDL as deployed, AppSync directives and scalars included but not declared. Absent until a schema resource gives it. */
  schema?: string;
  defaultAuthentication: AuthenticationProvider;
  additionalAuthentication: AuthenticationProvider[];
  readonly apiKeys: Map<string, ApiKey>;
  readonly dataSources: Map<string, DataSource>;
  /** By function id. */
  readonly functions: Map<string, FunctionDefinition>;
  /** By `Type.field`. */
  readonly resolvers: Map<string, ResolverDefinition>;
  environmentVariables: Record<string, string>;
  introspection: 'ENABLED' | 'DISABLED';
  /** 0 means no limit. */
  queryDepthLimit: number;
  /** 0 means the service's 10,000. */
  resolverCountLimit: number;
  xrayEnabled: boolean;
  /** Absent: no more is counted than of every API. */
  enhancedMetrics?: {
    /** Of all, or of those that ask for it. */
    readonly resolvers: 'all' | 'chosen';
    readonly dataSources: 'all' | 'chosen';
    readonly operations: boolean;
  };
  /** Absent: nothing is logged of requests. */
  logging?: { readonly fieldLogLevel: FieldLogLevel; readonly excludeVerboseContent: boolean };
  /** Absent: nothing is cached, whatever resolvers ask for. */
  cache?: ApiCacheDefinition;
  /** Of a merged API alone: everything above that its source APIs bring is theirs. */
  merged?: MergedDefinition;
}

/** What a merged API is merged from. */
export interface MergedDefinition {
  /** Must allow `appsync:SourceGraphQL` on what it reads of the sources. */
  executionRoleArn?: string;
  /** By association id. */
  readonly associations: Map<string, SourceAssociation>;
}

export interface SourceAssociation {
  readonly id: string;
  readonly arn: string;
  /** In its template: errors name it. */
  readonly logicalId: string;
  /** As it stands now. */
  readonly source: ApiDefinition;
  readonly mergeType: 'AUTO_MERGE' | 'MANUAL_MERGE';
  readonly description?: string;
  /** As the last merge took it; absent when another merge is due. */
  taken?: SourceSnapshot;
  status: 'MERGE_SUCCESS' | 'MERGE_FAILED';
  /** Why a merge failed. */
  statusDetail?: string;
  /** Milliseconds since the epoch. */
  lastSuccessfulMerge?: number;
}

/** What a merge takes of a source API. */
export type SourceSnapshot = Pick<
  ApiDefinition,
  | 'schema'
  | 'defaultAuthentication'
  | 'additionalAuthentication'
  | 'dataSources'
  | 'functions'
  | 'resolvers'
  | 'environmentVariables'
>;

export interface ApiCacheDefinition {
  readonly behavior: 'FULL_REQUEST_CACHING' | 'PER_RESOLVER_CACHING' | 'OPERATION_LEVEL_CACHING';
  /** Seconds. */
  readonly ttl: number;
  /** The instance type, `SMALL`: read back, without effect. */
  readonly type: string;
}

export type AuthenticationProvider =
  | { readonly type: 'API_KEY' }
  | { readonly type: 'AWS_IAM' }
  | {
      readonly type: 'AMAZON_COGNITO_USER_POOLS';
      readonly userPoolId: string;
      readonly awsRegion: string;
      readonly appIdClientRegex?: string;
      readonly defaultAction?: 'ALLOW' | 'DENY';
    }
  | {
      readonly type: 'OPENID_CONNECT';
      readonly issuer: string;
      readonly clientId?: string;
      readonly iatTTL?: number;
      readonly authTTL?: number;
    }
  | {
      readonly type: 'AWS_LAMBDA';
      readonly authorizerUri: string;
      readonly authorizerResultTtlInSeconds?: number;
      readonly identityValidationExpression?: string;
    };

export interface ApiKey {
  /** The key itself, `da2-…`. */
  readonly id: string;
  /** Seconds since the epoch. */
  readonly expires: number;
}

export type DataSource = {
  readonly name: string;
  readonly serviceRoleArn?: string;
  /** Whether it is counted where the API counts those alone that ask for it. */
  readonly metrics?: boolean;
} & (
  | { readonly type: 'NONE' }
  | {
      readonly type: 'AMAZON_DYNAMODB';
      readonly tableName: string;
      /** Present on a versioned data source. */
      readonly versioning?: Versioning;
    }
  | { readonly type: 'AWS_LAMBDA'; readonly lambdaFunctionArn: string }
  | {
      readonly type: 'HTTP';
      readonly endpoint: string;
      readonly signing?: { readonly region: string; readonly service: string };
    }
  | { readonly type: 'AMAZON_EVENTBRIDGE'; readonly eventBusArn: string }
  | { readonly type: 'AMAZON_OPENSEARCH_SERVICE'; readonly endpoint: string; readonly region: string }
  | { readonly type: 'AMAZON_BEDROCK_RUNTIME' }
  | {
      readonly type: 'RELATIONAL_DATABASE';
      readonly clusterArn: string;
      readonly databaseName?: string;
      readonly secretArn: string;
    }
);

/** VTL in place of APPSYNC_JS; either may be left out. */
export interface MappingTemplates {
  readonly request?: string;
  readonly response?: string;
}

/** How a versioned data source keeps track of changes. */
export interface Versioning {
  /** Minutes that a deleted item stays as a tombstone; 0: not at all. */
  readonly baseTableTtl: number;
  /** The table in which each change is recorded, and the minutes that a record stays. */
  readonly deltaTableName: string;
  readonly deltaTableTtl: number;
}

/** What becomes of a write to a versioned data source whose version is not the item's. */
export interface SyncDefinition {
  readonly detection: 'VERSION' | 'NONE';
  readonly handler: 'OPTIMISTIC_CONCURRENCY' | 'AUTOMERGE' | 'LAMBDA' | 'NONE';
  /** Of a `LAMBDA` handler. */
  readonly lambdaArn?: string;
}

export interface FunctionDefinition {
  /** In its template: errors name it. */
  readonly logicalId: string;
  readonly functionId: string;
  readonly name: string;
  readonly dataSourceName: string;
  /** APPSYNC_JS; absent for a direct Lambda function, or where there are templates. */
  readonly code?: string;
  readonly templates?: MappingTemplates;
  readonly maxBatchSize: number;
  readonly sync?: SyncDefinition;
}

export interface ResolverDefinition {
  /** In its template: errors name it. */
  readonly logicalId: string;
  readonly typeName: string;
  readonly fieldName: string;
  readonly kind: 'UNIT' | 'PIPELINE';
  readonly code?: string;
  readonly templates?: MappingTemplates;
  readonly dataSourceName?: string;
  /** Function ids, in order, of a pipeline. */
  readonly functions: readonly string[];
  readonly maxBatchSize: number;
  readonly sync?: SyncDefinition;
  /** In a merged API: the source API that it comes from, and its field there, by their ARNs. */
  readonly sourceArn?: string;
  readonly sourceField?: string;
  readonly caching?: { readonly ttl: number; readonly keys: readonly string[] };
  /** Whether it is counted where the API counts those alone that ask for it. */
  readonly metrics?: boolean;
}
