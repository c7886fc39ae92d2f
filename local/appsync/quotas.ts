import type { Clock } from '../core/clock.ts';

/**
 * Rates that the service allows (General Reference, "AWS AppSync endpoints and quotas"), each a second. An account asks
 * for more of all but the last, and has what it was given; a laptop cannot know that, so they hold only when they are
 * given here. All of the account's APIs share the tokens; the other rates are each API's own.
 */
export interface Quotas {
  /** Queries and mutations; each takes one token here. The service gives 5,000 or 10,000. @defaultValue no limit */
  readonly requestTokens?: number;
  /** WebSocket connections. The service takes 2,000. @defaultValue no limit */
  readonly connections?: number;
  /** Subscriptions that one connection starts. That there is such a rate is captured, the number is not. @defaultValue no limit */
  readonly starts?: number;
  /** A mutation's subscription fields, one message each. The service takes 10,000. @defaultValue no limit */
  readonly inboundMessages?: number;
  /** 5 KB that reach one client. The service sends 1,000,000. @defaultValue no limit */
  readonly outboundMessages?: number;
  /** What mutations ask to invalidate; nobody is given more. @defaultValue 100 */
  readonly invalidations?: number;
}

/** Counts what is taken against a rate. */
export interface Rate {
  /** Whether there is room; what is taken fills it. */
  take(amount?: number): boolean;
}

export interface ApiRates {
  readonly requestTokens: Rate;
  readonly connections: Rate;
  /** A rate of its own for a connection. */
  starts(): Rate;
  readonly inboundMessages: Rate;
  readonly outboundMessages: Rate;
  readonly invalidations: Rate;
}

const invalidationsASecond = 100;

/** Makes the rates of one API after another of an account. */
export function createRates(clock: Pick<Clock, 'now'>, quotas: Quotas = {}): () => ApiRates {
  const requestTokens = createRate(clock, quotas.requestTokens);
  return () => ({
    requestTokens,
    connections: createRate(clock, quotas.connections),
    starts: () => createRate(clock, quotas.starts),
    inboundMessages: createRate(clock, quotas.inboundMessages),
    outboundMessages: createRate(clock, quotas.outboundMessages),
    invalidations: createRate(clock, quotas.invalidations ?? invalidationsASecond),
  });
}

const unlimited: Rate = { take: () => true };

/** A bucket that holds one second's worth and fills evenly. */
function createRate(clock: Pick<Clock, 'now'>, perSecond: number | undefined): Rate {
  if (perSecond === undefined) return unlimited;
  let left = perSecond;
  let at = clock.now();
  return {
    take(amount = 1) {
      const now = clock.now();
      left = Math.min(perSecond, left + ((now - at) / 1000) * perSecond);
      at = now;
      if (left < amount) return false;
      left -= amount;
      return true;
    },
  };
}
