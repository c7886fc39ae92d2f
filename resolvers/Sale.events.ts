import type { Context } from '@aws-appsync/utils';
import { runtime } from '@aws-appsync/utils';
import { orderPage } from './generated/model.ts';
import { failFrom } from './lib/fail.ts';
import { orderPageItems } from './lib/order.ts';
import { ownEvents } from './lib/sale.ts';

/**
 * They came with the sale when the order's collection was read as a page. Which of them are about goods of the seller,
 * its parcels and returns tell.
 */
export function request(ctx: Context) {
  if (ctx.source.events) runtime.earlyReturn(ctx.source.events);
  const { orderId } = ctx.source;
  return { operation: 'Query', ...orderPage({ orderId }), limit: 1000, consistentRead: true };
}

export function response(ctx: Context) {
  if (ctx.error) failFrom(ctx.error);
  return ownEvents(orderPageItems(ctx.result.items), ctx.source.lines);
}
