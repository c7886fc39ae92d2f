import { fault } from './halt.ts';
import { operationBudget } from './limits.ts';
import { processorTime } from './processor-time.ts';

/**
 * The budget of the evaluation that runs, handed out in slices: code counts `left` down and asks for more when it is
 * gone, which is when the time is looked at.
 */
export interface Meter {
  left: number;
  /** What is not handed out yet. */
  rest: number;
  /** When its time is looked at next, by the machine's own clock; 0 while its first slice lasts. */
  until: number;
  /** The processor time that this process had used when its time was first looked at; 0 before. */
  begun: number;
}

/** Operations between two looks at the time: small, since one comparison of long texts can take a millisecond. */
const slice = 200;

/**
 * How long an evaluation may take whatever it does, in milliseconds in which the machine was at it: what the operations
 * of a heavy handler take many times over. They are counted once it has gone on for so long by the clock, since asking
 * for them costs more than most evaluations. The service's own limit is not established.
 */
const timeLimit = 1_000;

/** Gives an evaluation its full budget. */
export function reset(meter: Meter): void {
  meter.left = slice;
  meter.rest = operationBudget - slice;
  meter.until = 0;
  meter.begun = 0;
}

/** Operations that the evaluation has used up. */
export const operationsOf = ({ left, rest }: Meter): number => operationBudget - rest - left;

/** Hands out the next slice, or ends an evaluation that spent its budget or its time. */
export function refill(meter: Meter): void {
  // `left` is below zero by what the last step cost beyond its slice.
  meter.rest += meter.left;
  meter.left = 0;
  if (meter.rest < 0) fault('The evaluation exceeded its limit of operations.');
  const now = performance.now();
  if (meter.until === 0) meter.until = now + timeLimit;
  else if (now > meter.until) {
    meter.begun ||= processorTime();
    const used = processorTime() - meter.begun;
    if (used >= timeLimit) fault('The evaluation exceeded its limit of time.');
    meter.until = now + timeLimit - used;
  }
  meter.left = Math.min(slice, meter.rest);
  meter.rest -= meter.left;
}
