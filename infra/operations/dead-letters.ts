import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';

export interface DeadLettersProps {
  /** What it means that there are some, for whoever the alarm wakes. */
  readonly meaning: string;
}

/** Where goes what could not be done: a queue that keeps it for two weeks, with an alarm. `npm run dead-letters` shows it. */
export class DeadLetters extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, { meaning }: DeadLettersProps) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', { enforceSSL: true, retentionPeriod: Duration.days(14) });
    acknowledge(this.queue, { 'AwsSolutions-SQS3': 'This queue is itself where failures go.' });
    new Alarm(this, 'Alarm', {
      alarmDescription: meaning,
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
