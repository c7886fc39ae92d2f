import type { Context } from '@aws-appsync/utils';
import type { QueryOrdersArgs } from './generated/schema.ts';
import { toOrder } from './lib/order.ts';
import { keptOrders } from './lib/order-list.ts';

export function request() {
  return {};
}

/** An order that ended by being read is in another state than was asked for. */
export function response(ctx: Context<QueryOrdersArgs>) {
  const { items, nextToken } = keptOrders(ctx);
  const asked = items.filter((order) => order.status === ctx.args.status);
  return { items: asked.map((order) => toOrder(order)), nextToken };
}
