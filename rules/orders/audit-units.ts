/** Whether an order's lines, its parcels and its returns say the same of every unit. */
import { sumOf } from '../money.ts';
import type { Compared } from './difference.ts';
import type { OrderPage } from './plan.ts';

/** Each line beside what parcels and returns hold of it, and the order's total beside its lines'. */
export function compareUnits(page: OrderPage): Compared[] {
  const { order } = page;
  const ended = order.status === 'CANCELLED' || order.status === 'EXPIRED';
  const lines = order.lines.flatMap((line): Compared[] => {
    const subject = `${order.orderId} ${line.sku}`;
    const open = page.returns.filter((one) => one.status === 'REQUESTED' || one.status === 'APPROVED');
    const came = page.returns
      .filter((one) => one.status === 'RECEIVED' || one.status === 'REFUNDED')
      .flatMap((one) => one.lines);
    const packed = page.shipments.filter((one) => one.status === 'PACKED');
    const gone = page.shipments.filter((one) => one.status !== 'PACKED' && one.status !== 'CANCELLED');
    const returned = sumOf(came.filter((one) => one.sku === line.sku).map((one) => one.received));
    return [
      {
        check: 'line.packed',
        subject,
        expected: unitsOf(packed, line.sku),
        found: line.packed,
      },
      { check: 'line.shipped', subject, expected: unitsOf(gone, line.sku), found: line.shipped },
      { check: 'line.returning', subject, expected: unitsOf(open, line.sku), found: line.returning },
      { check: 'line.returned', subject, expected: returned, found: line.returned },
      { check: 'line.refunded', subject, expected: returned, found: line.refunded },
      {
        check: 'line.shipped-at-most-ordered',
        subject,
        expected: line.shipped + line.packed,
        found: ended ? 0 : line.quantity,
        orMore: true,
      },
      {
        check: 'line.returned-at-most-shipped',
        subject,
        expected: line.returned + line.returning,
        found: line.shipped,
        orMore: true,
      },
      {
        check: 'line.shards',
        subject,
        expected: line.quantity,
        found: line.shards ? sumOf(line.shards.map((one) => one.quantity)) : line.quantity,
      },
    ];
  });
  const shipped = sumOf(order.lines.map((line) => line.shipped));
  const left = order.lines.every((line) => line.shipped === line.quantity);
  const states: Compared[] = [
    {
      check: 'order.status-of-parcels',
      subject: order.orderId,
      expected: left ? 'all left' : shipped > 0 ? 'some left' : 'none left',
      found: standings[order.status],
    },
    {
      check: 'order.total',
      subject: order.orderId,
      expected:
        order.subtotal -
        order.discount +
        order.shipping -
        order.shippingDiscount +
        (order.pricesIncludeTax ? 0 : order.tax),
      found: order.total,
    },
  ];
  return [...states, ...lines];
}

const standings = {
  PLACED: 'none left',
  CONFIRMED: 'none left',
  ON_HOLD: 'none left',
  PARTIALLY_SHIPPED: 'some left',
  SHIPPED: 'all left',
  DELIVERED: 'all left',
  CANCELLED: 'none left',
  EXPIRED: 'none left',
};

function unitsOf(holders: { lines: { sku: string; quantity: number }[] }[], sku: string): number {
  return sumOf(
    holders.flatMap(({ lines }) => lines.filter((line) => line.sku === sku).map((line) => line.quantity)),
  );
}
