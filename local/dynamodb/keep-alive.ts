import type { Log } from '../core/log.ts';
import type { DatabaseProcess } from './process.ts';

/** The database that this cloud started. */
export interface Database {
  readonly endpoint: string;
  /** Settles when a database that was lost answers again, or never will; undefined while none is lost. */
  returning(): Promise<void> | undefined;
  /** Kills it at once and leaves it so; `close` is still to be called. */
  kill(): void;
  close(): Promise<void>;
}

/** A database that is lost this often has a reason that one more start does not remove. */
const mostRestarts = 10;

/**
 * Starts the database, and starts it again on the same port whenever it is gone without having been asked to. What it
 * had acknowledged is in its file; what it was doing fails.
 *
 * @param start - on the given port, or on any
 * @throws Error when the first start fails; of later ones the log tells.
 */
export async function keepAlive(
  start: (port?: number) => Promise<DatabaseProcess>,
  log: Log,
): Promise<Database> {
  let running = await start();
  const { endpoint, port } = running;
  let returning: Promise<void> | undefined;
  let restarts = 0;
  let closed = false;

  const restart = async () => {
    try {
      running = await start(port);
      watch();
      log.info('The database is back.');
    } catch (error) {
      log.error(`The database could not be started again: ${(error as Error).message}`);
    } finally {
      returning = undefined;
    }
  };
  const watch = () =>
    void running.ended.then(({ expected, detail }) => {
      if (expected || closed) return;
      const again = restarts++ < mostRestarts;
      log.error(`The database is gone: ${detail}${again ? ' It is started again.' : ''}`);
      if (again) returning = restart();
    });
  watch();

  return {
    endpoint,
    returning: () => returning,
    kill() {
      closed = true;
      running.kill();
    },
    async close() {
      closed = true;
      await returning;
      await running.stop();
    },
  };
}
