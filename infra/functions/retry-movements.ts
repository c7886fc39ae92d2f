import { Duration } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { Stage } from '../stage.ts';
import { ShopFunction } from './shop-function.ts';

export interface RetryMovementsProps {
  readonly stage: Stage;
  readonly table: Table;
}

/** Asks payment providers again for what they could not do: by schedule. */
export class RetryMovements extends Construct {
  readonly function: Function;

  constructor(scope: Construct, id: string, { stage, table }: RetryMovementsProps) {
    super(scope, id);
    const handler = new ShopFunction(this, 'Handler', {
      stage,
      handler: 'retryMovements',
      description: 'Asks payment providers again for refunds, captures and voids that failed',
      timeout: Duration.seconds(25),
      memory: 512,
      environment: { TABLE_NAME: table.tableName },
    });
    handler.allowOrders(table);
    this.function = handler.function;
  }
}
