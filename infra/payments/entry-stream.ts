import { Duration } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import { ShopFunction } from '../functions/shop-function.ts';
import type { Stage } from '../stage.ts';

export interface EntryStreamProps {
  readonly stage: Stage;
  readonly table: Table;
  readonly payments: Queue;
  /** Where changes of the test provider's books go, when the shop pays with it. */
  readonly testNews?: Queue;
}

/** Hands new entries of ledgers on from the table's stream to the queue of payments. */
export class EntryStream extends Construct {
  constructor(scope: Construct, id: string, { stage, table, payments, testNews }: EntryStreamProps) {
    super(scope, id);
    const handler = new ShopFunction(this, 'Handler', {
      stage,
      handler: 'requestPayments',
      description: 'Hands new entries of ledgers from the stream of the table to the queue of payments',
      timeout: Duration.seconds(30),
      memory: 256,
      environment: {
        PAYMENTS_QUEUE_URL: payments.queueUrl,
        ...(testNews ? { TEST_NEWS_QUEUE_URL: testNews.queueUrl } : {}),
      },
    });
    handler.allow(
      ['sqs:SendMessage'],
      [payments, ...(testNews ? [testNews] : [])].map(({ queueArn }) => queueArn),
    );
    const lost = new Queue(this, 'Unrequested', { enforceSSL: true, retentionPeriod: Duration.days(14) });
    acknowledge(lost, { 'AwsSolutions-SQS3': 'This queue is itself where failures go.' });

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
      retryAttempts: 100,
      onFailure: new SqsDlq(lost),
      filters: [
        inserted('payment_entry'),
        ...(testNews ? [written('test_charge'), written('test_movement')] : []),
      ],
    });
    // The poller must find its permissions in place when the mapping is made.
    mapping.node.addDependency(handler.role);
  }
}

/** Every item says in __edb_e__ which entity it is. */
function inserted(entity: string): Record<string, unknown> {
  return FilterCriteria.filter({
    eventName: FilterRule.isEqual('INSERT'),
    dynamodb: { NewImage: { __edb_e__: { S: FilterRule.isEqual(entity) } } },
  });
}

function written(entity: string): Record<string, unknown> {
  return FilterCriteria.filter({ dynamodb: { NewImage: { __edb_e__: { S: FilterRule.isEqual(entity) } } } });
}
