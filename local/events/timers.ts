import type { Environment } from '../core/environment.ts';
import { setAlarm } from './alarm.ts';
import { scheduledEvent } from './envelope.ts';
import { isEnabled, type Rule } from './model.ts';
import type { Registry } from './registry.ts';
import type { Router } from './router.ts';
import { compileCron, compileRuleRate, type Recurrence } from './schedule-expression.ts';

/** Fires the rules that have a schedule. */
export interface Timers {
  /** Looks at a rule anew: put, enabled, disabled or deleted. */
  watch(rule: Rule): void;
  /** When a rule fires next, in milliseconds since the epoch. */
  nextOf(rule: Rule): number | undefined;
  close(): void;
}

interface Watched {
  readonly expression: string;
  readonly recurrence: Recurrence;
  next?: number;
  cancel?: () => void;
}

/** @returns undefined for what is no schedule of a rule */
export const compileRuleSchedule = (expression: string, start: number): Recurrence | undefined =>
  compileRuleRate(expression, start) ?? compileCron(expression);

export function createTimers(environment: Environment, registry: () => Registry, router: Router): Timers {
  const { clock } = environment;
  const watched = new Map<Rule, Watched>();

  const arm = (rule: Rule, one: Watched): void => {
    const next = one.recurrence.next(clock.now());
    if (next === undefined) return;
    one.next = next;
    one.cancel = setAlarm(clock, next, () => {
      arm(rule, one);
      const bus = registry().find(rule.busName);
      if (bus) router.fire(bus, rule, scheduledEvent(rule.arn, environment));
    });
  };

  return {
    watch(rule) {
      const { ScheduleExpression: expression } = rule.definition;
      const former = watched.get(rule);
      const stands = registry().find(rule.busName)?.rules.get(rule.definition.Name) === rule;
      const wanted = stands && isEnabled(rule) && expression !== undefined;
      if (wanted && former?.expression === expression) return;
      former?.cancel?.();
      watched.delete(rule);
      const recurrence = wanted ? compileRuleSchedule(expression, clock.now()) : undefined;
      if (!recurrence || expression === undefined) return;
      const one: Watched = { expression, recurrence };
      watched.set(rule, one);
      arm(rule, one);
    },
    nextOf: (rule) => watched.get(rule)?.next,
    close() {
      for (const { cancel } of watched.values()) cancel?.();
      watched.clear();
    },
  };
}
