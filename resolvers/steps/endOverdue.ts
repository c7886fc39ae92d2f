import type { Context } from '@aws-appsync/utils';
import { runtime } from '@aws-appsync/utils';
import { maxPageSize } from '../../rules/limits.ts';
import { isOverdue } from '../../rules/orders/end.ts';
import type { OrderRecord } from '../../rules/orders/records.ts';
import { timestamp } from '../lib/time.ts';

/**
 * Whoever reads an order whose time is up ends it: it is answered as `EXPIRED` once it is, with its event written and
 * its stock on offer again, and never before. Reads of other orders go no further than this. The order stays as it was
 * read where that fails: the sweeper comes every minute.
 */
export function request(ctx: Context) {
  const now = timestamp();
  const orders: OrderRecord[] = ctx.stash.orders;
  const overdue = orders
    .filter((order) => isOverdue({ order }, now))
    // A page, as many as one request can read again.
    .slice(0, maxPageSize)
    .map((order) => order.orderId);
  if (overdue.length === 0) runtime.earlyReturn({}, { skipTo: 'END' });
  ctx.stash.overdue = overdue;
  return { operation: 'Invoke', payload: { orderIds: overdue } };
}

export function response(ctx: Context) {
  if (ctx.error) console.error({ overdue: ctx.stash.overdue, message: ctx.error.message });
  return {};
}
