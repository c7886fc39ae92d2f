import type { Context } from '@aws-appsync/utils';
import { runtime } from '@aws-appsync/utils';
import type { ShipmentItem } from './generated/model.ts';
import { shipmentQuery } from './generated/model.ts';
import { failFrom } from './lib/fail.ts';
import { toShipment } from './lib/order.ts';

/** They came with the order when its collection was read as a page. */
export function request(ctx: Context) {
  if (ctx.source.shipments) runtime.earlyReturn(ctx.source.shipments);
  return {
    operation: 'Query',
    ...shipmentQuery({ orderId: ctx.source.id }),
    limit: 500,
    consistentRead: true,
  };
}

export function response(ctx: Context) {
  if (ctx.error) failFrom(ctx.error);
  return ctx.result.items.map((item: ShipmentItem) => toShipment(item));
}
