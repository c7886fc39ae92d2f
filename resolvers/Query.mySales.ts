import type { Context } from '@aws-appsync/utils';
import { callerId } from './lib/caller.ts';
import { keptOrders } from './lib/order-list.ts';
import { toSale } from './lib/sale.ts';

export function request() {
  return {};
}

/** Of each order the caller sees no more than the own lines. */
export function response(ctx: Context) {
  const { items, nextToken } = keptOrders(ctx);
  return { items: items.map((order) => toSale(order, callerId(ctx))), nextToken };
}
