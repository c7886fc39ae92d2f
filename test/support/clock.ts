import { systemClock, type Clock } from '../../local/core/clock.ts';

/** The machine's clock, and the means to put it forward. What waits still waits in real time. */
export interface ShiftedClock extends Clock {
  forward(milliseconds: number): void;
}

export function shiftedClock(): ShiftedClock {
  let shift = 0;
  return {
    now: () => Date.now() + shift,
    after: systemClock.after,
    forward(milliseconds) {
      shift += milliseconds;
    },
  };
}
