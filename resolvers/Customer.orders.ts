import type { Context } from '@aws-appsync/utils';
import { toOrder } from './lib/order.ts';
import { keptOrders } from './lib/order-list.ts';

export function request() {
  return {};
}

export function response(ctx: Context) {
  const { items, nextToken } = keptOrders(ctx);
  return { items: items.map((order) => toOrder(order)), nextToken };
}
