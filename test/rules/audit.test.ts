import { describe, expect, test } from 'vitest';
import { auditOrder, auditStock, auditVouchers, type AuditedPage } from '../../rules/orders/audit.ts';
import { cancel } from '../../rules/orders/end.ts';
import { place } from '../../rules/orders/place.ts';
import {
  isRefusal,
  type Actor,
  type OrderPage,
  type OrderPlan,
  type Refusal,
} from '../../rules/orders/plan.ts';
import { receive } from '../../rules/orders/receive.ts';
import { decideReturn, receiveReturn, requestReturn } from '../../rules/orders/returns.ts';
import { pack, ship } from '../../rules/orders/ship.ts';
import { childWrites, writesOf } from '../../rules/orders/writes.ts';
import { draftOf } from '../races/model/draft.ts';
import { createStore } from '../races/model/store.ts';

const actor: Actor = { role: 'staff', now: '2026-01-01T10:00:00.000Z' };

/** An order of three mugs in the model's table. */
function ordered() {
  const store = createStore();
  store.put('Variant', { sku: 'MUG', available: 7, reserved: 3, sold: 0 });
  const wanted = [{ sku: 'MUG', unitPrice: 1000, quantity: 3 }];
  const until = '2026-01-01T10:30:00.000Z';
  const plan = place(draftOf({ orderId: 'O', customerId: 'ada', wanted, reservedUntil: until }), actor);
  store.transact([{ entity: 'Order', put: plan.order }, ...childWrites(plan)]);
  const change = (decide: (page: OrderPage) => OrderPlan | Refusal) => {
    const made = decide(store.page('O'));
    if (isRefusal(made)) throw new Error(made.refusal.type);
    expect(store.transact(writesOf(store.page('O'), made))).toEqual([]);
    expect(auditOrder(store.audited('O'))).toEqual([]);
    expect(stockDifferences()).toEqual([]);
  };
  const stockDifferences = () => {
    const { order, returns } = store.page('O');
    return auditStock(store.levels().variants, [], [{ order, returns }]);
  };
  const pay = () => change((page) => receive(page, { method: 'CASH', amount: 3490, reference: 'R' }, actor));
  return { store, change, pay, stockDifferences };
}

describe('an audit', () => {
  test('finds nothing in an order at any step to its return', () => {
    const { store, change, pay } = ordered();
    expect(auditOrder(store.audited('O'))).toEqual([]);
    pay();
    change((page) => pack(page, [{ sku: 'MUG', quantity: 2 }], {}, actor));
    change((page) => ship(page, page.shipments[0]!.shipmentId, {}, actor));
    change((page) => requestReturn(page, [{ sku: 'MUG', quantity: 2, reason: 'Blue' }], actor));
    const returnId = store.page('O').returns[0]!.returnId;
    change((page) => decideReturn(page, returnId, 'APPROVED', actor));
    change((page) => receiveReturn(page, returnId, [{ sku: 'MUG', received: 2, restocked: 1 }], actor));
    expect(store.get('Variant', 'MUG')).toMatchObject({ available: 8, reserved: 1, sold: 1 });
  });

  test('finds nothing in an order that was paid and called off', () => {
    const { change, pay } = ordered();
    pay();
    change((page) => cancel(page, actor));
  });

  const broken: [string, (page: AuditedPage) => void, string[]][] = [
    ['an event that is missing', (page) => page.events.pop(), ['event.count', 'event.last-status']],
    ['a gap in the timeline', (page) => (page.events[1]!.sequence = 7), ['event.sequence']],
    [
      'a step that no machine has',
      (page) => (page.events[1]!.status = 'SHIPPED'),
      ['event.transition', 'event.transition'],
    ],
    [
      'a reservation that outlived its order',
      (page) =>
        (page.reservation = { orderId: 'O', bucket: '0', until: page.order.reservedUntil, extended: false }),
      ['reservation.present'],
    ],
    [
      'money that was counted twice',
      (page) => (page.order.captured *= 2),
      ['order.captured', 'order.paid-at-most-total'],
    ],
    ['a refund without an entry', (page) => (page.payments[0]!.refunded = 10), ['payment.refunded']],
    [
      'an order that ended and keeps money',
      (page) => {
        page.order.status = 'CANCELLED';
        for (const event of page.events.slice(1)) event.status = 'CANCELLED';
      },
      ['order.ended-keeps-nothing'],
    ],
    ['a unit that left without a parcel', (page) => (page.order.lines[0]!.shipped = 1), ['line.shipped']],
    [
      'a seller who was at what is not theirs',
      (page) => {
        const lines = [{ sku: 'MUG', quantity: 1 }];
        const about = { orderId: 'O', shipmentId: 'S', status: 'PACKED' as const, lines, amount: 0 };
        page.shipments.push({ ...about, createdAt: actor.now, updatedAt: actor.now });
        Object.assign(page.events[0]!, { actor: 'seller', actorId: 'selma', subjectId: 'S' });
      },
      ['event.seller'],
    ],
    [
      'a return that lies with another than its seller',
      (page) => {
        const lines = [{ sku: 'MUG', quantity: 0, reason: '', received: 0, restocked: 0 }];
        const whose = { orderId: 'O', returnId: 'R', customerId: 'ada', sellerId: 'selma' };
        const times = { createdAt: actor.now, updatedAt: actor.now };
        page.returns.push({ ...whose, status: 'REJECTED', lines, amount: 0, ...times });
      },
      ['return.seller'],
    ],
  ];
  test.each(broken)('finds %s', (_, breaking, checks) => {
    const { store, pay } = ordered();
    pay();
    const page = structuredClone(store.audited('O'));
    breaking(page);
    expect(auditOrder(page).map(({ check }) => check)).toEqual(expect.arrayContaining(checks));
  });

  test('finds stock that no order accounts for, and stock that orders miss', () => {
    const { store } = ordered();
    const { order, returns } = store.page('O');
    const level = { sku: 'MUG', available: 7, reserved: 2, sold: 1 };
    expect(auditStock([level], [], [{ order, returns }])).toEqual([
      { check: 'stock.reserved', subject: 'MUG', expected: 3, found: 2 },
      { check: 'stock.sold', subject: 'MUG', expected: 0, found: 1 },
    ]);
    expect(auditStock([], [], [{ order, returns }])).toEqual([
      { check: 'stock.reserved-nowhere', subject: 'MUG', expected: 3, found: 0 },
    ]);
  });

  test('finds uses of a voucher that no order stands for, and more than are allowed', () => {
    const { store } = ordered();
    const { order } = store.page('O');
    expect(auditVouchers([{ code: 'TEN', uses: 2, maxUses: 1 }], [{ ...order, voucherCode: 'TEN' }])).toEqual(
      [
        { check: 'voucher.uses', subject: 'TEN', expected: 1, found: 2 },
        { check: 'voucher.uses-at-most-allowed', subject: 'TEN', expected: 2, found: 1 },
      ],
    );
  });
});
