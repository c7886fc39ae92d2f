import type { Context } from '@aws-appsync/utils';
import { areOf } from '../rules/orders/goods.ts';
import type { ShipmentItem } from './generated/model.ts';
import { shipmentQuery } from './generated/model.ts';
import { failFrom } from './lib/fail.ts';
import { toShipment } from './lib/order.ts';

export function request(ctx: Context) {
  const { orderId } = ctx.source;
  return { operation: 'Query', ...shipmentQuery({ orderId }), limit: 500, consistentRead: true };
}

/** A parcel that holds anything else than the sale's lines is not the seller's. */
export function response(ctx: Context) {
  if (ctx.error) failFrom(ctx.error);
  const shipments: ShipmentItem[] = ctx.result.items;
  return shipments
    .filter(({ lines }) => areOf(ctx.source.lines, lines))
    .map((shipment) => toShipment(shipment));
}
