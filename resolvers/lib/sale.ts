import { sumOf } from '../../rules/money.ts';
import type { OrderRecord } from '../../rules/orders/records.ts';
import type { Sale } from '../generated/schema.ts';
import { toOrderLine } from './order.ts';

/** An order as one of its sellers sees it: the own lines, and the country they go to. */
export function toSale(order: OrderRecord, sellerId: string): Sale {
  const own = order.lines.filter((line) => line.sellerId === sellerId);
  return {
    orderId: order.orderId,
    status: order.status,
    lines: own.map((line) => toOrderLine(line, order.currency)),
    total: { amount: sumOf(own.map((line) => line.total)), currency: order.currency },
    country: order.shippingAddress.country,
    placedAt: order.placedAt,
  };
}
