/** What is captured of an order shipment by shipment, and refunded unit by unit: in the end exactly what it cost. */
import { sumOf } from './money.ts';
import { portion, share } from './shares.ts';

/** An order's line, as `price` made it. Shipping is one, too: of one unit, with its tax. */
export interface SettledLine {
  quantity: number;
  /** Minor units, with tax. */
  total: number;
  /** The tax in `total`, in minor units. */
  tax: number;
}

/**
 * What units of a line are worth in a refund. Refunds of a line add up to its total and its tax, in whatever parts its
 * units come back; the tax is that of the amount refunded, so it is never more.
 *
 * @param refunded - units refunded before.
 * @param quantity - units to refund now; with those before, no more than the line has.
 * @returns minor units; `amount` contains `tax`.
 * @example
 * refundOf({ quantity: 3, total: 1000, tax: 160 }, 0, 1) // { amount: 333, tax: 53 }
 * refundOf({ quantity: 3, total: 1000, tax: 160 }, 1, 2) // { amount: 667, tax: 107 }
 */
export function refundOf(
  line: SettledLine,
  refunded: number,
  quantity: number,
): { amount: number; tax: number } {
  const before = share(line.total, refunded, line.quantity);
  const amount = portion(line.total, refunded, quantity, line.quantity);
  return { amount, tax: portion(line.tax, before, amount, line.total) };
}

/** An order as far as captures are concerned. */
export interface SettledOrder {
  lines: { sku: string; quantity: number; total: number }[];
  /** Minor units: the lines' totals, and the shipping with its tax. */
  total: number;
}

/**
 * What to capture for a shipment: its units' part of their lines, and with the first shipment all of the shipping.
 * The captures of all shipments add up to the order's total, whatever is sent in which of them.
 *
 * @param shipped - units by SKU that earlier shipments took; none before the first.
 * @param units - units by SKU of this shipment, one at least; with those before, no more than the lines have.
 * @returns minor units.
 * @example
 * const order = { lines: [{ sku: 'TEA-1', quantity: 3, total: 1000 }], total: 1490 };
 * captureOf(order, {}, { 'TEA-1': 1 }) // 823
 * captureOf(order, { 'TEA-1': 1 }, { 'TEA-1': 2 }) // 667
 */
export function captureOf(
  order: SettledOrder,
  shipped: Record<string, number>,
  units: Record<string, number>,
): number {
  const goods = sumOf(
    order.lines.map(({ sku, quantity, total }) =>
      portion(total, shipped[sku] ?? 0, units[sku] ?? 0, quantity),
    ),
  );
  const isFirst = sumOf(Object.values(shipped)) === 0;
  return isFirst ? goods + order.total - sumOf(order.lines.map((line) => line.total)) : goods;
}
