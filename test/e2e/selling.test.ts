import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as operations from '../../client/generated/documents.ts';
import { auditShop, differencesOf } from '../support/audit.ts';
import { address } from '../support/goods.ts';
import type { Person } from '../support/people.ts';
import { startTestShop, type TestShop } from '../support/shop.ts';
import { until } from '../support/until.ts';

let shop: TestShop;
let staff: Person;
let ada: Person;
let selma: Person;
let tom: Person;
beforeAll(async () => {
  shop = await startTestShop();
  [staff, ada, selma, tom] = await Promise.all([
    shop.person('staff'),
    shop.person('customer'),
    shop.person('seller'),
    shop.person('seller'),
  ]);
  await shop.goods.offer(staff, { sku: 'HOT', price: 500 });
  await shop.goods.offer(selma, { sku: 'MUG', price: 1000 });
  await shop.goods.offer(selma, { sku: 'VASE', price: 120_000 });
  await shop.goods.offer(tom, { sku: 'TEA', price: 300 });
});
afterAll(() => shop.stop());

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const keyed = (input: object) => ({ input, idempotencyKey: crypto.randomUUID() });
const as = (person: Person) => (query: string, input: object) =>
  shop.goods.answer(person, query, keyed(input));
const refused = async (person: Person, query: string, input: object) => {
  const { errorType, errorInfo } = (await shop.graphql(person, query, keyed(input))).errors[0]!;
  return { errorType, errorInfo };
};
const missing = (errorInfo: object) => ({ errorType: 'NotFound', errorInfo });
const orderOf = (id: string) => shop.goods.answer(ada, operations.getOrder, { id });

/** An order of Ada's with so many units of each; with a card it is confirmed by the provider. */
async function ordered(units: Record<string, number>, token?: string): Promise<string> {
  let total = eur(0);
  for (const [sku, quantity] of Object.entries(units)) {
    total = (await shop.goods.fill(ada, sku, quantity)).subtotal;
  }
  const payment = token ? { payment: { token } } : {};
  const input = { shippingAddress: address, expectedTotal: total, ...payment };
  return (await as(ada)(operations.placeOrder, input)).id;
}
const comesTo = (orderId: string, status: string) =>
  until(async () => (await orderOf(orderId)).status === status);
async function confirmed(units: Record<string, number>): Promise<string> {
  const orderId = await ordered(units, 'pm_success');
  await comesTo(orderId, 'CONFIRMED');
  return orderId;
}
async function saleOf(seller: Person, orderId: string) {
  const { items } = await shop.goods.answer(seller, operations.listMySales, {});
  return items.find((sale: any) => sale.orderId === orderId);
}
/** The seller packs all that is left of the own goods, and lets it leave. */
async function sent(seller: Person, orderId: string): Promise<string> {
  const { shipments } = await as(seller)(operations.packSale, { orderId });
  const shipmentId = shipments.at(-1).id as string;
  await as(seller)(operations.shipSale, { orderId, shipmentId });
  return shipmentId;
}
async function returnsOf(seller: Person, status: string) {
  const { items } = await shop.goods.answer(seller, operations.listMyReturns, { status });
  return items as any[];
}

