import type { Clock } from '../../core/clock.ts';
import { createEnding } from '../../core/ending.ts';

/** The work of a thread was ended from outside: its execution was stopped, or a branch beside it failed. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}

/** The longest time that the machine's timers take. */
const longest = 2 ** 31 - 1;

/** Runs `callback` at a moment; the returned function cancels it. */
export function at(clock: Clock, moment: number, callback: () => void): () => void {
  let cancel = () => {};
  const step = () => {
    const rest = moment - clock.now();
    cancel = rest > longest ? clock.after(longest, step) : clock.after(Math.max(0, rest), callback);
  };
  step();
  return () => cancel();
}

/** Waits until a moment; not at all for one that is over. @throws Stopped */
export async function until(clock: Clock, moment: number, signal: AbortSignal): Promise<void> {
  if (moment <= clock.now()) return;
  let cancel = () => {};
  try {
    await orStopped(new Promise<void>((resolve) => (cancel = at(clock, moment, resolve))), signal);
  } finally {
    cancel();
  }
}

/** Waits for a promise unless the signal comes first; the promise's outcome is then of no interest. @throws Stopped */
export async function orStopped<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  promise.catch(() => {});
  if (signal.aborted) throw new Stopped();
  let stop = () => {};
  const stopped = new Promise<never>((_, reject) => {
    stop = () => reject(new Stopped());
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([promise, stopped]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** A signal of its own that ends with another. */
export function linked(signal: AbortSignal): { controller: AbortController; release: () => void } {
  const controller = createEnding();
  const abort = () => controller.abort();
  if (signal.aborted) abort();
  else signal.addEventListener('abort', abort, { once: true });
  return { controller, release: () => signal.removeEventListener('abort', abort) };
}

/** Lets everything else have its turn after so many steps, however many executions there are. */
export function createPace(steps = 32): () => Promise<void> | undefined {
  let count = 0;
  return () => (++count % steps === 0 ? new Promise((resolve) => setImmediate(resolve)) : undefined);
}
