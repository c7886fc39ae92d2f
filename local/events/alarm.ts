import type { Clock } from '../core/clock.ts';

/** Timers of the machine do not reach further than 24 days. */
const longestWait = 24 * 60 * 60 * 1000;

/**
 * Runs `callback` once at a moment, at once when it is past.
 *
 * @param moment - milliseconds since the epoch
 * @returns what cancels it
 */
export function setAlarm(clock: Clock, moment: number, callback: () => void): () => void {
  let cancel: () => void;
  const wait = () => {
    const left = Math.max(0, moment - clock.now());
    cancel = clock.after(Math.min(left, longestWait), left <= longestWait ? callback : wait);
  };
  wait();
  return () => cancel();
}
