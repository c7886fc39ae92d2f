import { Duration } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import { ShopFunction } from '../functions/shop-function.ts';
import type { Stage } from '../stage.ts';
import { WorkQueue } from './work-queue.ts';

export interface PaymentsProps {
  readonly stage: Stage;
  readonly table: Table;
}

/** How often a provider is asked before a dead letter says that somebody must look: for about a quarter of an hour. */
const tries = 9;

/**
 * Moves the money. Entries of ledgers go from the table's stream into a queue, from there to the provider, and its
 * answers into the ledger.
 */
export class Payments extends Construct {
  constructor(scope: Construct, id: string, { stage, table }: PaymentsProps) {
    super(scope, id);
    const timeout = Duration.seconds(30);
    const payments = new WorkQueue(this, 'Entries', {
      tries,
      timeout,
      meaning: 'A payment provider does not do what an order’s ledger asks for',
    });

    const settle = new ShopFunction(this, 'Settle', {
      stage,
      handler: 'settlePayments',
      description: 'Has the payment provider move the money that orders ask for',
      timeout,
      memory: 512,
      environment: {
        TABLE_NAME: table.tableName,
        PAYMENT_PROVIDER: stage.paymentProvider,
        TEST_BANK_URL: 'http://localhost',
        QUEUE_URL: payments.queue.queueUrl,
        DEAD_LETTERS_URL: payments.deadLetters.queueUrl,
        TRIES: String(tries),
      },
    });
    settle.allowOrders(table);
    settle.allow(['sqs:SendMessage'], [payments.queue.queueArn, payments.deadLetters.queueArn]);
    payments.feed(settle);

    const request = new ShopFunction(this, 'Request', {
      stage,
      handler: 'requestPayments',
      description: 'Hands new entries of ledgers from the stream of the table to the queue of payments',
      timeout: Duration.seconds(30),
      memory: 256,
      environment: { PAYMENTS_QUEUE_URL: payments.queue.queueUrl },
    });
    request.allow(['sqs:SendMessage'], [payments.queue.queueArn]);
    const stream = table.tableStreamArn as string;
    request.allow(['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'], [stream]);
    request.allow(['dynamodb:ListStreams'], ['*']);
    const lost = new Queue(this, 'Unrequested', { enforceSSL: true, retentionPeriod: Duration.days(14) });
    acknowledge(lost, { 'AwsSolutions-SQS3': 'This queue is itself where failures go.' });
    const mapping = new EventSourceMapping(this, 'Stream', {
      target: request.function,
      eventSourceArn: stream,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      retryAttempts: 100,
      onFailure: new SqsDlq(lost),
      filters: [
        FilterCriteria.filter({
          eventName: FilterRule.isEqual('INSERT'),
          dynamodb: { NewImage: { __edb_e__: { S: FilterRule.isEqual('payment_entry') } } },
        }),
      ],
    });
    mapping.node.addDependency(request.role);
  }
}
