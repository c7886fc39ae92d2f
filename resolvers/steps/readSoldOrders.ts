import type { Context } from '@aws-appsync/utils';
import { runtime } from '@aws-appsync/utils';
import type { OrderItem } from '../generated/model.ts';
import { orderKey } from '../generated/model.ts';
import { failFrom } from '../lib/fail.ts';
import { batchItems, tableName, typed } from '../lib/table.ts';

/** Reads the orders whose ids stand in the stash. */
export function request(ctx: Context) {
  const orderIds: string[] = ctx.stash.orderIds;
  if (orderIds.length === 0) runtime.earlyReturn({});
  return {
    operation: 'BatchGetItem',
    tables: { [tableName(ctx)]: { keys: orderIds.map((orderId) => typed(orderKey({ orderId }))) } },
  };
}

export function response(ctx: Context) {
  if (ctx.error) failFrom(ctx.error);
  const orders: (OrderItem | null)[] = batchItems(ctx);
  ctx.stash.orders = orders.filter((order) => !!order);
  return {};
}
