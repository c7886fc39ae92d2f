import type { Context } from '@aws-appsync/utils';
import { ownLines } from '../../rules/orders/goods.ts';
import { orderKey, orderPage } from '../generated/model.ts';
import type { QuerySaleArgs } from '../generated/schema.ts';
import { callerId } from '../lib/caller.ts';
import { failFrom } from '../lib/fail.ts';
import { orderPageItems } from '../lib/order.ts';
import { asksFor } from '../lib/pages.ts';
import { toSale, toSaleWithChildren } from '../lib/sale.ts';
import { typed } from '../lib/table.ts';

/** The order alone is one item; with its parcels, returns or events it is one Query of its collection. */
export function request(ctx: Context<QuerySaleArgs>) {
  const { orderId } = ctx.args;
  if (['shipments', 'returns', 'events'].some((child) => asksFor(ctx, child))) {
    return { operation: 'Query', ...orderPage({ orderId }), limit: 100, consistentRead: true };
  }
  return { operation: 'GetItem', key: typed(orderKey({ orderId })), consistentRead: true };
}

/** An order without goods of the caller is answered like one that does not exist. */
export function response(ctx: Context<QuerySaleArgs>) {
  if (ctx.error) failFrom(ctx.error);
  const page = orderPageItems(ctx.result?.items ?? (ctx.result ? [ctx.result] : []));
  const { order } = page;
  const sellerId = callerId(ctx);
  ctx.stash.orders = order && ownLines(order, sellerId).length > 0 ? [order] : [];
  if (ctx.stash.orders.length === 0) return null;
  const whole = !!ctx.result.items && !ctx.result.nextToken;
  ctx.stash.view = whole
    ? toSaleWithChildren({ ...page, order: order! }, sellerId)
    : toSale(order!, sellerId);
  return ctx.stash.view;
}
