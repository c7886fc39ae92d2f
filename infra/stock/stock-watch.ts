import { Duration } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { ShopFunction } from '../functions/shop-function.ts';
import { WorkQueue } from '../payments/work-queue.ts';
import type { Stage } from '../stage.ts';

export interface StockWatchProps {
  readonly stage: Stage;
  readonly table: Table;
}

/** Keeps the list of low stocks: a queue of stocks to be looked at, and who looks. */
export class StockWatch extends Construct {
  /** Takes the stocks that changed near their reorder points. */
  readonly stocks: Queue;

  constructor(scope: Construct, id: string, { stage, table }: StockWatchProps) {
    super(scope, id);
    const timeout = Duration.seconds(30);
    const stocks = new WorkQueue(this, 'Stocks', {
      tries: 10,
      timeout,
      meaning: 'Sellers are not told which of their stocks are low',
    });
    const watch = new ShopFunction(this, 'Watch', {
      stage,
      handler: 'watchStock',
      description: 'Keeps the list of stocks that are at or under their reorder points',
      timeout,
      memory: 256,
      environment: { TABLE_NAME: table.tableName, QUEUE_URL: stocks.queue.queueUrl },
    });
    watch.allow(['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:PutItem'], [table.tableArn]);
    stocks.feed(watch);
    this.stocks = stocks.queue;
  }
}
