import type { Context } from '@aws-appsync/utils';
import { orderKey, orderPage } from '../generated/model.ts';
import type { QueryOrderArgs } from '../generated/schema.ts';
import { callerId, isStaff } from '../lib/caller.ts';
import { failFrom } from '../lib/fail.ts';
import { orderPageItems, toOrder, toOrderWithChildren } from '../lib/order.ts';
import { asksFor } from '../lib/pages.ts';
import { typed } from '../lib/table.ts';

/** The order alone is one item; with what hangs from it it is one Query of its collection. */
export function request(ctx: Context<QueryOrderArgs>) {
  const orderId = ctx.args.id;
  if (['payments', 'ledger', 'events', 'shipments', 'returns'].some((child) => asksFor(ctx, child))) {
    return { operation: 'Query', ...orderPage({ orderId }), limit: 100, consistentRead: true };
  }
  return { operation: 'GetItem', key: typed(orderKey({ orderId })), consistentRead: true };
}

/** Somebody else's order is answered like one that does not exist. */
export function response(ctx: Context<QueryOrderArgs>) {
  if (ctx.error) failFrom(ctx.error);
  const page = orderPageItems(ctx.result?.items ?? (ctx.result ? [ctx.result] : []));
  const { order } = page;
  ctx.stash.orders = order && (order.customerId === callerId(ctx) || isStaff(ctx)) ? [order] : [];
  if (ctx.stash.orders.length === 0) return null;
  ctx.stash.view = ctx.result.items ? toOrderWithChildren(page, !ctx.result.nextToken) : toOrder(order!);
  return ctx.stash.view;
}
