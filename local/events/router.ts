import type { Environment } from '../core/environment.ts';
import type { EventEnvelope } from './envelope.ts';
import { defaultAge, defaultRetries, type Parcel } from './delivery/parcel.ts';
import { failureOf } from './delivery/failure.ts';
import type { History } from './history.ts';
import { inputFor } from './input.ts';
import { isEnabled, type Bus, type Rule, type Target } from './model.ts';

/** Brings events from buses to the targets of their rules. */
export interface Router {
  /**
   * @param only - ARNs of the rules that may have it; absent: all
   */
  route(bus: Bus, event: EventEnvelope, only?: readonly string[]): void;
  /** To the targets of one rule, whatever its pattern: what a schedule does. */
  fire(bus: Bus, rule: Rule, event: EventEnvelope): void;
}

interface Deps {
  readonly environment: Environment;
  readonly history: History;
  readonly send: (parcel: Parcel) => void;
  /** Keeps an event in the archive of a managed rule. */
  readonly keep: (ruleName: string, event: EventEnvelope, acceptedAt: number) => void;
}

export const eventsService = 'events.amazonaws.com';

export function createRouter({ environment, history, send, keep }: Deps): Router {
  const { clock, ids } = environment;

  const pass = (bus: Bus, event: EventEnvelope, rules: readonly Rule[]): void => {
    const acceptedAt = clock.now();
    const record = history.begin(bus.name, event, acceptedAt);
    for (const rule of rules) {
      rule.counts.matched++;
      if (rule.definition.ManagedBy) {
        keep(rule.definition.Name, event, acceptedAt);
        rule.counts.delivered++;
        continue;
      }
      for (const target of rule.targets.values()) {
        record.deliveries.push({
          rule: rule.arn,
          targetId: target.Id,
          targetArn: target.Arn,
          status: 'pending',
          attempts: 0,
        });
        send(parcelFor(rule, target, event, { acceptedAt, record: record.number, id: ids.uuid() }));
      }
    }
  };

  return {
    route(bus, event, only) {
      const rules = [...bus.rules.values()].filter(
        (rule) => isEnabled(rule) && (!only || only.includes(rule.arn)) && rule.matches?.(event),
      );
      pass(bus, event, rules);
    },
    fire: (bus, rule, event) => pass(bus, event, [rule]),
  };
}

function parcelFor(
  rule: Rule,
  target: Target,
  event: EventEnvelope,
  { acceptedAt, record, id }: { acceptedAt: number; record: number; id: string },
): Parcel {
  const { RetryPolicy = {}, DeadLetterConfig, SqsParameters, RoleArn = rule.definition.RoleArn } = target;
  const original = JSON.stringify(event);
  const passage = { ruleArn: rule.arn, ruleName: rule.definition.Name, ingestedAt: acceptedAt };
  return {
    id,
    label: { record, source: rule.arn, targetId: target.Id },
    destination: target.Arn,
    ...readInput(target, event, passage),
    details: SqsParameters?.MessageGroupId ? { messageGroupId: SqsParameters.MessageGroupId } : {},
    ...(RoleArn && { roleArn: RoleArn }),
    sender: { name: eventsService, sourceArn: rule.arn },
    acceptedAt,
    longestAge:
      RetryPolicy.MaximumEventAgeInSeconds === undefined
        ? defaultAge
        : RetryPolicy.MaximumEventAgeInSeconds * 1000,
    mostRetries: RetryPolicy.MaximumRetryAttempts ?? defaultRetries,
    ...(DeadLetterConfig?.Arn && { deadLetters: DeadLetterConfig.Arn }),
    original,
    attempts: 0,
  };
}

/** What a template makes of the event, or why it makes nothing: the attempt then fails with it. */
function readInput(
  ...parameters: Parameters<typeof inputFor>
): Pick<Parcel, 'message'> & Partial<Pick<Parcel, 'spoiled'>> {
  try {
    return { message: inputFor(...parameters) };
  } catch (error) {
    return { message: '', spoiled: failureOf(error).message };
  }
}
