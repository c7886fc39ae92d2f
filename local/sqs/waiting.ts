import type { Clock } from '../core/clock.ts';

/** Consumers that wait for a message: long polling. */
export interface Waiting {
  /**
   * Tries until there is something, the time is over, the signal aborts or the queue is closed.
   *
   * @param attempt - answers what there is
   * @param nextChange - the moment at which time alone changes what there is
   */
  until<T>(
    attempt: () => T[],
    options: { readonly wait: number; readonly signal?: AbortSignal },
    nextChange: () => number | undefined,
  ): Promise<T[]>;
  /** Something changed: all try again, in the order in which they came. */
  wake(): void;
  close(): void;
}

export function createWaiting(clock: Clock): Waiting {
  const sleeping = new Set<() => void>();
  let closed = false;
  const wake = () => {
    for (const one of [...sleeping]) one();
  };

  const sleep = (milliseconds: number, signal: AbortSignal | undefined): Promise<void> =>
    new Promise((resolve) => {
      const done = () => {
        cancel();
        signal?.removeEventListener('abort', done);
        sleeping.delete(done);
        resolve();
      };
      const cancel = clock.after(milliseconds, done);
      signal?.addEventListener('abort', done);
      sleeping.add(done);
    });

  return {
    async until(attempt, { wait, signal }, nextChange) {
      const end = clock.now() + wait;
      for (;;) {
        if (closed || signal?.aborted) return [];
        const found = attempt();
        const now = clock.now();
        if (found.length > 0 || now >= end) return found;
        await sleep(Math.min(end, nextChange() ?? end) - now, signal);
      }
    },
    wake,
    close() {
      closed = true;
      wake();
    },
  };
}
