import type { Context } from '@aws-appsync/utils';
import type { OrderItem } from '../generated/model.ts';
import { orderKey } from '../generated/model.ts';
import { failFrom } from '../lib/fail.ts';
import { batchItems, tableName, typed } from '../lib/table.ts';

/** Reads orders of the list in the stash again whose time was up: an index may not know yet that they ended. */
export function request(ctx: Context) {
  const overdue: string[] = ctx.stash.overdue;
  const keys = overdue.map((orderId) => typed(orderKey({ orderId })));
  return { operation: 'BatchGetItem', tables: { [tableName(ctx)]: { keys, consistentRead: true } } };
}

export function response(ctx: Context) {
  if (ctx.error) failFrom(ctx.error);
  const ended: (OrderItem | null)[] = batchItems(ctx);
  const orders: OrderItem[] = ctx.stash.orders;
  ctx.stash.orders = orders.map((order) => ended.find((one) => one?.orderId === order.orderId) ?? order);
  return {};
}
