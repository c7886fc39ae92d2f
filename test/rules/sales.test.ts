import { expect, test } from 'vitest';
import { auditSales } from '../../rules/orders/audit-sellers.ts';
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
import type { SaleRecord } from '../../rules/orders/records.ts';
import { decideReturn, receiveReturn, requestReturn } from '../../rules/orders/returns.ts';
import { salesOf } from '../../rules/orders/sales.ts';
import { moveShipment, pack, ship } from '../../rules/orders/ship.ts';
import { writesOf } from '../../rules/orders/writes.ts';
import { draftOf } from '../races/model/draft.ts';
import { applied, nothing } from './order-world.ts';

const actor: Actor = { role: 'staff', now: '2026-01-01T10:00:00.000Z' };
const reservedUntil = '2026-01-01T10:30:00.000Z';

/** An order with a mug of the shop's, a hat and a coat of selma's and a scarf of sam's. */
function placed(): OrderPlan {
  const wanted = ['MUG', 'HAT', 'COAT', 'SCARF'].map((sku) => ({ sku, unitPrice: 100, quantity: 1 }));
  const draft = draftOf({ orderId: 'o1', customerId: 'ada', wanted, reservedUntil });
  const owners = ['shop', 'selma', 'selma', 'sam'];
  const lines = draft.lines.map((line, index) => ({
    ...line,
    variant: { ...line.variant, sellerId: owners[index]! },
  }));
  return place({ ...draft, lines }, actor);
}

/** Carries changes out one after another; the sellers that have news of each. */
function newsOf(...changes: ((page: OrderPage) => OrderPlan | Refusal)[]): string[] {
  let page = applied(nothing, placed());
  return changes.map((decide) => {
    const made = decide(page);
    if (isRefusal(made)) throw new Error(JSON.stringify(made));
    const sales = writesOf(page, made).flatMap((write) =>
      write.entity === 'Sale' && 'put' in write ? [write.put] : [],
    );
    for (const sale of sales) {
      const { orderId, placedAt, status, sequence } = made.order;
      expect(sale).toEqual({ sellerId: sale.sellerId, orderId, placedAt, status, sequence });
    }
    page = applied(page, made);
    return sales.map(({ sellerId }) => sellerId).join(' ');
  });
}

const paying = (page: OrderPage) =>
  receive(page, { method: 'CASH', amount: page.order.total, reference: 'r' }, actor);
const packing = (sku: string) => (page: OrderPage) => pack(page, [{ sku, quantity: 1 }], {}, actor);
const shipping = (number: number) => (page: OrderPage) =>
  ship(page, page.shipments[number]!.shipmentId, {}, actor);

test('a new order is a sale of each of its sellers, and none of the shop', () => {
  const { orderId, placedAt, sequence } = placed().order;
  const sale = { orderId, placedAt, status: 'PLACED', sequence };
  expect(salesOf(placed())).toEqual([
    { sellerId: 'selma', ...sale },
    { sellerId: 'sam', ...sale },
  ]);
});

test('where the order stands is news for all, its parcels and returns for those whose goods they hold', () => {
  const back = (page: OrderPage) => page.returns[0]!.returnId;
  const news = newsOf(
    paying,
    packing('HAT'),
    packing('SCARF'),
    packing('MUG'),
    shipping(0),
    shipping(1),
    (page) => moveShipment(page, page.shipments[0]!.shipmentId, 'IN_TRANSIT', actor),
    (page) => requestReturn(page, [{ sku: 'HAT', quantity: 1, reason: 'small' }], actor),
    (page) => decideReturn(page, back(page), 'APPROVED', actor),
    (page) => receiveReturn(page, back(page), [{ sku: 'HAT', received: 1, restocked: 1 }], actor),
    shipping(2),
    packing('COAT'),
    shipping(3),
  );
  expect(news).toEqual([
    'selma sam',
    'selma',
    'sam',
    '',
    // The order comes to be shipped in part.
    'selma sam',
    'sam',
    'selma',
    'selma',
    'selma',
    'selma',
    '',
    'selma',
    // And in whole.
    'selma sam',
  ]);
});

test('the end of an order is news for all', () => {
  expect(newsOf((page) => cancel(page, actor, 'too late'))).toEqual(['selma sam']);
});

test('an audit finds sales that are missing, doubled, elsewhere than their order, ahead of it or of none', () => {
  const { order } = placed();
  const [selma, sam] = salesOf(placed());
  const checks = (...sales: SaleRecord[]) =>
    auditSales(sales, [order]).map(({ check, subject }) => [check, subject]);
  expect(checks(selma!, sam!)).toEqual([]);
  expect(checks(sam!)).toEqual([['sale.count', 'o1 selma']]);
  expect(checks(selma!, sam!, sam!)).toEqual([['sale.count', 'o1 sam']]);
  expect(checks({ ...selma!, status: 'CONFIRMED' }, sam!)).toEqual([['sale.status', 'o1 selma']]);
  expect(checks({ ...selma!, placedAt: actor.now.replace('2026', '2025') }, sam!)).toEqual([
    ['sale.placed', 'o1 selma'],
  ]);
  expect(checks(selma!, { ...sam!, sequence: order.sequence + 1 })).toEqual([
    ['sale.sequence-at-most', 'o1 sam'],
  ]);
  expect(checks(selma!, sam!, { ...sam!, sellerId: 'tom' })).toEqual([['sale.of-no-order', 'o1 tom']]);
});
