import type { Alarm } from './alarms/alarms.ts';
import type { StateValue } from './alarms/definition.ts';

/** An alarm as it may be seen. Plain JSON, moments in milliseconds since the epoch. */
export interface InspectedAlarm {
  readonly name: string;
  readonly description?: string;
  readonly state: StateValue;
  readonly reason: string;
  /** Since when it has been so. */
  readonly since: number;
  /** What it watches and when it goes off: `Sum of Errors > 5, 2 of 3 × 60 s`. */
  readonly condition: string;
}

const signs = {
  GreaterThanThreshold: '>',
  GreaterThanOrEqualToThreshold: '≥',
  LessThanThreshold: '<',
  LessThanOrEqualToThreshold: '≤',
} as const;

export function inspectAlarm({ definition, state, reason, transitionedAt }: Alarm): InspectedAlarm {
  const { name, description, queries, watched, threshold, comparison, period } = definition;
  const { datapointsToAlarm, evaluationPeriods } = definition;
  const query = queries.find(({ id }) => id === watched)!;
  const what = query.metric ? `${query.metric.stat} of ${query.metric.name}` : query.expression!;
  return {
    name,
    ...(description === undefined ? {} : { description }),
    state,
    reason,
    since: transitionedAt,
    condition: `${what} ${signs[comparison]} ${threshold}, ${datapointsToAlarm} of ${evaluationPeriods} × ${period} s`,
  };
}
