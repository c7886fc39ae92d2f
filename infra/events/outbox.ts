import { Duration } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { ShopFunction } from '../functions/shop-function.ts';
import type { Stage } from '../stage.ts';
import { ofEntity, StreamConsumer } from './stream-consumer.ts';

export interface OutboxProps {
  readonly stage: Stage;
  readonly table: Table;
  /** Where the events of orders go. */
  readonly bus: EventBus;
  /** Where the entries of ledgers go. */
  readonly payments: Queue;
  /** Where changes of the test provider's books go, when the shop pays with it. */
  readonly testNews?: Queue;
}

/**
 * Hands on what the table's stream holds for others: events of orders to the bus, entries of ledgers to the queue of
 * payments. One reader for both, since the stream has room for two; the other, `PublishChanges`, waits for AppSync and
 * would hold up payments with it.
 */
export class Outbox extends Construct {
  constructor(scope: Construct, id: string, { stage, table, bus, payments, testNews }: OutboxProps) {
    super(scope, id);
    const handler = new ShopFunction(this, 'Handler', {
      stage,
      handler: 'emptyOutbox',
      description: 'Hands events of orders to the bus and entries of ledgers to the queue of payments',
      timeout: Duration.seconds(30),
      memory: 512,
      environment: {
        EVENT_BUS_NAME: bus.eventBusName,
        PAYMENTS_QUEUE_URL: payments.queueUrl,
        ...(testNews ? { TEST_NEWS_QUEUE_URL: testNews.queueUrl } : {}),
      },
    });
    handler.allow(['events:PutEvents'], [bus.eventBusArn]);
    handler.allow(
      ['sqs:SendMessage'],
      [payments, ...(testNews ? [testNews] : [])].map(({ queueArn }) => queueArn),
    );
    new StreamConsumer(this, 'Stream', {
      table,
      handler,
      meaning: 'Events of orders are not on the bus or payments are not asked for',
      filters: [
        ofEntity('order_event', 'INSERT'),
        ofEntity('payment_entry', 'INSERT'),
        ...(testNews ? [ofEntity('test_charge'), ofEntity('test_movement')] : []),
      ],
    });
  }
}
