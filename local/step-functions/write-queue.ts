import { requireStanding } from '../core/crash.ts';
import type { Environment } from '../core/environment.ts';

/** Writes one thing at a time; what is said of the same thing meanwhile is written once. */
export interface WriteQueue {
  /** @param key - what is written; a later job for the same key takes the place of one that still waits */
  put(key: string, job: () => void): void;
  /**
   * Resolves when all that was put so far is written; what is put later is not waited for.
   *
   * @throws Error when it cannot be written; AwsError after a crash.
   */
  flush(): Promise<void>;
}

interface Pending {
  readonly job: () => void;
  readonly done: Promise<void>;
  readonly settle: (outcome: Promise<void>) => void;
}

export function createWriteQueue(environment: Environment): WriteQueue {
  const { log, crashed } = environment;
  const pending = new Map<string, Pending>();
  let current: Promise<void> | undefined;
  let writing = false;

  const write = async (): Promise<void> => {
    // Let what is under way finish its changes first.
    await new Promise((resolve) => setImmediate(resolve));
    for (let [next] = pending; next; [next] = pending) {
      const [key, { job, settle }] = next;
      pending.delete(key);
      current = (async () => {
        requireStanding(environment);
        job();
      })();
      settle(current);
      // The next change tries again; meanwhile it must not end the process.
      await current.catch((error: Error) => {
        if (!crashed?.aborted) log.scope('step-functions').error(`${key} is not kept: ${error.message}`);
      });
      current = undefined;
    }
    writing = false;
  };

  return {
    put(key, job) {
      const waiting = pending.get(key);
      if (waiting) pending.set(key, { ...waiting, job });
      else {
        let settle: Pending['settle'] = () => {};
        const done = new Promise<void>((resolve) => (settle = resolve));
        done.catch(() => {});
        pending.set(key, { job, done, settle });
      }
      if (writing) return;
      writing = true;
      void write();
    },
    async flush() {
      await Promise.all([current, ...[...pending.values()].map(({ done }) => done)]);
      requireStanding(environment);
    },
  };
}
