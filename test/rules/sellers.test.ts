import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NotFound } from '../../rules/errors.ts';
import { areOf, keeperOf, linesFor, tellsAddress } from '../../rules/orders/goods.ts';
import { hold } from '../../rules/orders/hold.ts';
import { place } from '../../rules/orders/place.ts';
import {
  isRefusal,
  type Actor,
  type OrderPage,
  type OrderPlan,
  type Refusal,
} from '../../rules/orders/plan.ts';
import { receive } from '../../rules/orders/receive.ts';
import type { UnitsRecord } from '../../rules/orders/records.ts';
import { decideReturn, receiveReturn, requestReturn } from '../../rules/orders/returns.ts';
import { moveShipment, pack, ship } from '../../rules/orders/ship.ts';
import { orderMachine, type OrderState } from '../../rules/states/order.ts';
import { draftOf } from '../races/model/draft.ts';
import { applied, nothing } from './order-world.ts';

const now = '2026-01-01T10:00:00.000Z';
const staff: Actor = { role: 'staff', id: 'stan', now };
const selma: Actor = { role: 'seller', id: 'selma', now };
const tom: Actor = { role: 'seller', id: 'tom', now };
const stranger: Actor = { role: 'seller', id: 'stranger', now };
const customer: Actor = { role: 'customer', id: 'ada', now };
const skus = ['MUG', 'CUP', 'TEA', 'HOT'];

/** An order of goods of two sellers and of the shop, not paid yet. */
function ordered(): OrderPage {
  const owners = ['selma', 'selma', 'tom', 'shop'];
  const wanted = skus.map((sku, index) => ({
    sku,
    unitPrice: 333,
    quantity: 6,
    sellerId: owners[index]!,
  }));
  const until = '2026-01-01T10:30:00.000Z';
  const draft = draftOf({ orderId: 'o1', customerId: 'ada', wanted, reservedUntil: until });
  return applied(nothing, place(draft, customer));
}

function paid(): OrderPage {
  const page = ordered();
  const { total } = page.order;
  return applied(page, planned(receive(page, { method: 'CASH', amount: total, reference: 'r' }, staff)));
}

function planned(made: OrderPlan | Refusal): OrderPlan {
  if (isRefusal(made)) throw new Error(JSON.stringify(made));
  return made;
}

type Change = (page: OrderPage, actor: Actor) => OrderPlan | Refusal;

const some = fc.record({ sku: fc.constantFrom(...skus), quantity: fc.integer({ min: 1, max: 2 }) });
const units = fc.oneof(
  some.map((one) => [one]),
  fc.uniqueArray(some, { minLength: 2, maxLength: 3, selector: ({ sku }) => sku }),
);
const stages = ['IN_TRANSIT', 'DELIVERED', 'LOST', 'CANCELLED', 'SHIPPED'] as const;
const nth = <T>(list: readonly T[], place: number) => list[place % Math.max(1, list.length)];
const parcel = (page: OrderPage, place: number) => nth(page.shipments, place)?.shipmentId ?? 'none';
const back = (page: OrderPage, place: number) => nth(page.returns, place)?.returnId ?? 'none';

