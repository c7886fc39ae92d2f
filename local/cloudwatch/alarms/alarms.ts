import type { Environment } from '../../core/environment.ts';
import { notFound } from '../errors.ts';
import type { Registry } from '../metrics/registry.ts';
import { minute, minuteOf } from '../metrics/series.ts';
import { queryValues } from '../metrics/values.ts';
import type { AlarmDefinition, StateValue } from './definition.ts';
import { judge, periodsLookedAt } from './evaluate.ts';

/** An alarm as it stands. Moments in milliseconds since the epoch. */
export interface Alarm {
  readonly arn: string;
  definition: AlarmDefinition;
  actionsEnabled: boolean;
  state: StateValue;
  reason: string;
  /** JSON text; absent before the first evaluation. */
  reasonData?: string;
  /** When state or reason last changed, and the state alone. */
  updatedAt: number;
  transitionedAt: number;
  configuredAt: number;
}

/** What an alarm was, for those who are told of a change. */
export type FormerState = Pick<Alarm, 'state' | 'reason' | 'reasonData' | 'updatedAt'>;

export interface Alarms {
  arnOf(name: string): string;
  /** Makes an alarm or changes one, which keeps its state. */
  put(definition: AlarmDefinition): Alarm;
  /** @throws AwsError ResourceNotFound */
  find(name: string): Alarm;
  has(name: string): boolean;
  all(): Iterable<Alarm>;
  remove(name: string): void;
  /** Sets the state until the next evaluation. */
  set(alarm: Alarm, state: StateValue, reason: string, reasonData?: string): void;
  close(): void;
}

/**
 * Alarms, evaluated as each minute ends; without any nothing runs.
 *
 * @param beforeMinute - called before the alarms are evaluated, with the end of the minute
 * @param onChange - called when an alarm's state has changed
 */
export function createAlarms(
  { clock, partition, region, accountId, log }: Environment,
  registry: Registry,
  {
    beforeMinute,
    onChange,
  }: { beforeMinute(end: number): void; onChange(alarm: Alarm, former: FormerState): void },
): Alarms {
  const alarms = new Map<string, Alarm>();
  let cancel: (() => void) | undefined;

  const arm = (): void => {
    cancel = clock.after(minute - (clock.now() % minute), tick);
  };

  const tick = (): void => {
    cancel = undefined;
    if (alarms.size === 0) return;
    arm();
    const end = minuteOf(clock.now());
    beforeMinute(end * minute);
    for (const alarm of alarms.values()) {
      try {
        evaluate(alarm, end);
      } catch (error) {
        log.error(`The alarm ${alarm.definition.name} cannot be evaluated: ${(error as Error).message}`);
      }
    }
  };

  const evaluate = (alarm: Alarm, end: number): void => {
    const { definition } = alarm;
    const { period, queries, watched, threshold } = definition;
    const windows = periodsLookedAt(definition);
    const values = queryValues(registry, queries, { period, until: end, windows }).get(watched)!;
    const verdict = judge(definition, values, end * minute, alarm.state);
    if (verdict.state === undefined || verdict.state === alarm.state) return;
    const data = {
      version: '1.0',
      queryDate: timestamp(clock.now()),
      ...(verdict.start === undefined ? {} : { startDate: timestamp(verdict.start) }),
      ...(queries.length === 1 && queries[0]!.metric ? { statistic: queries[0]!.metric.stat } : {}),
      period,
      recentDatapoints: verdict.recent,
      threshold,
    };
    set(alarm, verdict.state, verdict.reason, JSON.stringify(data));
  };

  const set: Alarms['set'] = (alarm, state, reason, reasonData) => {
    const { state: formerState, reason: formerReason, reasonData: formerData, updatedAt } = alarm;
    const now = clock.now();
    Object.assign(alarm, { state, reason, reasonData, updatedAt: now });
    if (state === formerState) return;
    alarm.transitionedAt = now;
    onChange(alarm, {
      state: formerState,
      reason: formerReason,
      updatedAt,
      ...(formerData === undefined ? {} : { reasonData: formerData }),
    });
  };

  const arnOf = (name: string) => `arn:${partition}:cloudwatch:${region}:${accountId}:alarm:${name}`;

  return {
    arnOf,
    put(definition) {
      const now = clock.now();
      const known = alarms.get(definition.name);
      if (known) {
        Object.assign(known, { definition, actionsEnabled: definition.actionsEnabled, configuredAt: now });
        return known;
      }
      const alarm: Alarm = {
        arn: arnOf(definition.name),
        definition,
        actionsEnabled: definition.actionsEnabled,
        state: 'INSUFFICIENT_DATA',
        reason: 'Unchecked: Initial alarm creation',
        updatedAt: now,
        transitionedAt: now,
        configuredAt: now,
      };
      alarms.set(definition.name, alarm);
      if (!cancel) arm();
      return alarm;
    },
    find(name) {
      const alarm = alarms.get(name);
      if (!alarm) throw notFound(`There is no alarm with the name ${name}.`);
      return alarm;
    },
    has: (name) => alarms.has(name),
    all: () => alarms.values(),
    remove: (name) => void alarms.delete(name),
    set,
    close() {
      cancel?.();
      alarms.clear();
    },
  };
}

/** `2019-11-21T04:18:51.691+0000` */
export const timestamp = (milliseconds: number): string =>
  new Date(milliseconds).toISOString().replace('Z', '+0000');
