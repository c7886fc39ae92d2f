import type { Environment } from '../../core/environment.ts';
import type { Iam, SdkCalls } from '../../core/ports.ts';
import { invalid } from '../errors.ts';
import {
  compileAt,
  compileCron,
  compileScheduleRate,
  isTimeZone,
  type Recurrence,
} from '../schedule-expression.ts';
import { schedulerService, universalTarget, type ScheduleDefinition, type ScheduleTarget } from './model.ts';

/** When a schedule is to run. @returns undefined for what is no expression of a schedule */
export const recurrenceOf = (
  { expression, timeZone }: Pick<ScheduleDefinition, 'expression' | 'timeZone'>,
  start: number,
): Recurrence | undefined =>
  compileScheduleRate(expression, start) ??
  compileCron(expression, timeZone) ??
  compileAt(expression, timeZone);

interface Deps {
  readonly environment: Environment;
  readonly iam: Iam;
  readonly sdk: SdkCalls;
}

/**
 * Checks a schedule as the service does before it makes one, and that its target can be served here.
 *
 * @param groupArn - to a role's trust policy the group is what the service acts for, `aws:SourceArn`
 * @throws AwsError ValidationException.
 */
export function checkSchedule(definition: ScheduleDefinition, groupArn: string, deps: Deps): void {
  const { expression, timeZone, start, end, target } = definition;
  // The wording is not established.
  if (!isTimeZone(timeZone)) throw invalid(`Invalid Schedule Expression Timezone ${timeZone}.`);
  if (!recurrenceOf(definition, 0)) throw invalid(`Invalid Schedule Expression ${expression}.`);
  if (start !== undefined && end !== undefined && start >= end) {
    throw invalid('The StartDate must be before the EndDate.');
  }
  checkTarget(target, deps.sdk);
  try {
    deps.iam.assume(target.RoleArn, 'scheduler', { name: schedulerService, sourceArn: groupArn });
  } catch {
    throw invalid('The execution role you provide must allow AWS EventBridge Scheduler to assume the role.');
  }
}

const templated = ['sqs', 'sns', 'lambda', 'states', 'events'];

function checkTarget(target: ScheduleTarget, sdk: SdkCalls): void {
  const { Arn, Input, SqsParameters, EventBridgeParameters, DeadLetterConfig, RetryPolicy = {} } = target;
  const [, service, action] = universalTarget.exec(Arn) ?? [];
  if (service !== undefined && action !== undefined) {
    const refusal = sdk.refusal(service, action);
    if (refusal) throw invalid(refusal);
    // The wording is not established.
    if (Input !== undefined && !isObjectText(Input))
      throw invalid('The Input of a universal target must be a JSON object.');
  } else {
    const [start, , named = '', , , resource = ''] = Arn.split(':');
    if (start !== 'arn' || resource === '') throw invalid('Provided Arn is not in correct format.');
    if (!templated.includes(named)) {
      throw invalid(`The local cloud runs no schedules with targets of ${named}: ${Arn}`);
    }
    if (named === 'sqs' && resource.endsWith('.fifo') && !SqsParameters?.MessageGroupId) {
      throw invalid('MessageGroupId is required for a FIFO queue.');
    }
    if (named === 'events' && !EventBridgeParameters) {
      throw invalid('EventBridgeParameters must be provided for an event bus.');
    }
  }
  within(RetryPolicy.MaximumRetryAttempts, 'maximumRetryAttempts', 0, 185);
  within(RetryPolicy.MaximumEventAgeInSeconds, 'maximumEventAgeInSeconds', 60, 86_400);
  const letters = DeadLetterConfig?.Arn;
  if (letters !== undefined && !/^arn:[^:]+:sqs:[^:]+:\d{12}:[\w-]+$/.test(letters)) {
    throw invalid(`The dead-letter queue ${letters} is not a standard queue.`);
  }
}

function within(value: number | undefined, name: string, least: number, most: number): void {
  if (value === undefined || (value >= least && value <= most)) return;
  const bound = value < least ? `greater than or equal to ${least}` : `less than or equal to ${most}`;
  throw invalid(
    `1 validation error detected: Value '${value}' at 'target.retryPolicy.${name}' failed to satisfy constraint: Member must have value ${bound}`,
  );
}

function isObjectText(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
