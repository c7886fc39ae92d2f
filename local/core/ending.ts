import { setMaxListeners } from 'node:events';
import type { Clock } from './clock.ts';

/**
 * An end that any number may wait for at once: late deliveries, branches of a workflow. Node takes more than ten who
 * listen for a leak; it is none as long as each stops listening when it is done, as those of `pause` do.
 *
 * @example
 * const closing = createEnding();
 * await pause(clock, 1_000, closing.signal);
 */
export function createEnding(): AbortController {
  const ending = new AbortController();
  setMaxListeners(0, ending.signal);
  return ending;
}

/**
 * Waits, but no longer than until the signal aborts; leaves nothing behind, neither a timer nor a listener. Whoever must
 * know which it was looks at the signal.
 *
 * @param milliseconds - by the clock
 */
export function pause(clock: Clock, milliseconds: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = () => {
      cancel();
      signal.removeEventListener('abort', end);
      resolve();
    };
    const cancel = clock.after(milliseconds, end);
    signal.addEventListener('abort', end);
  });
}
