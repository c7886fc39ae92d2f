import type { Environment } from '../../core/environment.ts';
import { setAlarm } from '../alarm.ts';
import { defaultAge, defaultRetries, type Parcel } from '../delivery/parcel.ts';
import type { Outbox } from '../delivery/outbox.ts';
import { timeText } from '../envelope.ts';
import type { Recurrence } from '../schedule-expression.ts';
import { schedulerService, type Schedule } from './model.ts';
import { recurrenceOf } from './validate.ts';

/** Runs schedules when their moments come. */
export interface Runner {
  /** Begins, or begins anew after a change. */
  watch(schedule: Schedule): void;
  forget(schedule: Schedule): void;
  close(): void;
}

interface Deps {
  readonly environment: Environment;
  readonly outbox: Outbox;
  /** What a schedule acts for, to the policies of roles. */
  readonly groupArnOf: (group: string) => string;
  /** A schedule has run: what is known of it is to be kept. */
  readonly ran: (schedule: Schedule) => void;
  /** A schedule will not run any more. */
  readonly completed: (schedule: Schedule) => void;
}

export function createRunner({ environment, outbox, groupArnOf, ran, completed }: Deps): Runner {
  const { clock, ids } = environment;
  const alarms = new Map<Schedule, Set<() => void>>();
  const begin = clock.now();

  const alarm = (schedule: Schedule, moment: number, callback: () => void): void => {
    const cancels = alarms.get(schedule)!;
    const cancel = setAlarm(clock, moment, () => {
      cancels.delete(cancel);
      callback();
    });
    cancels.add(cancel);
  };

  const arm = (schedule: Schedule, recurrence: Recurrence, after: number): void => {
    const { start = -Infinity, end = Infinity, window } = schedule.definition;
    const next = recurrence.next(Math.max(after, start - 1));
    if (next === undefined || next > end) {
      delete schedule.nextRun;
      // One whose moment had passed when it was made has not run, and so is not completed.
      if (schedule.lastRun !== undefined || clock.now() > end) completed(schedule);
      return;
    }
    schedule.nextRun = next;
    alarm(schedule, next + Math.floor(ids.random() * window), () => {
      schedule.lastRun = next;
      schedule.counts.started++;
      outbox.send(parcelFor(schedule, next, groupArnOf(schedule.definition.group), environment));
      ran(schedule);
      // What a machine asleep has missed is left out.
      arm(schedule, recurrence, Math.max(next, clock.now() - window));
    });
  };

  const forget = (schedule: Schedule): void => {
    for (const cancel of alarms.get(schedule) ?? []) cancel();
    alarms.delete(schedule);
    delete schedule.nextRun;
  };

  return {
    watch(schedule) {
      forget(schedule);
      const { definition, createdAt, modifiedAt, lastRun } = schedule;
      if (definition.state === 'DISABLED') return;
      const recurrence = recurrenceOf(definition, definition.start ?? createdAt);
      if (!recurrence) return;
      alarms.set(schedule, new Set());
      // A single moment that came before this process did is made up; of the others only those since count.
      const since = lastRun ?? modifiedAt - 1;
      arm(schedule, recurrence, recurrence.once ? since : Math.max(since, begin - 1));
    },
    forget,
    close() {
      for (const schedule of [...alarms.keys()]) forget(schedule);
    },
  };
}

function parcelFor(
  { arn, definition }: Schedule,
  moment: number,
  groupArn: string,
  environment: Environment,
): Parcel {
  const { target } = definition;
  const { RetryPolicy = {}, DeadLetterConfig, SqsParameters, EventBridgeParameters: parameters } = target;
  const scheduledTime = timeText(moment);
  const message = target.Input ?? defaultInput(arn, scheduledTime, environment);
  return {
    id: environment.ids.uuid(),
    label: { record: 0, source: arn, targetId: definition.name },
    destination: target.Arn,
    message,
    details: {
      ...(SqsParameters?.MessageGroupId && { messageGroupId: SqsParameters.MessageGroupId }),
      ...(parameters && { event: { source: parameters.Source, detailType: parameters.DetailType } }),
    },
    roleArn: target.RoleArn,
    sender: { name: schedulerService, sourceArn: groupArn },
    acceptedAt: environment.clock.now(),
    longestAge:
      RetryPolicy.MaximumEventAgeInSeconds === undefined
        ? defaultAge
        : RetryPolicy.MaximumEventAgeInSeconds * 1000,
    mostRetries: RetryPolicy.MaximumRetryAttempts ?? defaultRetries,
    ...(DeadLetterConfig?.Arn && { deadLetters: DeadLetterConfig.Arn }),
    original: message,
    schedule: { arn, scheduledTime },
    attempts: 0,
  };
}

/** What a target gets when the schedule says nothing: an event whose detail is a text. */
const defaultInput = (arn: string, time: string, { ids, region, accountId }: Environment): string =>
  JSON.stringify({
    version: '0',
    id: ids.uuid(),
    'detail-type': 'Scheduled Event',
    source: 'aws.scheduler',
    account: accountId,
    time,
    region,
    resources: [arn],
    detail: '{}',
  });

/**
 * Fills in what a text asks of its schedule.
 * Source: EventBridge Scheduler User Guide, "Adding context attributes".
 */
export function withContext(text: string, { schedule, attempts, id }: Parcel): string {
  if (!schedule) return text;
  return text
    .replaceAll('<aws.scheduler.schedule-arn>', schedule.arn)
    .replaceAll('<aws.scheduler.scheduled-time>', schedule.scheduledTime)
    .replaceAll('<aws.scheduler.execution-id>', id)
    .replaceAll('<aws.scheduler.attempt-number>', String(attempts));
}
