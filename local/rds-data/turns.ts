import type { Clock } from '../core/clock.ts';
import { statementTimeout } from './errors.ts';

/** Lets one at a time in, in the order of their coming. */
export interface Turns {
  /**
   * Waits for its turn.
   * @returns what ends the turn; may be called more than once.
   * @throws AwsError StatementTimeoutException when it does not come in time.
   */
  take(milliseconds: number): Promise<() => void>;
}

export function createTurns(clock: Clock): Turns {
  const waiting: (() => void)[] = [];
  let taken = false;
  const release = () => {
    let done = false;
    return () => {
      if (done) return;
      done = true;
      const next = waiting.shift();
      if (next) next();
      else taken = false;
    };
  };
  return {
    take(milliseconds) {
      if (!taken) {
        taken = true;
        return Promise.resolve(release());
      }
      return new Promise((resolve, reject) => {
        const enter = () => {
          cancel();
          resolve(release());
        };
        const cancel = clock.after(milliseconds, () => {
          waiting.splice(waiting.indexOf(enter), 1);
          reject(statementTimeout());
        });
        waiting.push(enter);
      });
    },
  };
}

/** The answer, or the exception of a call that takes too long. What it asked for goes on all the same. */
export function inTime<T>(clock: Clock, milliseconds: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(milliseconds, () => reject(statementTimeout()));
    work.then(resolve, reject).finally(cancel);
  });
}
