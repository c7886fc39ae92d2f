import { Duration } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Api } from '../api/api.ts';
import { acknowledge } from '../acknowledge.ts';
import type { Stage } from '../stage.ts';
import { ShopFunction } from './shop-function.ts';

export interface PublishChangesProps {
  readonly stage: Stage;
  readonly table: Table;
  readonly api: Api;
}

/** Carries changes from the table's stream to subscribers: new events of orders, and stock that changed. */
export class PublishChanges extends Construct {
  constructor(scope: Construct, id: string, { stage, table, api }: PublishChangesProps) {
    super(scope, id);
    const handler = new ShopFunction(this, 'Handler', {
      stage,
      handler: 'publishChanges',
      description: 'Tells subscribers of events of orders and of stock, from the stream of the table',
      timeout: Duration.seconds(30),
      memory: 512,
      environment: { GRAPHQL_URL: api.url },
    });
    handler.allow(
      ['appsync:GraphQL'],
      [api.fieldArn('Mutation', 'publishOrderChange'), api.fieldArn('Mutation', 'publishStockChange')],
    );

    const lost = new Queue(this, 'Undelivered', { enforceSSL: true, retentionPeriod: Duration.days(14) });
    acknowledge(lost, {
      'AwsSolutions-SQS3': 'This queue is itself where failures go.',
    });

    // Lambda's poller reads the stream with the function's role.
    const stream = table.tableStreamArn as string;
    handler.allow(['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'], [stream]);
    handler.allow(['dynamodb:ListStreams'], ['*']);

    const mapping = new EventSourceMapping(this, 'Stream', {
      target: handler.function,
      eventSourceArn: stream,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      retryAttempts: 10,
      maxRecordAge: Duration.hours(1),
      onFailure: new SqsDlq(lost),
      filters: [
        // Every item says in __edb_e__ which entity it is. Removals and clocks running out concern no subscriber.
        FilterCriteria.filter({
          eventName: FilterRule.isEqual('INSERT'),
          dynamodb: { NewImage: { __edb_e__: { S: FilterRule.isEqual('order_event') } } },
        }),
        FilterCriteria.filter({
          eventName: FilterRule.isEqual('MODIFY'),
          dynamodb: { NewImage: { __edb_e__: { S: FilterRule.isEqual('variant') } } },
        }),
        FilterCriteria.filter({
          eventName: FilterRule.isEqual('MODIFY'),
          dynamodb: { NewImage: { __edb_e__: { S: FilterRule.isEqual('stock_shard') } } },
        }),
      ],
    });
    // The poller must find its permissions in place when the mapping is made.
    mapping.node.addDependency(handler.role);
  }
}
