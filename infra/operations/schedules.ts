import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';

export interface SchedulesProps {
  /** Ends unpaid orders whose time is up. */
  readonly releaseOverdue: Function;
  /** Asks payment providers again for what they could not do. */
  readonly retryMovements: Function;
  /** Holds stock, payments and orders against each other. */
  readonly reconcile: Function;
}

interface Run {
  /** The function's file in `functions/`: under this name it counts its runs. */
  readonly name: string;
  readonly schedule: Schedule;
  readonly description: string;
  /** How long one run may be tried, and how often after it failed. */
  readonly age: Duration;
  readonly retries: number;
  /** For how many periods nothing may have come to its end before somebody is woken. */
  readonly period: Duration;
  readonly periods: number;
  /** What it means that nothing did. */
  readonly meaning: string;
}

/**
 * What the shop does by the clock. Each rule may call its one function and nothing else: Lambda lets it in by the
 * rule's ARN.
 *
 * A run that fails is no dead letter: the next one finds all that it left, and a replay would only do what was done.
 * What wakes somebody is that none comes to its end for a while, whatever keeps them from it: a function that fails or
 * is throttled, a permission that is missing, a rule that is switched off. So each run that does counts itself
 * (`functions/lib/runs.ts`), and silence is what rings.
 */
export class Schedules extends Construct {
  constructor(scope: Construct, id: string, { releaseOverdue, retryMovements, reconcile }: SchedulesProps) {
    super(scope, id);
    this.run('ReleaseOverdue', releaseOverdue, {
      name: 'releaseOverdue',
      schedule: Schedule.rate(Duration.minutes(1)),
      description: 'Ends unpaid orders whose time is up, every minute',
      age: Duration.minutes(1),
      retries: 0,
      period: Duration.minutes(1),
      periods: 5,
      meaning: 'Unpaid orders whose time is up keep their stock',
    });
    this.run('RetryMovements', retryMovements, {
      name: 'retryMovements',
      schedule: Schedule.rate(Duration.minutes(10)),
      description: 'Asks payment providers again for what they could not do, every ten minutes',
      age: Duration.minutes(10),
      retries: 0,
      period: Duration.minutes(10),
      periods: 3,
      meaning: 'Refunds, captures and voids that failed are not asked for again',
    });
    this.run('Reconcile', reconcile, {
      name: 'reconcile',
      schedule: Schedule.cron({ hour: '3', minute: '30' }),
      description: 'Holds stock, payments and orders against each other, every night',
      // A night is long to wait for the next.
      age: Duration.hours(2),
      retries: 2,
      // A day and what its tries may take. An alarm may look back for a week, in periods of an hour or more.
      // Source: CloudWatch API reference, PutMetricAlarm, EvaluationPeriods.
      period: Duration.hours(1),
      periods: 27,
      meaning: 'Stock, payments and orders were not held against each other last night',
    });
  }

  private run(id: string, handler: Function, run: Run): void {
    const { name, schedule, description, age, retries, period, periods, meaning } = run;
    new Rule(this, id, {
      schedule,
      description,
      targets: [
        // A function that runs by the clock is told nothing, as when staff invoke it by hand.
        new LambdaFunction(handler, {
          event: RuleTargetInput.fromObject({}),
          maxEventAge: age,
          retryAttempts: 2,
        }),
      ],
    });
    // EventBridge hands over and is done. What fails afterwards is Lambda's to try again.
    handler.configureAsyncInvoke({ maxEventAge: age, retryAttempts: retries });
    new Alarm(this, `${id}Missed`, {
      alarmDescription: `${meaning}: ${name} has not come to its end for a while; its log says why`,
      metric: new Metric({
        namespace: 'Bodega',
        metricName: 'Runs',
        dimensionsMap: { service: name },
        period,
        statistic: 'Sum',
      }),
      threshold: 1,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: periods,
      treatMissingData: TreatMissingData.BREACHING,
    });
  }
}
