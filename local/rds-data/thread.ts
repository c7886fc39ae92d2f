import { Worker } from 'node:worker_threads';
import type { Clock } from '../core/clock.ts';

/** A statement with its values as PostgreSQL writes them, and the types they are sent as (0: whatever fits). */
export interface Statement {
  readonly text: string;
  readonly values?: readonly (string | null)[];
  /** Object ids of `pg_type`. */
  readonly types?: readonly number[];
}

/** What PostgreSQL says of a column: https://www.postgresql.org/docs/current/protocol-message-formats.html */
export interface Column {
  readonly name: string;
  /** 0 for an expression. */
  readonly tableID: number;
  readonly columnID: number;
  readonly dataTypeID: number;
  readonly dataTypeModifier: number;
}

export interface DatabaseFault {
  readonly severity?: string;
  /** The SQLSTATE. */
  readonly code?: string;
  readonly message: string;
  readonly detail?: string;
  readonly hint?: string;
  readonly position?: string;
  readonly where?: string;
}

/** What became of one statement. */
export interface Outcome {
  /** Absent for a statement that yields no rows. */
  readonly columns?: readonly Column[];
  readonly rows: readonly (readonly (string | null)[])[];
  /** `INSERT 0 3` */
  readonly tag: string;
  /** Whether a transaction is open afterwards. */
  readonly inTransaction: boolean;
  readonly error?: DatabaseFault;
}

/** A database in its thread. */
export interface DatabaseThread {
  /**
   * Runs statements one after the other and stops at the first that fails.
   * @throws Error when the database itself cannot be used: its files are damaged, its thread is gone.
   */
  run(statements: readonly Statement[]): Promise<readonly Outcome[]>;
  /** Writes what is in memory to the disk and ends the thread. */
  close(): Promise<void>;
}

interface Waiting {
  resolve(outcomes: readonly Outcome[]): void;
  reject(error: Error): void;
}

/** How long a statement may hold up the end, in milliseconds. */
const closeTimeout = 5_000;
const threadUrl = new URL('./database-thread.mjs', import.meta.url);

/**
 * Opens a PostgreSQL database.
 *
 * @param options.dataDirectory - where it is kept; absent: in memory.
 * @param options.masterUser - a role that is made when it is not there.
 */
export function openThread(
  clock: Clock,
  options: { dataDirectory?: string; masterUser?: string },
): DatabaseThread {
  const worker = new Worker(threadUrl, { workerData: options, execArgv: [], stdin: false });
  worker.unref();
  const waiting = new Map<number, Waiting>();
  let last = 0;
  let gone: Error | undefined;

  const lose = (error: Error) => {
    gone ??= error;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
    worker.unref();
  };
  worker.on('error', lose);
  worker.on('exit', () => lose(new Error('The database has ended.')));
  worker.on('message', ({ id, outcomes, failure }) => {
    const one = waiting.get(id);
    waiting.delete(id);
    if (waiting.size === 0) worker.unref();
    if (failure === undefined) one?.resolve(outcomes ?? []);
    else one?.reject(new Error(failure));
  });

  const ask = (statements: readonly Statement[] | undefined) =>
    new Promise<readonly Outcome[]>((resolve, reject) => {
      if (gone) return reject(gone);
      const id = ++last;
      waiting.set(id, { resolve, reject });
      worker.ref();
      worker.postMessage({ id, statements });
    });

  return {
    run: ask,
    async close() {
      // A database that never opened, or is lost, has nothing to write.
      const written = ask(undefined).catch(() => {});
      await new Promise<void>((resolve) => {
        const cancel = clock.after(closeTimeout, resolve);
        void written.then(() => {
          cancel();
          resolve();
        });
      });
      await worker.terminate();
    },
  };
}
