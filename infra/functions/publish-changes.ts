import { Duration } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import type { Api } from '../api/api.ts';
import { ofEntity, StreamConsumer } from '../events/stream-consumer.ts';
import type { Stage } from '../stage.ts';
import { ShopFunction } from './shop-function.ts';

export interface PublishChangesProps {
  readonly stage: Stage;
  readonly table: Table;
  readonly api: Api;
}

/** Carries changes from the table's stream to subscribers: new events of orders, news of sales, stock that changed. */
export class PublishChanges extends Construct {
  constructor(scope: Construct, id: string, { stage, table, api }: PublishChangesProps) {
    super(scope, id);
    const handler = new ShopFunction(this, 'Handler', {
      stage,
      handler: 'publishChanges',
      description:
        'Tells subscribers of events of orders, of sales and of stock, from the stream of the table',
      // Three tries of ten seconds for an API that does not answer.
      timeout: Duration.seconds(60),
      memory: 512,
      environment: { GRAPHQL_URL: api.url },
    });
    handler.allow(
      ['appsync:GraphQL'],
      ['publishOrderChange', 'publishSale', 'publishStockChange'].map((field) =>
        api.fieldArn('Mutation', field),
      ),
    );
    new StreamConsumer(this, 'Stream', {
      table,
      handler,
      meaning: 'Subscribers are not told of changes of orders or sales or of stock',
      // Removals and clocks running out concern no subscriber.
      filters: [
        ofEntity('order_event', 'INSERT'),
        ofEntity('sale'),
        ofEntity('variant', 'MODIFY'),
        ofEntity('stock_shard', 'MODIFY'),
      ],
    });
  }
}