describe('an order of several sellers', () => {
  it('is packed and sent by each for the own goods, paid as it leaves, and arrives as one', async () => {
    const orderId = await confirmed({ MUG: 2, TEA: 1, HOT: 1 });
    const packed = await as(selma)(operations.packSale, {
      orderId,
      lines: [{ sku: 'MUG', quantity: 1 }],
      carrier: 'Pigeon',
    });
    expect(packed).toMatchObject({
      orderId,
      status: 'CONFIRMED',
      lines: [{ sku: 'MUG', quantity: 2, shipped: 0 }],
      total: eur(2000),
      shippingAddress: address,
      shipments: [{ status: 'PACKED', lines: [{ sku: 'MUG', quantity: 1 }], carrier: 'Pigeon' }],
    });
    expect(packed.lines).toHaveLength(1);
    const shipmentId = packed.shipments[0].id;

    // Nobody else's parcel, nobody else's goods.
    for (const stranger of [tom, await shop.person('seller')]) {
      const parcel = { orderId, shipmentId };
      const known = stranger === tom ? { shipmentId } : { orderId };
      expect(await refused(stranger, operations.shipSale, parcel)).toEqual(missing(known));
      expect(await refused(stranger, operations.moveSale, { ...parcel, to: 'CANCELLED' })).toEqual(
        missing(known),
      );
    }
    const mugs = { orderId, lines: [{ sku: 'MUG', quantity: 1 }] };
    expect(await refused(tom, operations.packSale, mugs)).toEqual({
      errorType: 'NotEnoughUnits',
      errorInfo: { lines: [{ sku: 'TEA', units: 1 }] },
    });

    const shipped = await as(selma)(operations.shipSale, { orderId, shipmentId, trackingNumber: 'P1' });
    expect(shipped).toMatchObject({
      status: 'PARTIALLY_SHIPPED',
      lines: [{ shipped: 1 }],
      shipments: [{ status: 'SHIPPED', trackingNumber: 'P1' }],
    });
    await until(async () => (await orderOf(orderId)).paid.amount === 1000);

    const teas = await as(tom)(operations.packSale, { orderId });
    expect(teas.shipments).toMatchObject([{ lines: [{ sku: 'TEA', quantity: 1 }] }]);
    const [{ id: teaId }] = teas.shipments;
    await as(tom)(operations.shipSale, { orderId, shipmentId: teaId });
    const rest = await sent(selma, orderId);
    // Staff may do for a seller what the seller may.
    await as(staff)(operations.moveShipment, { orderId, shipmentId: rest, to: 'DELIVERED' });
    const { shipments } = await as(staff)(operations.packShipment, { orderId });
    const hotId = shipments.at(-1).id;
    expect(shipments.at(-1).lines).toEqual([{ sku: 'HOT', quantity: 1 }]);
    expect(await refused(selma, operations.shipSale, { orderId, shipmentId: hotId })).toEqual(
      missing({ shipmentId: hotId }),
    );
    await as(staff)(operations.shipShipment, { orderId, shipmentId: hotId });
    await as(staff)(operations.moveShipment, { orderId, shipmentId: hotId, to: 'DELIVERED' });
    for (const to of ['IN_TRANSIT', 'DELIVERED']) {
      await as(selma)(operations.moveSale, { orderId, shipmentId, to });
    }
    expect(await saleOf(tom, orderId)).toMatchObject({ status: 'SHIPPED', shippingAddress: address });
    const arrived = await as(tom)(operations.moveSale, { orderId, shipmentId: teaId, to: 'DELIVERED' });
    expect(arrived).toMatchObject({ status: 'DELIVERED', shippingAddress: null });

    await until(async () => (await orderOf(orderId)).paid.amount === 2800);
    const { events } = await orderOf(orderId);
    const who = events.items
      .filter(({ type }: any) => type.startsWith('SHIPMENT_'))
      .map(({ type, actor, subjectId }: any) => `${actor} ${type} ${subjectId}`);
    expect(who).toContain(`seller SHIPMENT_PACKED ${shipmentId}`);
    expect(who).toContain(`seller SHIPMENT_SHIPPED ${shipmentId}`);
    expect(who).toContain(`seller SHIPMENT_DELIVERED ${teaId}`);
    expect(who).toContain(`staff SHIPMENT_SHIPPED ${hotId}`);
    const named = (await shop.scan())
      .filter((item) => item['__edb_e__'] === 'order_event' && item['orderId'] === orderId)
      .filter(({ actor }) => actor === 'seller')
      .map(({ actorId }) => actorId);
    expect(new Set(named)).toEqual(new Set([selma.id, tom.id]));
  });

  it('tells nobody where it goes before it may be sent, and nothing of its money or of who bought', async () => {
    const orderId = await ordered({ MUG: 1 });
    expect(await saleOf(selma, orderId)).toMatchObject({ status: 'PLACED', shippingAddress: null });
    expect(await refused(selma, operations.packSale, { orderId })).toMatchObject({
      errorType: 'IllegalTransition',
      errorInfo: { status: 'PLACED' },
    });
    const payment = { orderId, method: 'CASH', amount: eur(1000), reference: orderId };
    await as(staff)(operations.recordPayment, payment);
    expect(await saleOf(selma, orderId)).toMatchObject({ status: 'CONFIRMED', shippingAddress: address });
    await as(ada)(operations.cancelOrder, { orderId });
    expect(await saleOf(selma, orderId)).toMatchObject({ status: 'CANCELLED', shippingAddress: null });
    for (const field of ['email', 'customerId', 'payments { items { id } }', 'ledger { id }']) {
      const { errors } = await shop.graphql(selma, `{ mySales { items { ${field} } } }`);
      expect(errors[0]!.message).toContain('FieldUndefined');
    }
  });

  it('is held for its sellers as for staff, and goes on when it is released', async () => {
    const orderId = await ordered({ VASE: 1 }, 'pm_success');
    await comesTo(orderId, 'ON_HOLD');
    expect((await saleOf(selma, orderId)).shippingAddress).toBeNull();
    expect(await refused(selma, operations.packSale, { orderId })).toMatchObject({
      errorType: 'IllegalTransition',
      errorInfo: { status: 'ON_HOLD' },
    });
    await as(staff)(operations.decideRiskReview, { orderId, approve: true });
    const shipmentId = await sent(selma, orderId);
    await as(selma)(operations.moveSale, { orderId, shipmentId, to: 'DELIVERED' });
    const { stepFunctions } = shop.cloud.services;
    const run = () => stepFunctions.inspect().executions.find(({ name }) => name === orderId);
    await until(() => run()?.status === 'SUCCEEDED');
  });

  it('is packed once, whoever is quicker, and a repeat is answered the same', async () => {
    const orderId = await confirmed({ MUG: 1 });
    const outcomes = await Promise.all([
      shop.graphql(selma, operations.packSale, keyed({ orderId })),
      shop.graphql(staff, operations.packShipment, keyed({ orderId })),
      shop.graphql(selma, operations.packSale, keyed({ orderId })),
    ]);
    const errors = outcomes.flatMap((one) => one.errors.map(({ errorType }) => errorType));
    expect(errors).toEqual(['NotEnoughUnits', 'NotEnoughUnits']);
    const { shipments } = await orderOf(orderId);
    expect(shipments).toHaveLength(1);
    const once = keyed({ orderId, shipmentId: shipments[0].id });
    const first = await shop.goods.answer(selma, operations.shipSale, once);
    await comesTo(orderId, 'SHIPPED');
    expect(await shop.goods.answer(selma, operations.shipSale, once)).toEqual(first);
  });
});

