/**
 * Whether sellers touched nothing but their own goods, whether each return lies with who sees to it, and whether sellers
 * find their sales where the orders stand.
 */
import type { Compared, Difference } from './difference.ts';
import { differing } from './difference.ts';
import { areOf, keeperOf, linesFor } from './goods.ts';
import type { OrderPage } from './plan.ts';
import type { OrderEventRecord, OrderRecord, SaleRecord } from './records.ts';
import { sellersOf } from './sales.ts';

/** Each parcel and return beside those whom the timeline names for it, and each return beside its seller. */
export function compareSellers(page: OrderPage & { events: OrderEventRecord[] }): Compared[] {
  const { order, shipments, returns } = page;
  const parcels = shipments.map(({ shipmentId, lines }) => ({ id: shipmentId, lines }));
  const things = [...parcels, ...returns.map(({ returnId, lines }) => ({ id: returnId, lines }))];
  const touched = page.events
    .filter(({ actor }) => actor === 'seller')
    .flatMap(({ actor, actorId, sequence, subjectId }): Compared[] => {
      // What is asked of a payment with it is about the payment.
      const thing = things.find(({ id }) => id === subjectId);
      if (!thing) return [];
      const own = linesFor(order, actorId ? { role: actor, id: actorId } : { role: actor });
      return [
        {
          check: 'event.seller',
          subject: `${order.orderId} ${sequence}`,
          expected: 'own goods',
          found: areOf(own, thing.lines) ? 'own goods' : "another's goods",
        },
      ];
    });
  const kept = returns.map(({ returnId, sellerId, lines }): Compared => ({
    check: 'return.seller',
    subject: `${order.orderId} ${returnId}`,
    expected: keeperOf(order, lines),
    found: sellerId,
  }));
  return [...touched, ...kept];
}

/**
 * Where what sellers find among their sales is not what the orders say: each order is there once for each seller with goods
 * in it, where it stands, and with none of its news to come. Both must have been read while nothing was written.
 *
 * @param sales - every sale of every seller.
 * @param orders - every order there is.
 */
export function auditSales(sales: SaleRecord[], orders: OrderRecord[]): Difference[] {
  const found: Record<string, SaleRecord[]> = {};
  sales.forEach((sale) => {
    const subject = `${sale.orderId} ${sale.sellerId}`;
    found[subject] = [...(found[subject] ?? []), sale];
  });
  const known: Record<string, boolean> = {};
  const compared = orders.flatMap((order) =>
    sellersOf(order).flatMap((sellerId): Compared[] => {
      const subject = `${order.orderId} ${sellerId}`;
      const mine = found[subject] ?? [];
      known[subject] = true;
      return [
        { check: 'sale.count', subject, expected: 1, found: mine.length },
        ...mine.flatMap(({ status, placedAt, sequence }): Compared[] => [
          { check: 'sale.status', subject, expected: order.status, found: status },
          { check: 'sale.placed', subject, expected: order.placedAt, found: placedAt },
          {
            check: 'sale.sequence-at-most',
            subject,
            expected: sequence,
            found: order.sequence,
            orMore: true,
          },
        ]),
      ];
    }),
  );
  const strange = Object.keys(found)
    .filter((subject) => !known[subject])
    .map((subject): Compared => ({
      check: 'sale.of-no-order',
      subject,
      expected: 0,
      found: found[subject]!.length,
    }));
  return differing([...compared, ...strange]);
}
