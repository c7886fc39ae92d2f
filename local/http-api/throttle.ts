import type { Clock } from '../core/clock.ts';
import type { Route, Stage, Throttling } from './model.ts';
import { Refusal } from './request.ts';

interface Bucket {
  tokens: number;
  at: number;
}

/** Lets as many requests pass as a stage and its routes allow. */
export interface Throttle {
  /** @throws Refusal 429. */
  admit(stage: Stage, route: Route): void;
}

/** A bucket of tokens for each route of each stage: `burst` of them, filled up at `rate` a second. */
export function createThrottle(clock: Clock): Throttle {
  const buckets = new Map<string, Bucket>();
  return {
    admit(stage, route) {
      const limits = limitsOf(stage, route);
      if (limits.rate === undefined && limits.burst === undefined) return;
      const { rate = Infinity, burst = Math.max(1, rate) } = limits;
      const key = `${stage.name} ${route.id}`;
      const now = clock.now();
      const bucket = buckets.get(key) ?? { tokens: burst, at: now };
      buckets.set(key, bucket);
      bucket.tokens = Math.min(burst, bucket.tokens + gained(now - bucket.at, rate));
      bucket.at = now;
      if (bucket.tokens < 1) throw new Refusal(429, 'Too Many Requests');
      bucket.tokens -= 1;
    },
  };
}

const limitsOf = ({ throttling, routeThrottling }: Stage, { key }: Route): Throttling => ({
  ...throttling,
  ...routeThrottling[key],
});

// No rate gives no end of tokens at once, though no time has passed.
const gained = (milliseconds: number, rate: number) =>
  rate === Infinity ? Infinity : (milliseconds / 1000) * rate;
