import { fault } from '../javascript/realm/halt.ts';
import { operationBudget, sizeLimit } from '../javascript/realm/limits.ts';

/** Iterations of a `#foreach`; it ends there, as Velocity's own bound has it. Source of the number: AppSync's quotas. */
export const iterationLimit = 1_000;

/** In milliseconds. */
const timeLimit = 1_000;
const slice = 1_000;

/** What the evaluation of a template may spend. */
export interface Meter {
  spent: number;
  nextLook: number;
  until: number;
}

export const openMeter = (): Meter => ({ spent: 0, nextLook: slice, until: 0 });

/** Counts work; ends the evaluation that has spent its budget or its time. */
export function spend(meter: Meter, amount = 1): void {
  meter.spent += amount;
  if (meter.spent < meter.nextLook) return;
  meter.nextLook = meter.spent + slice;
  if (meter.spent > operationBudget) fault('The evaluation exceeded its limit of operations.');
  const now = performance.now();
  if (meter.until === 0) meter.until = now + timeLimit;
  else if (now > meter.until) fault('The evaluation exceeded its limit of time.');
}

/** A text of bounded length, paid for by its length. */
export function bounded(meter: Meter, text: string): string {
  if (text.length > sizeLimit) fault('A string exceeds the limit of 5 MB.');
  spend(meter, 1 + (text.length >> 6));
  return text;
}
