import { Duration } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { Stage } from '../stage.ts';
import { ShopFunction } from './shop-function.ts';

export interface ReleaseOverdueProps {
  readonly stage: Stage;
  readonly table: Table;
}

/** Ends unpaid orders whose time is up: by schedule, and for checkouts and reads that meet one. */
export class ReleaseOverdue extends Construct {
  readonly function: Function;

  constructor(scope: Construct, id: string, { stage, table }: ReleaseOverdueProps) {
    super(scope, id);
    const handler = new ShopFunction(this, 'Handler', {
      stage,
      handler: 'releaseOverdue',
      description: 'Ends unpaid orders whose time is up and offers their stock again',
      timeout: Duration.seconds(25),
      memory: 512,
      environment: { TABLE_NAME: table.tableName },
    });
    handler.allowOrders(table);
    this.function = handler.function;
  }
}
