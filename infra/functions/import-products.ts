import { Duration } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { Stage } from '../stage.ts';
import { ShopFunction } from './shop-function.ts';

export interface ImportProductsProps {
  readonly stage: Stage;
  readonly table: Table;
}

/** Answers `Mutation.importProducts`: a transaction for each product, more than one resolver's request can hold. */
export class ImportProducts extends Construct {
  readonly function: Function;

  constructor(scope: Construct, id: string, { stage, table }: ImportProductsProps) {
    super(scope, id);
    const handler = new ShopFunction(this, 'Handler', {
      stage,
      handler: 'importProducts',
      description: 'Creates or replaces products, each in a transaction of its own',
      // AppSync waits 30 seconds for a whole request.
      timeout: Duration.seconds(28),
      memory: 1024,
      environment: { TABLE_NAME: table.tableName, CURRENCY: stage.currency },
    });
    handler.allow(
      [
        'dynamodb:BatchGetItem',
        'dynamodb:ConditionCheckItem',
        'dynamodb:DeleteItem',
        'dynamodb:GetItem',
        'dynamodb:PutItem',
        'dynamodb:Query',
        'dynamodb:UpdateItem',
      ],
      [table.tableArn],
    );
    this.function = handler.function;
  }
}
