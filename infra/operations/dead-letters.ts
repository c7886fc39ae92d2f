import { Duration } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import { deadLetterAlarm } from '../events/dead-letter-alarm.ts';

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
    deadLetterAlarm(this, this.queue, meaning);
  }
}
