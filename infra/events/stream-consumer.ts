import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import type { ShopFunction } from '../functions/shop-function.ts';
import { DeadLetters } from '../operations/dead-letters.ts';

export interface StreamConsumerProps {
  readonly table: Table;
  readonly handler: ShopFunction;
  /** What it means that there are dead letters, for whoever the alarm wakes. */
  readonly meaning: string;
  /** Which records it gets; each as a filter's pattern. */
  readonly filters: readonly Record<string, unknown>[];
}

/** How often Lambda hands a record over again before its place goes to the dead letters. */
const retries = 6;

/** How far a consumer may be behind what is written before somebody is woken. */
const patience = Duration.minutes(5);

/**
 * Has a function read the table's stream. One bad record does not stop it: the batch is halved until it stands alone,
 * tried again, and then its place is put among the dead letters, with an alarm.
 *
 * Nothing is given up for its age. A record is old when the function could not run, or when what came before it was
 * tried again: neither is its fault, and it would be given up untried. The stream itself keeps records for a day; an
 * alarm tells long before.
 *
 * DynamoDB lets two read a shard at once, and throttles beyond: the shop has two, and no room for a third. Whoever
 * wants to know more subscribes to the bus.
 */
export class StreamConsumer extends Construct {
  constructor(scope: Construct, id: string, { table, handler, meaning, filters }: StreamConsumerProps) {
    super(scope, id);
    const { queue } = new DeadLetters(this, 'DeadLetters', { meaning });

    // Lambda's poller reads the stream with the function's role.
    const stream = table.tableStreamArn as string;
    handler.allow(['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'], [stream]);
    handler.allow(['dynamodb:ListStreams'], ['*']);
    const mapping = new EventSourceMapping(this, 'Mapping', {
      target: handler.function,
      eventSourceArn: stream,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      retryAttempts: retries,
      onFailure: new SqsDlq(queue),
      filters: filters.map((filter) => FilterCriteria.filter(filter)),
    });
    // The poller must find its permissions in place when the mapping is made.
    mapping.node.addDependency(handler.role);

    new Alarm(this, 'Behind', {
      alarmDescription: `${meaning} in time: the stream is read more slowly than it is written, or not at all`,
      metric: handler.function.metric('IteratorAge', {
        period: Duration.minutes(1),
        statistic: 'Maximum',
      }),
      threshold: patience.toMilliseconds(),
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }
}

/**
 * The filter for items of entities, which each says of itself in `__edb_e__`. A reader has five filters at most.
 *
 * @param eventName - `INSERT`, `MODIFY`; absent: whatever was done, so long as the item is still there.
 * @param image - what else is asked of the item, e.g. `{ reorderPoint: { N: FilterRule.exists() } }`.
 */
export function ofEntity(
  names: string | readonly string[],
  eventName?: 'INSERT' | 'MODIFY',
  image: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    ...(eventName ? { eventName: FilterRule.isEqual(eventName) } : {}),
    dynamodb: { NewImage: { __edb_e__: { S: [names].flat() }, ...image } },
  };
}
