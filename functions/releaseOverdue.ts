/**
 * Ends unpaid orders whose time is up, so that their stock is offered again: every minute by schedule, and at once for
 * a checkout that met too little stock.
 */
import { IllegalTransition } from '../rules/errors.ts';
import { expire } from '../rules/orders/end.ts';
import { env } from './lib/env.ts';
import { inLanes } from './lib/lanes.ts';
import { logger, observed } from './lib/observed.ts';
import { openOrderBook } from './lib/orders/book.ts';
import { Refusal } from './lib/refusal.ts';
import { openTable } from './lib/table.ts';

const book = openOrderBook(openTable(), env('TABLE_NAME'));

/** Orders of one partition of the index that one call ends; the schedule comes again. */
const most = 50;
/** Orders ended at once. */
const width = 10;

/** What became of the overdue orders. */
export interface Released {
  readonly expired: number;
  readonly failed: number;
}

export const handler = observed('releaseOverdue', async (): Promise<Released> => {
  const now = new Date().toISOString();
  const found = await book.overdue(now, most);
  const failed = await inLanes(
    found,
    (orderId) => orderId,
    width,
    async (orderId) => {
      try {
        await book.change(orderId, (page) => expire(page, { role: 'system', id: 'releaseOverdue', now }));
      } catch (error) {
        // The index is behind: the order was paid, extended, or ended by somebody else meanwhile.
        if (error instanceof Refusal && error.errorType === IllegalTransition.type) return;
        throw error;
      }
    },
    (orderId, error) => logger.error('An overdue order stays.', { orderId, error: error as Error }),
  );
  const expired = found.length - failed.length;
  if (found.length > 0) logger.info('Released overdue orders.', { expired, failed: failed.length });
  return { expired, failed: failed.length };
});
