import { expect, test } from 'vitest';
import { LimitReached } from '../../rules/errors.ts';
import { cancel } from '../../rules/orders/end.ts';
import { place } from '../../rules/orders/place.ts';
import { isRefusal, type Actor, type OrderPage, type OrderPlan } from '../../rules/orders/plan.ts';
import { receive } from '../../rules/orders/receive.ts';
import { pack } from '../../rules/orders/ship.ts';
import { writesOf } from '../../rules/orders/writes.ts';
import { draftOf } from '../races/model/draft.ts';
import { applied, nothing } from './order-world.ts';

const staff: Actor = { role: 'staff', now: '2026-01-01T10:00:00.000Z' };
/** What a transaction may hold, less the memory of the request. */
const actions = 99;

/** A paid order of so many lines, each from so many parts of a stock, the first ones each of a seller of their own. */
function ordered(lines: number, parts: number, sellers: number): OrderPage {
  const shards = Array.from({ length: parts }, (_, shard) => ({ shard, quantity: 1 }));
  const wanted = Array.from({ length: lines }, (_, index) => ({
    sku: `S${index}`,
    unitPrice: 100,
    quantity: parts,
    ...(parts > 1 && { shards }),
  }));
  const until = '2026-01-01T10:30:00.000Z';
  const draft = draftOf({ orderId: 'o1', customerId: 'ada', wanted, reservedUntil: until });
  const voucher = { code: 'ONE', oncePerCustomer: true };
  const sold = draft.lines.map((line, index) =>
    index < sellers ? { ...line, variant: { ...line.variant, sellerId: `seller-${index}` } } : line,
  );
  const page = applied(nothing, place({ ...draft, lines: sold, voucher }, staff));
  const { total } = page.order;
  return applied(page, planOf(receive(page, { method: 'CASH', amount: total, reference: 'r' }, staff)));
}

function planOf(made: OrderPlan | { refusal: unknown }): OrderPlan {
  if ('refusal' in made) throw new Error(JSON.stringify(made));
  return made;
}

test.each([
  [49, 1, 0, 19],
  [16, 5, 0, 4],
  [5, 1, 0, 5],
  [40, 1, 40, 4],
  [49, 1, 31, 4],
])(
  'of %i lines from %i parts of the stock each and of %i sellers, %i parcels may wait, and the order can be called off',
  (lines, parts, sellers, most) => {
    let page = ordered(lines, parts, sellers);
    let packed = 0;
    for (const { sku } of page.order.lines) {
      const made = pack(page, [{ sku, quantity: 1 }], {}, staff);
      if (isRefusal(made)) {
        expect(made).toEqual({ refusal: LimitReached, info: { limit: packed } });
        break;
      }
      page = applied(page, made);
      packed++;
    }
    expect(packed).toBe(most);
    const ended = planOf(cancel(page, staff));
    expect(writesOf(page, ended).length).toBeLessThanOrEqual(actions);
    expect(ended.shipments.map(({ status }) => status)).toEqual(Array(packed).fill('CANCELLED'));
    expect(ended.events.filter(({ type }) => type === 'SHIPMENT_CANCELLED')).toHaveLength(packed);
  },
);
