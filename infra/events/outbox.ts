import { Duration } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import { FilterRule } from 'aws-cdk-lib/aws-lambda';
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
  /** Where stocks go that changed near their reorder points. */
  readonly stocks: Queue;
  /** Where changes of the test provider's books go, when the shop pays with it. */
  readonly testNews?: Queue;
}

/**
 * Hands on what the table's stream holds for others: events of orders to the bus, entries of ledgers to the queue of
 * payments, stocks near their reorder points to the queue of those to be looked at. One reader for all, since the stream has room for two; the other, `PublishChanges`, waits for AppSync and
 * would hold up payments with it.
 */
export class Outbox extends Construct {
  constructor(scope: Construct, id: string, { stage, table, bus, payments, stocks, testNews }: OutboxProps) {
    super(scope, id);
    const handler = new ShopFunction(this, 'Handler', {
      stage,
      handler: 'emptyOutbox',
      description:
        'Hands events of orders to the bus, entries of ledgers and stocks that run low to their queues',
      timeout: Duration.seconds(30),
      memory: 512,
      environment: {
        EVENT_BUS_NAME: bus.eventBusName,
        PAYMENTS_QUEUE_URL: payments.queueUrl,
        STOCKS_QUEUE_URL: stocks.queueUrl,
        ...(testNews ? { TEST_NEWS_QUEUE_URL: testNews.queueUrl } : {}),
      },
    });
    handler.allow(['events:PutEvents'], [bus.eventBusArn]);
    handler.allow(
      ['sqs:SendMessage'],
      [payments, stocks, ...(testNews ? [testNews] : [])].map(({ queueArn }) => queueArn),
    );
    new StreamConsumer(this, 'Stream', {
      table,
      handler,
      meaning: 'Events of orders are not on the bus or payments are not asked for',
      filters: [
        ofEntity(['order_event', 'payment_entry'], 'INSERT'),
        ofEntity(['variant', 'stock_shard'], undefined, { reorderPoint: { N: FilterRule.exists() } }),
        // A reorder point that is taken away.
        {
          dynamodb: { OldImage: { __edb_e__: { S: ['variant'] }, reorderPoint: { N: FilterRule.exists() } } },
        },
        ofEntity('stock_watch', undefined, { level: { S: FilterRule.isEqual('LOW') } }),
        ...(testNews ? [ofEntity(['test_charge', 'test_movement'])] : []),
      ],
    });
  }
}
