import { AwsError } from '../core/aws-error.ts';
import type { Environment } from '../core/environment.ts';
import { databaseError, transactionNotFound } from './errors.ts';
import { openThread, type DatabaseThread, type Outcome, type Statement } from './thread.ts';
import { createTurns, inTime } from './turns.ts';

/** What a call does while the database is its own. */
export interface Session {
  /** @throws AwsError DatabaseErrorException with PostgreSQL's words. */
  run(...statements: Statement[]): Promise<readonly Outcome[]>;
}

/** One database of a cluster. It has one connection: calls take turns, and a transaction holds its turn to its end. */
export interface Database {
  /**
   * Runs `work`, in the transaction that is named or by itself.
   * @param user - the database's user; undefined: whoever owns the database.
   */
  use<T>(
    user: string | undefined,
    transactionId: string | undefined,
    work: (session: Session) => Promise<T>,
  ): Promise<T>;
  /** @returns the transaction's id. */
  begin(user: string | undefined): Promise<string>;
  /** Ends a transaction with `COMMIT` or `ROLLBACK`. @throws AwsError TransactionNotFoundException. */
  end(transactionId: string, how: 'COMMIT' | 'ROLLBACK'): Promise<void>;
  has(transactionId: string): boolean;
  close(): Promise<void>;
}

interface Transaction {
  running: boolean;
  leave(): void;
  cancelExpiry(): void;
}

/** In milliseconds. Source: Aurora User Guide, "Using RDS Data API". */
export const callTimeout = 45_000;
const transactionIdle = 3 * 60_000;
const transactionLife = 24 * 60 * 60_000;

export function openDatabase(
  { clock, ids }: Environment,
  options: { dataDirectory?: string; masterUser?: string },
): Database {
  const turns = createTurns(clock);
  const transactions = new Map<string, Transaction>();
  const ended = new Set<string>();
  let thread: DatabaseThread | undefined;
  let current: string | undefined;

  const session: Session = {
    async run(...statements) {
      thread ??= openThread(clock, options);
      const outcomes = await inTime(clock, callTimeout, thread.run(statements)).catch((error: unknown) => {
        if (error instanceof AwsError) throw error;
        // Its thread is lost; the next call opens the database anew, from what is on the disk.
        void thread?.close();
        thread = current = undefined;
        throw new AwsError('DatabaseUnavailableException', (error as Error).message, 504);
      });
      const fault = outcomes.at(-1)?.error;
      if (fault) throw databaseError(fault);
      return outcomes;
    },
  };

  /** Each call is a connection of its own as far as it can tell: its user, and nothing that another has set. */
  const enter = async (user: string | undefined) => {
    if (user === current) return;
    const become =
      user === undefined ? 'RESET SESSION AUTHORIZATION' : `SET SESSION AUTHORIZATION ${quoted(user)}`;
    await session.run({ text: 'RESET SESSION AUTHORIZATION' }, { text: become }).catch(() => {
      current = undefined;
      const message = `password authentication failed for user "${user}"`;
      throw databaseError({ severity: 'FATAL', message, code: '28P01' });
    });
    current = user;
  };
  /** Ends a transaction that a text has begun by itself, and takes back what it has set. */
  const tidy = () => session.run({ text: 'ROLLBACK' }, { text: 'RESET ALL' });

  const finish = (id: string) => {
    const transaction = transactions.get(id);
    transactions.delete(id);
    ended.add(id);
    transaction?.cancelExpiry();
    transaction?.leave();
  };
  const expire = (id: string, milliseconds: number) => clock.after(milliseconds, () => void abandon(id));
  const abandon = async (id: string) => {
    if (!transactions.has(id) || transactions.get(id)!.running) return;
    finish(id);
    ended.delete(id);
  };
  const within = async <T>(id: string, work: (session: Session) => Promise<T>): Promise<T> => {
    const transaction = transactions.get(id);
    if (!transaction) throw transactionNotFound(id, ended.has(id));
    if (transaction.running)
      throw new AwsError('DatabaseErrorException', 'Transaction is still running a query');
    transaction.running = true;
    transaction.cancelExpiry();
    try {
      return await work(session);
    } finally {
      transaction.running = false;
      transaction.cancelExpiry = expire(id, transactionIdle);
    }
  };

  return {
    has: (id) => transactions.has(id) || ended.has(id),
    async use(user, transactionId, work) {
      if (transactionId !== undefined) return within(transactionId, work);
      const leave = await turns.take(callTimeout);
      try {
        await enter(user);
        return await work(session);
      } finally {
        // Whatever is still running, the database does one thing after another.
        void tidy()
          .catch(() => {})
          .then(leave);
      }
    },
    async begin(user) {
      const leave = await turns.take(callTimeout);
      try {
        await enter(user);
        await session.run({ text: 'BEGIN' });
      } catch (error) {
        leave();
        throw error;
      }
      const id = ids.bytes(96).toString('base64');
      const cancelLife = clock.after(transactionLife, () => void abandon(id));
      const release = () => {
        cancelLife();
        void tidy()
          .catch(() => {})
          .then(leave);
      };
      transactions.set(id, { running: false, leave: release, cancelExpiry: expire(id, transactionIdle) });
      return id;
    },
    async end(id, how) {
      await within(id, (own) => own.run({ text: how }));
      finish(id);
    },
    async close() {
      for (const id of [...transactions.keys()]) transactions.get(id)!.cancelExpiry();
      await thread?.close();
    },
  };
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
