/**
 * Asks payment providers again for what they could not do: to give money back, to free what was set aside, to take it
 * for parcels that left. Called by schedule; the pause grows with each failure, and after the last one the movement is on the list of staff.
 */
import { NotFound } from '../rules/errors.ts';
import { retryHours } from '../rules/limits.ts';
import { retry } from '../rules/orders/retry.ts';
import { env } from './lib/env.ts';
import { inLanes } from './lib/lanes.ts';
import { logger, observed } from './lib/observed.ts';
import { openOrderBook } from './lib/orders/book.ts';
import { Refusal } from './lib/refusal.ts';
import { countRun } from './lib/runs.ts';
import { openTable } from './lib/table.ts';

const book = openOrderBook(openTable(), env('TABLE_NAME'));

/** Movements that were tried equally often which one call asks for; the schedule comes again. */
const most = 100;
/** Orders worked on at once. */
const width = 10;
const hour = 3_600_000;

/** What became of the movements. */
export interface Retried {
  readonly asked: number;
  readonly failed: number;
}

export const handler = observed('retryMovements', async (): Promise<Retried> => {
  const at = Date.now();
  const now = new Date(at).toISOString();
  const found = await Promise.all(
    retryHours.map((hours, index) => book.failed(index + 1, new Date(at - hours * hour).toISOString(), most)),
  );
  const due = found.flat();
  const failed = await inLanes(
    due,
    ({ orderId }) => orderId,
    width,
    async ({ orderId, entryId }) => {
      try {
        const actor = { role: 'system', id: 'retryMovements', now };
        await book.change(orderId, (page) => retry(page, entryId, actor));
      } catch (error) {
        // The index is behind: somebody saw to it meanwhile.
        if (error instanceof Refusal && error.errorType === NotFound.type) return;
        throw error;
      }
    },
    (movement, error) => logger.error('A movement of money waits.', { ...movement, error: error as Error }),
  );
  countRun();
  const asked = due.length - failed.length;
  if (due.length > 0) logger.info('Asked providers again.', { asked, failed: failed.length });
  return { asked, failed: failed.length };
});
