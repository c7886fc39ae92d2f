/** Whether sellers touched nothing but their own goods, and whether each return lies with who sees to it. */
import type { Compared } from './difference.ts';
import { areOf, keeperOf, linesFor } from './goods.ts';
import type { OrderPage } from './plan.ts';
import type { OrderEventRecord } from './records.ts';

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
