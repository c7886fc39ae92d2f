import type { Clock } from '../core/clock.ts';

/** What was answered to the first of several messages that count as one. */
export interface Accepted {
  readonly id: string;
  readonly sequenceNumber?: string;
}

/** Recalls what a FIFO queue accepted, so that a producer may send again what it does not know to have arrived. */
export interface Deduplication {
  find(key: string): Accepted | undefined;
  add(key: string, accepted: Accepted): void;
  /** What is recalled, for the state that outlives the process. */
  entries(): DeduplicationEntry[];
}

export type DeduplicationEntry = [key: string, accepted: Accepted, until: number];

/** The deduplication interval in milliseconds. Source: SQS Developer Guide, "Exactly-once processing". */
const interval = 5 * 60_000;

export function createDeduplication(clock: Clock, kept: readonly DeduplicationEntry[] = []): Deduplication {
  const accepted = new Map(kept.map(([key, one, until]) => [key, { one, until }]));
  // The oldest come first.
  const forget = () => {
    for (const [key, { until }] of accepted) {
      if (until > clock.now()) return;
      accepted.delete(key);
    }
  };
  return {
    find(key) {
      forget();
      return accepted.get(key)?.one;
    },
    add: (key, one) => void accepted.set(key, { one, until: clock.now() + interval }),
    entries: () => [...accepted].map(([key, { one, until }]) => [key, one, until]),
  };
}
