import { Stack } from 'aws-cdk-lib';
import { CfnApiKey, CfnGraphQLApi, CfnGraphQLSchema } from 'aws-cdk-lib/aws-appsync';
import type { UserPool } from 'aws-cdk-lib/aws-cognito';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { Construct } from 'constructs';
import { schemaFile } from '../artefacts.ts';
import type { Stage } from '../stage.ts';
import { apiKeyExpiry } from './api-key.ts';
import { dataSources } from './data-sources.ts';
import { fields } from './fields.ts';
import { logging, keepLogs } from './logging.ts';
import { resolvers } from './resolvers.ts';

export interface ApiProps {
  readonly stage: Stage;
  readonly table: Table;
  readonly pool: UserPool;
  readonly importProducts: Function;
  readonly releaseOverdue: Function;
  readonly confirmPayment: Function;
}

/**
 * The GraphQL API: the schema, who may call it, and its limits. Written on CloudFormation's own level, since the
 * higher one grants its data sources more than they use and sets logging up with a function of its own.
 */
export class Api extends Construct {
  /** `https://….appsync-api.<region>.amazonaws.com/graphql`. */
  readonly url: string;
  /** What guests send as `x-api-key`. */
  readonly key: string;
  private readonly id: string;

  constructor(scope: Construct, id: string, props: ApiProps) {
    super(scope, id);
    const { stage, table, pool } = props;
    const stack = Stack.of(this);
    const api = new CfnGraphQLApi(this, 'Api', {
      name: `bodega-${stage.name}`,
      authenticationType: 'AMAZON_COGNITO_USER_POOLS',
      userPoolConfig: { userPoolId: pool.userPoolId, awsRegion: stack.region, defaultAction: 'ALLOW' },
      additionalAuthenticationProviders: [
        { authenticationType: 'API_KEY' },
        { authenticationType: 'AWS_IAM' },
      ],
      environmentVariables: {
        CURRENCY: stage.currency,
        PAYMENT_PROVIDER: stage.paymentProvider,
        STAGE: stage.name,
        TABLE_NAME: table.tableName,
      },
      introspectionConfig: stage.development ? 'ENABLED' : 'DISABLED',
      // The introspection query that tools send is 15 levels deep; no screen of the shop needs more than 10.
      queryDepthLimit: 15,
      // A page of 100 products, each with its category and its variants, is 201.
      resolverCountLimit: 500,
      xrayEnabled: true,
      logConfig: logging(this, stage),
    });
    keepLogs(this, stage, api);

    const schema = new CfnGraphQLSchema(this, 'Schema', {
      apiId: api.attrApiId,
      definitionS3Location: new Asset(this, 'SchemaFile', { path: schemaFile }).s3ObjectUrl,
    });
    const key = new CfnApiKey(this, 'GuestKey', {
      apiId: api.attrApiId,
      description: 'Guests reading the catalogue',
      expires: apiKeyExpiry(),
    });
    resolvers(this, { api, schema, fields, dataSources: dataSources(this, { api, ...props }) });

    this.id = api.attrApiId;
    this.url = api.attrGraphQlUrl;
    this.key = key.attrApiKey;
  }

  /** The ARN by which IAM allows one field, e.g. of `Mutation` and `publishOrderChange`. */
  fieldArn(type: string, field: string): string {
    return Stack.of(this).formatArn({
      service: 'appsync',
      resource: 'apis',
      resourceName: `${this.id}/types/${type}/fields/${field}`,
    });
  }
}