describe('a return', () => {
  it('of one seller’s goods is that seller’s: decided, taken in and paid back to the cent', async () => {
    const orderId = await confirmed({ MUG: 3, TEA: 1 });
    await sent(selma, orderId);
    await sent(tom, orderId);
    await until(async () => (await orderOf(orderId)).paid.amount === 3300);
    const lines = [{ sku: 'MUG', quantity: 2, reason: 'Too blue' }];
    const { returns } = await as(ada)(operations.requestReturn, { orderId, lines });
    const returnId = returns[0].id as string;
    expect(await returnsOf(selma, 'REQUESTED')).toMatchObject([{ id: returnId, orderId, lines }]);
    expect(await returnsOf(tom, 'REQUESTED')).toEqual([]);
    const decision = { orderId, returnId, approve: true, note: 'Please send it.' };
    expect(await refused(tom, operations.decideSaleReturn, decision)).toEqual(missing({ returnId }));
    const approved = await as(selma)(operations.decideSaleReturn, decision);
    expect(approved).toMatchObject({
      lines: [{ sku: 'MUG', returning: 2 }],
      returns: [{ status: 'APPROVED' }],
    });
    expect(await returnsOf(selma, 'REQUESTED')).toEqual([]);
    expect(await returnsOf(selma, 'APPROVED')).toHaveLength(1);

    const arrived = { orderId, returnId, lines: [{ sku: 'MUG', received: 2, restocked: 1 }] };
    expect(await refused(tom, operations.receiveSaleReturn, arrived)).toEqual(missing({ returnId }));
    const received = await as(selma)(operations.receiveSaleReturn, arrived);
    expect(received).toMatchObject({
      lines: [{ returning: 0, returned: 2, refunded: 2 }],
      returns: [{ lines: [{ received: 2, restocked: 1 }] }],
    });
    await until(async () => (await returnsOf(selma, 'REFUNDED')).length === 1);
    expect(await returnsOf(selma, 'REFUNDED')).toMatchObject([{ id: returnId, refund: eur(2000) }]);
    expect(await orderOf(orderId)).toMatchObject({ refunded: eur(2000), returns: [{ status: 'REFUNDED' }] });
  });

  it('of goods of several is staff’s, and its sellers do not see it', async () => {
    const orderId = await confirmed({ MUG: 1, TEA: 1 });
    await sent(selma, orderId);
    await sent(tom, orderId);
    await until(async () => (await orderOf(orderId)).paid.amount === 1300);
    const lines = ['MUG', 'TEA'].map((sku) => ({ sku, quantity: 1, reason: 'Both' }));
    const { returns } = await as(ada)(operations.requestReturn, { orderId, lines });
    const back = { orderId, returnId: returns[0].id };
    for (const seller of [selma, tom]) {
      const mine = await returnsOf(seller, 'REQUESTED');
      expect(mine.filter((one) => one.orderId === orderId)).toEqual([]);
      expect(await refused(seller, operations.decideSaleReturn, { ...back, approve: false })).toEqual(
        missing({ returnId: back.returnId }),
      );
    }
    await as(staff)(operations.decideReturn, { ...back, approve: true });
    const took = await as(staff)(operations.receiveReturn, {
      ...back,
      lines: lines.map(({ sku }) => ({ sku, received: 1, restocked: 1 })),
    });
    expect(took.refunded).toEqual(eur(1300));
  });

  it('is listed page by page, oldest first', async () => {
    const asked: string[] = [];
    for (let number = 0; number < 3; number += 1) {
      const orderId = await confirmed({ TEA: 1 });
      await sent(tom, orderId);
      const lines = [{ sku: 'TEA', quantity: 1, reason: 'Cold' }];
      await as(ada)(operations.requestReturn, { orderId, lines });
      asked.push(orderId);
    }
    const read = (nextToken: string | null) =>
      shop.goods.answer(tom, operations.listMyReturns, { status: 'REQUESTED', limit: 2, nextToken });
    const first = await read(null);
    const second = await read(first.nextToken);
    expect([...first.items, ...second.items].map(({ orderId }: any) => orderId)).toEqual(asked);
    expect(second.nextToken).toBeNull();
  });
});

it('leaves a shop in which everything agrees', async () => {
  const differences = async () => differencesOf(auditShop(await shop.scan()));
  await until(async () => (await differences()).length === 0);
  expect(await differences()).toEqual([]);
});
