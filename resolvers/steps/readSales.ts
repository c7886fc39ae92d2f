import type { Context } from '@aws-appsync/utils';
import type { SaleItem } from '../generated/model.ts';
import { saleQuery } from '../generated/model.ts';
import type { QueryMySalesArgs } from '../generated/schema.ts';
import { callerId } from '../lib/caller.ts';
import { checkWithin } from '../lib/check.ts';
import { failFrom } from '../lib/fail.ts';
import { keepOrders } from '../lib/order-list.ts';

/** Finds the orders with goods of the caller. */
export function request(ctx: Context<QueryMySalesArgs>) {
  return {
    operation: 'Query',
    ...saleQuery({ sellerId: callerId(ctx) }),
    // Each is read as an order, and one request reads 16 MB at most.
    limit: checkWithin('limit', ctx.args.limit ?? 20, 1, 50),
    nextToken: ctx.args.nextToken,
    scanIndexForward: false,
  };
}

export function response(ctx: Context<QueryMySalesArgs>) {
  if (ctx.error) failFrom(ctx.error, ctx.args.nextToken);
  ctx.stash.orderIds = ctx.result.items.map((sale: SaleItem) => sale.orderId);
  return keepOrders(ctx, []);
}
