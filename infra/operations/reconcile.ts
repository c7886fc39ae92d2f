import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { ShopFunction } from '../functions/shop-function.ts';
import type { Stage } from '../stage.ts';

export interface ReconcileProps {
  readonly stage: Stage;
  readonly table: Table;
  /** Who is told of differences. */
  readonly staff: Topic;
}

/** Holds stock, payments and orders against each other, with an alarm for any difference. */
export class Reconcile extends Construct {
  readonly function: Function;

  constructor(scope: Construct, id: string, { stage, table, staff }: ReconcileProps) {
    super(scope, id);
    const handler = new ShopFunction(this, 'Handler', {
      stage,
      handler: 'reconcile',
      description: 'Holds stock, payments and orders against each other',
      // It reads the whole table.
      timeout: Duration.minutes(15),
      memory: 1769,
      environment: { TABLE_NAME: table.tableName, STAFF_TOPIC: staff.topicArn },
    });
    handler.allow(['dynamodb:Scan'], [table.tableArn]);
    handler.allow(['sns:Publish'], [staff.topicArn]);
    this.function = handler.function;
    new Alarm(this, 'Differences', {
      alarmDescription: 'Stock, payments and orders do not agree: npm run reconcile shows where',
      metric: new Metric({
        namespace: 'Bodega',
        metricName: 'Differences',
        dimensionsMap: { service: 'reconcile' },
        period: Duration.days(1),
        statistic: 'Maximum',
      }),
      threshold: 0,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }
}
