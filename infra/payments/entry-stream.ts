import { Duration } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { FilterRule } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { StreamConsumer } from '../events/stream-consumer.ts';
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
    new StreamConsumer(this, 'Stream', {
      table,
      handler,
      meaning: 'Entries of ledgers were not handed to the queue of payments',
      filters: [
        { eventName: FilterRule.isEqual('INSERT'), ...entity('payment_entry') },
        ...(testNews ? [entity('test_charge'), entity('test_movement')] : []),
      ],
    });
  }
}

/** Every item says in __edb_e__ which entity it is. */
function entity(name: string): Record<string, unknown> {
  return { dynamodb: { NewImage: { __edb_e__: { S: FilterRule.isEqual(name) } } } };
}