/** Whatever staff and sellers do with parcels and returns; these are chosen by place. */
const change: fc.Arbitrary<Change> = fc.oneof(
  units.map(
    (lines): Change =>
      (page, actor) =>
        pack(page, lines, {}, actor),
  ),
  fc.nat(5).map(
    (place): Change =>
      (page, actor) =>
        ship(page, parcel(page, place), {}, actor),
  ),
  fc.tuple(fc.nat(5), fc.constantFrom(...stages)).map(
    ([place, to]): Change =>
      (page, actor) =>
        moveShipment(page, parcel(page, place), to, actor),
  ),
  fc.tuple(fc.nat(5), fc.constantFrom('APPROVED' as const, 'REJECTED' as const)).map(
    ([place, to]): Change =>
      (page, actor) =>
        decideReturn(page, back(page, place), to, actor),
  ),
  fc.nat(5).map((place): Change => (page, actor) => {
    const lines = nth(page.returns, place)?.lines ?? [];
    const arrived = lines.map(({ sku, quantity }) => ({ sku, received: quantity, restocked: quantity - 1 }));
    return receiveReturn(page, back(page, place), arrived, actor);
  }),
  fc.tuple(fc.nat(5), units).map(([place, lines]): Change => (page, actor) => {
    const arrived = lines.map(({ sku, quantity }) => ({ sku, received: quantity, restocked: quantity }));
    return receiveReturn(page, back(page, place), arrived, actor);
  }),
);
/** Goods come back as their customer asks. */
const asked: fc.Arbitrary<Change> = units.map((lines) => (page) => {
  const unwanted = lines.map(({ sku }) => ({ sku, quantity: 1, reason: 'Blue' }));
  return requestReturn(page, unwanted, customer);
});
/** Who tries it, the first who may does it. */
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      by: fc.constantFrom([staff], [selma, tom, staff], [tom, selma, staff]),
      attempt: change,
    }),
  },
  { weight: 1, arbitrary: fc.record({ by: fc.constant([customer]), attempt: asked }) },
);

/** An outcome without who it was, and without what a seller is told less of. */
function anonymous(made: OrderPlan): unknown {
  return { ...made, events: made.events.map(({ actor: _, actorId: __, ...event }) => event) };
}

/** Everything that must be so of what a seller tried. */
function checkSeller(page: OrderPage, seller: Actor, attempt: Change): void {
  const made = attempt(page, seller);
  const own = linesFor(page.order, seller).map(({ sku }) => sku);
  const others = skus.filter((sku) => !own.includes(sku));
  if (isRefusal(made)) {
    for (const sku of others) expect(JSON.stringify(made.info)).not.toContain(sku);
    return;
  }
  // It is what staff would have made, but for who it was.
  expect(anonymous(made)).toEqual(anonymous(planned(attempt(page, staff))));
  for (const { actor, actorId } of made.events) expect({ role: actor, id: actorId, now }).toEqual(seller);
  const touched: UnitsRecord[] = [...made.shipments, ...made.returns].flatMap(({ lines }) => lines);
  expect(own).toEqual(expect.arrayContaining([...new Set(touched.map(({ sku }) => sku))]));
  expect(own).toEqual(expect.arrayContaining([...new Set(made.stock.map(({ sku }) => sku))]));
  const before = page.order.lines.filter(({ sku }) => others.includes(sku));
  expect(made.order.lines.filter(({ sku }) => others.includes(sku))).toEqual(before);
}

