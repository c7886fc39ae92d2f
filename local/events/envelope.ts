import type { Environment } from '../core/environment.ts';
import type { EventEntry } from '../core/ports.ts';

/** An event as rules see it and targets get it. */
export interface EventEnvelope {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  /** `2026-01-01T00:00:00Z` */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: unknown;
  /** Of an event that comes out of an archive. */
  readonly 'replay-name'?: string;
}

/** Makes the event of an entry that was found valid. */
export function envelopeOf(entry: Omit<EventEntry, 'EventBusName'>, environment: Environment): EventEnvelope {
  const { region, accountId, clock, ids } = environment;
  return {
    version: '0',
    id: ids.uuid(),
    'detail-type': entry.DetailType,
    source: entry.Source,
    account: accountId,
    time: timeText(entry.Time === undefined ? clock.now() : entry.Time * 1000),
    region,
    resources: entry.Resources ?? [],
    detail: JSON.parse(entry.Detail),
  };
}

/** What a rule with a schedule sends to its targets. */
export const scheduledEvent = (ruleArn: string, environment: Environment): EventEnvelope =>
  envelopeOf(
    { Source: 'aws.events', DetailType: 'Scheduled Event', Detail: '{}', Resources: [ruleArn] },
    environment,
  );

/** A moment as events have it, in whole seconds. */
export const timeText = (milliseconds: number): string =>
  new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
