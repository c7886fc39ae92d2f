/**
 * Ends unpaid orders whose time is up, so that their stock is offered again: every minute by schedule, at once for a
 * checkout that met too little stock, and for whoever reads such an order.
 */
import { IllegalTransition } from '../rules/errors.ts';
import { expire } from '../rules/orders/end.ts';
import { env } from './lib/env.ts';
import { inLanes } from './lib/lanes.ts';
import { logger, observed } from './lib/observed.ts';
import { openOrderBook } from './lib/orders/book.ts';
import { Refusal } from './lib/refusal.ts';
import { countRun } from './lib/runs.ts';
import { openTable } from './lib/table.ts';

const book = openOrderBook(openTable(), env('TABLE_NAME'));

/** Orders of one partition of the index that one call ends; the schedule comes again. */
const most = 50;
/** Orders ended at once. */
const width = 10;

/** Which orders; all that are overdue when it does not say. */
export interface Request {
  readonly orderIds?: readonly string[];
}

/** What became of the overdue orders. */
export interface Released {
  readonly expired: number;
  readonly failed: number;
}

export const handler = observed('releaseOverdue', async ({ orderIds }: Request): Promise<Released> => {
  const now = new Date().toISOString();
  const found = orderIds ?? (await book.overdue(now, most));
  const failed = await inLanes(
    found,
    (orderId) => orderId,
    width,
    async (orderId) => {
      try {
        await book.change(orderId, (page) => expire(page, { role: 'system', id: 'releaseOverdue', now }));
      } catch (error) {
        // What was read is old: the order was paid, extended, or ended by somebody else meanwhile.
        if (error instanceof Refusal && error.errorType === IllegalTransition.type) return;
        throw error;
      }
    },
    (orderId, error) => logger.error('An overdue order stays.', { orderId, error: error as Error }),
  );
  // Whoever names orders does not come by the clock.
  if (!orderIds) countRun();
  const expired = found.length - failed.length;
  if (found.length > 0) logger.info('Released overdue orders.', { expired, failed: failed.length });
  return { expired, failed: failed.length };
});
