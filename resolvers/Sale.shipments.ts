import type { Context } from '@aws-appsync/utils';
import { runtime } from '@aws-appsync/utils';
import { shipmentQuery } from './generated/model.ts';
import { failFrom } from './lib/fail.ts';
import { ownShipments } from './lib/sale.ts';

/** They came with the sale when the order's collection was read as a page. */
export function request(ctx: Context) {
  if (ctx.source.shipments) runtime.earlyReturn(ctx.source.shipments);
  const { orderId } = ctx.source;
  return { operation: 'Query', ...shipmentQuery({ orderId }), limit: 500, consistentRead: true };
}

export function response(ctx: Context) {
  if (ctx.error) failFrom(ctx.error);
  return ownShipments(ctx.result.items, ctx.source.lines);
}
