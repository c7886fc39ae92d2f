import { Duration } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { EventSourceMapping, FilterCriteria, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import type { ShopFunction } from '../functions/shop-function.ts';
import { deadLetterAlarm } from './dead-letter-alarm.ts';

export interface StreamConsumerProps {
  readonly table: Table;
  readonly handler: ShopFunction;
  /** What it means that there are dead letters, for whoever the alarm wakes. */
  readonly meaning: string;
  /** Which records it gets; each as a filter's pattern. */
  readonly filters: readonly Record<string, unknown>[];
}

/**
 * Has a function read the table's stream. One bad record does not stop it: the batch is halved until it stands alone,
 * tried again, and then its place is put among the dead letters, with an alarm.
 */
export class StreamConsumer extends Construct {
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { table, handler, meaning, filters }: StreamConsumerProps) {
    super(scope, id);
    this.deadLetters = new Queue(this, 'DeadLetters', {
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    acknowledge(this.deadLetters, { 'AwsSolutions-SQS3': 'This queue is itself where failures go.' });
    deadLetterAlarm(this, this.deadLetters, meaning);

    // Lambda's poller reads the stream with the function's role.
    const stream = table.tableStreamArn as string;
    handler.allow(['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'], [stream]);
    handler.allow(['dynamodb:ListStreams'], ['*']);
    const mapping = new EventSourceMapping(this, 'Mapping', {
      target: handler.function,
      eventSourceArn: stream,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      retryAttempts: 10,
      maxRecordAge: Duration.hours(12),
      onFailure: new SqsDlq(this.deadLetters),
      filters: filters.map((filter) => FilterCriteria.filter(filter)),
    });
    // The poller must find its permissions in place when the mapping is made.
    mapping.node.addDependency(handler.role);
  }
}
