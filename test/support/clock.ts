import { systemClock, type Clock } from '../../local/core/clock.ts';

/** The machine's clock, and the means to put it forward. What waits for long still waits in real time. */
export interface ShiftedClock extends Clock {
  forward(milliseconds: number): void;
}

/** What waits no longer than a long poll of a queue is over when the clock is put forward; a function's time-out is not. */
const short = 20_000;

export function shiftedClock(): ShiftedClock {
  let shift = 0;
  const brief = new Set<() => void>();
  return {
    now: () => Date.now() + shift,
    after(milliseconds, callback) {
      if (milliseconds < 1 || milliseconds > short) return systemClock.after(milliseconds, callback);
      const end = () => {
        cancel();
        brief.delete(end);
        callback();
      };
      const cancel = systemClock.after(milliseconds, end);
      brief.add(end);
      return () => {
        cancel();
        brief.delete(end);
      };
    },
    forward(milliseconds) {
      shift += milliseconds;
      if (milliseconds >= short) for (const end of [...brief]) end();
    },
  };
}
