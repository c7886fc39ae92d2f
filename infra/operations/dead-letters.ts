import { Duration, Tags } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import { deadLettersTag } from './dead-letters-tag.ts';

export interface DeadLettersProps {
  /** What it means that there are some, for whoever the alarm wakes. Letters, digits and spaces: it is a tag's value. */
  readonly meaning: string;
  /** Whether they come from a queue that keeps the order, which must have such a queue for its dead letters as well. */
  readonly fifo?: boolean;
}

/**
 * Where goes what could not be done: a queue that keeps it for two weeks, with an alarm. The one way to have dead
 * letters: `npm run dead-letters` shows and replays what is in such queues, and in no others.
 *
 * @example
 * const { queue } = new DeadLetters(this, 'DeadLetters', { meaning: 'Parcels are not announced' });
 */
export class DeadLetters extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, { meaning, fifo }: DeadLettersProps) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', {
      ...(fifo ? { fifo } : {}),
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    acknowledge(this.queue, { 'AwsSolutions-SQS3': 'This queue is itself where failures go.' });
    Tags.of(this.queue).add(deadLettersTag, meaning);
    new Alarm(this, 'Alarm', {
      alarmDescription: `${meaning}: npm run dead-letters shows what, and replays it`,
      metric: this.queue.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(1),
        statistic: 'Maximum',
      }),
      threshold: 0,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }
}
