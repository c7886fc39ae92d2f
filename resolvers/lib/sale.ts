import { sumOf } from '../../rules/money.ts';
import { tellsAddress } from '../../rules/orders/goods.ts';
import type { OrderRecord } from '../../rules/orders/records.ts';
import type { Sale } from '../generated/schema.ts';
import { toShippingAddress } from './address.ts';
import { toOrderLine } from './order.ts';

/** A sale without its parcels and returns: their own resolvers fetch them. */
export type SaleView = Omit<Sale, 'shipments' | 'returns'>;

/** An order as one of its sellers sees it: the own lines, and where they go, exactly while they may be sent there. */
export function toSale(order: OrderRecord, sellerId: string): SaleView {
  const own = order.lines.filter((line) => line.sellerId === sellerId);
  return {
    orderId: order.orderId,
    status: order.status,
    lines: own.map((line) => toOrderLine(line, order.currency)),
    total: { amount: sumOf(own.map((line) => line.total)), currency: order.currency },
    country: order.shippingAddress.country,
    placedAt: order.placedAt,

    // What it takes to send them.
    shippingAddress: tellsAddress(order) ? toShippingAddress(order.shippingAddress) : null,
  };
}