describe('what sellers do with an order of several', () => {
  test('is what staff would do, touches their own goods alone, and tells them of no other', () => {
    const did = new Set<string>();
    fc.assert(
      fc.property(fc.noBias(fc.array(step, { minLength: 30, maxLength: 60, size: 'max' })), (steps) => {
        let page = paid();
        for (const { by, attempt } of steps) {
          // Who sends goods back is not who sold them.
          const sellers = by[0] === customer ? [] : [selma, tom, stranger];
          for (const seller of sellers) checkSeller(page, seller, attempt);
          const made = by.map((actor) => attempt(page, actor)).find((one) => !isRefusal(one));
          if (!made) continue;
          for (const { actor, type } of planned(made).events) if (actor === 'seller') did.add(type);
          page = applied(page, planned(made));
        }
      }),
      { numRuns: 200 },
    );
    // What sellers can do was done, a loss, which is rare, apart.
    expect([...did]).toEqual(
      expect.arrayContaining([
        'SHIPMENT_PACKED',
        'SHIPMENT_SHIPPED',
        'SHIPMENT_MOVED',
        'SHIPMENT_DELIVERED',
        'SHIPMENT_CANCELLED',
        'RETURN_APPROVED',
        'RETURN_REJECTED',
        'RETURN_RECEIVED',
      ]),
    );
  });

  test('may be tried with a parcel or return of several, or of others: it is not there', () => {
    let page = paid();
    const all = skus.map((sku) => ({ sku, quantity: 1 }));
    page = applied(page, planned(pack(page, all, {}, staff)));
    page = applied(page, planned(pack(page, [{ sku: 'TEA', quantity: 1 }], {}, tom)));
    for (const { shipmentId } of page.shipments) {
      const missing = { refusal: NotFound, info: { shipmentId } };
      expect(ship(page, shipmentId, {}, selma)).toEqual(missing);
      expect(moveShipment(page, shipmentId, 'CANCELLED', selma)).toEqual(missing);
      page = applied(page, planned(ship(page, shipmentId, {}, staff)));
    }
    for (const unwanted of [['MUG', 'TEA'], ['TEA']]) {
      const lines = unwanted.map((sku) => ({ sku, quantity: 1, reason: 'Blue' }));
      page = applied(page, planned(requestReturn(page, lines, customer)));
    }
    for (const { returnId } of page.returns) {
      const missing = { refusal: NotFound, info: { returnId } };
      expect(decideReturn(page, returnId, 'APPROVED', selma)).toEqual(missing);
      expect(receiveReturn(page, returnId, [], selma)).toEqual(missing);
    }
    expect(page.returns.map(({ sellerId }) => sellerId)).toEqual(['shop', 'tom']);
    expect(pack(page, undefined, {}, stranger)).toEqual({ refusal: NotFound, info: { orderId: 'o1' } });
  });

  test('is of all that is left of their own when they name nothing', () => {
    const page = paid();
    const { shipments } = planned(pack(page, undefined, {}, selma));
    expect(shipments[0]!.lines).toEqual([
      { sku: 'MUG', quantity: 6 },
      { sku: 'CUP', quantity: 6 },
    ]);
  });

  test('waits for the money, and for whoever looks at the order, as for staff', () => {
    const held = applied(paid(), planned(hold(paid(), ['HIGH_TOTAL'], now, staff)));
    for (const page of [ordered(), held]) {
      for (const actor of [selma, staff]) {
        const { status } = page.order;
        const info = { status, nextStatuses: orderMachine[status] };
        expect(pack(page, undefined, {}, actor)).toMatchObject({
          refusal: { type: 'IllegalTransition' },
          info,
        });
      }
    }
    const packed = applied(paid(), planned(pack(paid(), undefined, {}, selma)));
    const stopped = applied(packed, planned(hold(packed, ['HIGH_TOTAL'], now, staff)));
    const { shipmentId } = packed.shipments[0]!;
    expect(ship(stopped, shipmentId, {}, selma)).toMatchObject({ refusal: { type: 'IllegalTransition' } });
  });
});

describe('goods', () => {
  test.each([
    [['MUG', 'CUP'], 'selma'],
    [['TEA'], 'tom'],
    [['HOT'], 'shop'],
    [['MUG', 'TEA'], 'shop'],
    [['MUG', 'HOT'], 'shop'],
    [['nothing'], 'shop'],
    [[], 'shop'],
  ])('%j are seen to by %s', (named, keeper) => {
    const { order } = ordered();
    const lines = named.map((sku) => ({ sku }));
    expect(keeperOf(order, lines)).toBe(keeper);
    if (keeper !== 'shop') expect(areOf(linesFor(order, { role: 'seller', id: keeper }), lines)).toBe(true);
  });

  test('are not anybody’s for being without an id', () => {
    expect(linesFor(ordered().order, { role: 'seller' })).toEqual([]);
  });

  test('go where their seller may know of from when they may leave until they arrived', () => {
    const { order } = ordered();
    const told = (Object.keys(orderMachine) as OrderState[]).filter((status) =>
      tellsAddress({ ...order, status }),
    );
    expect(told).toEqual(['CONFIRMED', 'PARTIALLY_SHIPPED', 'SHIPPED']);
  });
});
