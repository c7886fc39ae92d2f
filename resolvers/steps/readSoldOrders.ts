import type { Context } from '@aws-appsync/utils';
import { runtime } from '@aws-appsync/utils';
import type { OrderItem, SaleItem } from '../generated/model.ts';
import { orderKey } from '../generated/model.ts';
import { failFrom } from '../lib/fail.ts';
import { mergedPage } from '../lib/merged.ts';
import { batchItems, tableName, typed } from '../lib/table.ts';

/** Reads the orders of the page of sales. */
export function request(ctx: Context) {
  const sales: SaleItem[] = mergedPage(ctx).items;
  ctx.stash.orders = [];
  if (sales.length === 0) runtime.earlyReturn({});
  return {
    operation: 'BatchGetItem',
    tables: { [tableName(ctx)]: { keys: sales.map(({ orderId }) => typed(orderKey({ orderId }))) } },
  };
}

export function response(ctx: Context) {
  if (ctx.error) failFrom(ctx.error);
  const orders: (OrderItem | null)[] = batchItems(ctx);
  ctx.stash.orders = orders.filter((order) => !!order);
  return {};
}
