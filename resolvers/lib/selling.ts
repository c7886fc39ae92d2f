/** Orders as their sellers work on them: the same steps as for staff, and of each order no more than the own goods. */
import type { Context } from '@aws-appsync/utils';
import { linesFor } from '../../rules/orders/goods.ts';
import type { OrderRecord } from '../../rules/orders/records.ts';
import { callerId, isStaff } from './caller.ts';
import type { OrderView } from './order.ts';
import { toOrder } from './order.ts';
import type { SaleView } from './sale.ts';
import { toSale } from './sale.ts';

/** Has the steps of this pipeline act for the caller as a seller, whatever else the caller may be. */
export function asSeller(ctx: Context): void {
  ctx.stash.sellerId = callerId(ctx);
}

/** Whether the caller may change an order: a seller one with own goods, others their own, staff any. */
export function mayChange(ctx: Pick<Context, 'identity' | 'stash'>, order: OrderRecord): boolean {
  const { sellerId } = ctx.stash;
  if (sellerId) return linesFor(order, { role: 'seller', id: sellerId }).length > 0;
  return order.customerId === callerId(ctx) || isStaff(ctx);
}

/** An order as whoever changed it sees it. */
export function toAnswer(ctx: Pick<Context, 'stash'>, order: OrderRecord): OrderView | SaleView {
  return ctx.stash.sellerId ? toSale(order, ctx.stash.sellerId) : toOrder(order);
}
