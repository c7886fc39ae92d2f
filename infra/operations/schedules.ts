import { Duration } from 'aws-cdk-lib';
import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { Construct } from 'constructs';
import { DeadLetters } from './dead-letters.ts';

export interface SchedulesProps {
  /** Ends unpaid orders whose time is up. */
  readonly releaseOverdue: Function;
  /** Asks payment providers again for what they could not do. */
  readonly retryMovements: Function;
  /** Holds stock, payments and orders against each other. */
  readonly reconcile: Function;
}

/**
 * What the shop does by the clock. Each rule may call its one function and nothing else: Lambda lets it in by the
 * rule's ARN. A run that cannot begin, or that fails time and again, becomes a dead letter.
 */
export class Schedules extends Construct {
  private readonly failed: DeadLetters;

  constructor(scope: Construct, id: string, { releaseOverdue, retryMovements, reconcile }: SchedulesProps) {
    super(scope, id);
    this.failed = new DeadLetters(this, 'DeadLetters', {
      meaning: 'Something that runs by the clock does not',
    });
    // One that failed is made up for by the next: nothing older than a minute is worth a try.
    this.run('ReleaseOverdue', releaseOverdue, {
      schedule: Schedule.rate(Duration.minutes(1)),
      description: 'Ends unpaid orders whose time is up, every minute',
      age: Duration.minutes(1),
    });
    this.run('RetryMovements', retryMovements, {
      schedule: Schedule.rate(Duration.minutes(10)),
      description: 'Asks payment providers again for refunds and voids that failed, every ten minutes',
      age: Duration.minutes(10),
    });
    this.run('Reconcile', reconcile, {
      schedule: Schedule.cron({ hour: '3', minute: '30' }),
      description: 'Holds stock, payments and orders against each other, every night',
      age: Duration.hours(2),
    });
  }

  private run(
    id: string,
    handler: Function,
    { schedule, description, age }: { schedule: Schedule; description: string; age: Duration },
  ): void {
    new Rule(this, id, {
      schedule,
      description,
      targets: [
        // A function that runs by the clock is told nothing, as when staff invoke it by hand.
        new LambdaFunction(handler, {
          event: RuleTargetInput.fromObject({}),
          deadLetterQueue: this.failed.queue,
          maxEventAge: age,
          retryAttempts: 2,
        }),
      ],
    });
    // EventBridge hands over and is done. What fails afterwards is Lambda's to try again.
    handler.configureAsyncInvoke({
      maxEventAge: age,
      retryAttempts: 2,
      onFailure: new SqsDestination(this.failed.queue),
    });
  }
}
