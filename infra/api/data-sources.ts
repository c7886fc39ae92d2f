import { Stack } from 'aws-cdk-lib';
import { CfnDataSource, type CfnGraphQLApi } from 'aws-cdk-lib/aws-appsync';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { indexNames } from '../data/table.ts';
import type { DataSourceName } from './fields.ts';

export interface DataSourcesProps {
  readonly api: CfnGraphQLApi;
  readonly table: Table;
  readonly importProducts: Function;
  readonly releaseOverdue: Function;
  readonly confirmPayment: Function;
}

/** What resolvers may ask: the table, nothing, or a function. Each has a role that allows what resolvers use. */
export function dataSources(
  scope: Construct,
  { api, table, importProducts, releaseOverdue, confirmPayment }: DataSourcesProps,
): Record<DataSourceName, CfnDataSource> {
  const apiId = api.attrApiId;
  return {
    table: new CfnDataSource(scope, 'Source-table', {
      apiId,
      name: 'table',
      type: 'AMAZON_DYNAMODB',
      dynamoDbConfig: { tableName: table.tableName, awsRegion: Stack.of(scope).region },
      serviceRoleArn: role(scope, 'table', [
        new PolicyStatement({
          actions: [
            'dynamodb:BatchGetItem',
            'dynamodb:ConditionCheckItem',
            'dynamodb:DeleteItem',
            'dynamodb:GetItem',
            'dynamodb:PutItem',
            'dynamodb:Query',
            'dynamodb:UpdateItem',
          ],
          resources: [table.tableArn],
        }),
        new PolicyStatement({
          actions: ['dynamodb:Query'],
          resources: indexNames.map((index) => `${table.tableArn}/index/${index}`),
        }),
      ]),
    }),
    none: new CfnDataSource(scope, 'Source-none', { apiId, name: 'none', type: 'NONE' }),
    importProducts: lambda('importProducts', importProducts),
    releaseOverdue: lambda('releaseOverdue', releaseOverdue),
    confirmPayment: lambda('confirmPayment', confirmPayment),
  };

  function lambda(name: DataSourceName, { functionArn }: Function): CfnDataSource {
    return new CfnDataSource(scope, `Source-${name}`, {
      apiId,
      name,
      type: 'AWS_LAMBDA',
      lambdaConfig: { lambdaFunctionArn: functionArn },
      serviceRoleArn: role(scope, name, [
        new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [functionArn] }),
      ]),
    });
  }
}

function role(scope: Construct, source: DataSourceName, statements: PolicyStatement[]): string {
  const assumed = new Role(scope, `Role-${source}`, {
    assumedBy: new ServicePrincipal('appsync.amazonaws.com'),
  });
  new Policy(scope, `Policy-${source}`, { roles: [assumed], statements });
  return assumed.roleArn;
}
