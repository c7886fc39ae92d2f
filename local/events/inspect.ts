import type { Archives } from './archives/archives.ts';
import type { Replays } from './archives/replays.ts';
import type { Outbox } from './delivery/outbox.ts';
import type { EventRecord, History } from './history.ts';
import type { Rule } from './model.ts';
import type { Registry } from './registry.ts';
import type { Schedules } from './scheduler/schedules.ts';
import type { Timers } from './timers.ts';

/** What EventBridge holds and did, as plain JSON. Moments in milliseconds since the epoch. */
export interface EventsInspection {
  readonly buses: readonly InspectedBus[];
  readonly archives: readonly {
    readonly name: string;
    readonly bus: string;
    readonly events: number;
    /** In days; 0: for ever. */
    readonly retention: number;
  }[];
  readonly replays: readonly { readonly name: string; readonly state: string }[];
  readonly schedules: readonly InspectedSchedule[];
  /** The last 200 events of all buses, oldest first; those of one bus in the order in which it took them. */
  readonly events: readonly EventRecord[];
  /** Deliveries that are under way or wait for another try. */
  readonly pending: number;
}

export interface InspectedBus {
  readonly name: string;
  readonly arn: string;
  readonly rules: readonly InspectedRule[];
}

export interface InspectedRule {
  readonly name: string;
  readonly arn: string;
  readonly state: string;
  /** JSON text. */
  readonly pattern?: string;
  readonly schedule?: string;
  readonly nextRun?: number;
  readonly managedBy?: string;
  readonly targets: readonly { readonly id: string; readonly arn: string; readonly deadLetterArn?: string }[];
  /** Events that matched, and deliveries to targets that arrived or were given up. */
  readonly matched: number;
  readonly delivered: number;
  readonly failed: number;
}

export interface InspectedSchedule {
  readonly name: string;
  readonly group: string;
  readonly expression: string;
  readonly timeZone: string;
  readonly state: string;
  readonly target: string;
  readonly deadLetterArn?: string;
  readonly lastRun?: number;
  readonly nextRun?: number;
  readonly started: number;
  readonly delivered: number;
  readonly failed: number;
}

interface Deps {
  readonly registry: Registry;
  readonly archives: Archives;
  readonly replays: Replays;
  readonly schedules: Schedules;
  readonly timers: Timers;
  readonly history: History;
  readonly outbox: Outbox;
}

export function inspectEvents({
  registry,
  archives,
  replays,
  schedules,
  timers,
  history,
  outbox,
}: Deps): EventsInspection {
  return structuredClone({
    buses: registry.buses().map(({ name, arn, rules }) => ({
      name,
      arn,
      rules: [...rules.values()].map((rule) => inspectRule(rule, timers)),
    })),
    archives: archives.all().map(({ name, sourceArn, retention, log }) => ({
      name,
      bus: sourceArn.slice(sourceArn.indexOf('/') + 1),
      events: log.all().length,
      retention,
    })),
    replays: replays.all().map(({ name, state }) => ({ name, state })),
    schedules: schedules.all().map(({ definition, lastRun, nextRun, counts }) => ({
      name: definition.name,
      group: definition.group,
      expression: definition.expression,
      timeZone: definition.timeZone,
      state: definition.state,
      target: definition.target.Arn,
      ...(definition.target.DeadLetterConfig?.Arn !== undefined && {
        deadLetterArn: definition.target.DeadLetterConfig.Arn,
      }),
      ...(lastRun !== undefined && { lastRun }),
      ...(nextRun !== undefined && { nextRun }),
      ...counts,
    })),
    events: history.all(),
    pending: outbox.pending().length,
  });
}

function inspectRule(rule: Rule, timers: Timers): InspectedRule {
  const { definition, arn, targets, counts } = rule;
  const nextRun = timers.nextOf(rule);
  return {
    name: definition.Name,
    arn,
    state: definition.State,
    targets: [...targets.values()].map(({ Id, Arn, DeadLetterConfig }) => ({
      id: Id,
      arn: Arn,
      ...(DeadLetterConfig?.Arn !== undefined && { deadLetterArn: DeadLetterConfig.Arn }),
    })),
    ...counts,
    ...(definition.EventPattern !== undefined && { pattern: definition.EventPattern }),
    ...(definition.ScheduleExpression !== undefined && { schedule: definition.ScheduleExpression }),
    ...(nextRun !== undefined && { nextRun }),
    ...(definition.ManagedBy !== undefined && { managedBy: definition.ManagedBy }),
  };
}
