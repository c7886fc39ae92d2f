import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as operations from '../../client/generated/documents.ts';
import type { Person } from '../support/people.ts';
import { startTestShop, type TestShop } from '../support/shop.ts';

let shop: TestShop;
let staff: Person;
let ada: Person;
let productId: string;
beforeAll(async () => {
  shop = await startTestShop();
  [staff, ada] = await Promise.all([shop.person('staff'), shop.person('customer')]);
  productId = (await shop.goods.offer(staff, { sku: 'MUG', price: 1000, stock: 100 })).id;
});
afterAll(() => shop.stop());

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const keyed = (input: object) => ({ input, idempotencyKey: crypto.randomUUID() });
const as = (person: Person) => (query: string, input: object) =>
  shop.goods.answer(person, query, keyed(input));
const refused = async (person: Person, query: string, input: object) =>
  (await shop.graphql(person, query, keyed(input))).errors[0]!;

async function stock() {
  const { variants } = await shop.goods.answer(staff, operations.getProductStock, { id: productId });
  const { available, reserved, sold } = variants.items[0];
  return { available, reserved, sold };
}

/** An order of so many mugs, its money received. */
async function paidOrder(quantity: number): Promise<string> {
  const { id: orderId, total } = await shop.goods.buy(ada, 'MUG', quantity);
  const payment = { orderId, method: 'BANK_TRANSFER', amount: total, reference: orderId };
  await as(staff)(operations.recordPayment, payment);
  return orderId;
}

describe('parcels', () => {
  it('leave in parts, and arrive', async () => {
    const before = await stock();
    const orderId = await paidOrder(3);
    const first = await as(staff)(operations.packShipment, {
      orderId,
      lines: [{ sku: 'MUG', quantity: 1 }],
      carrier: 'Pigeon',
    });
    const [{ id: shipmentId }] = first.shipments;
    expect(first).toMatchObject({
      status: 'CONFIRMED',
      shipments: [{ status: 'PACKED', carrier: 'Pigeon' }],
    });
    const shipped = await as(staff)(operations.shipShipment, { orderId, shipmentId, trackingNumber: 'P1' });
    expect(shipped).toMatchObject({
      status: 'PARTIALLY_SHIPPED',
      lines: [{ shipped: 1 }],
      shipments: [{ status: 'SHIPPED', carrier: 'Pigeon', trackingNumber: 'P1' }],
    });
    expect(await stock()).toEqual({
      available: before.available - 3,
      reserved: before.reserved + 2,
      sold: before.sold + 1,
    });

    const rest = await as(staff)(operations.packShipment, { orderId });
    const second = rest.shipments[1];
    expect(second.lines).toEqual([{ sku: 'MUG', quantity: 2 }]);
    expect(await refused(ada, operations.cancelOrder, { orderId })).toMatchObject({
      errorType: 'IllegalTransition',
      errorInfo: { status: 'PARTIALLY_SHIPPED', nextStatuses: ['SHIPPED'] },
    });
    await as(staff)(operations.shipShipment, { orderId, shipmentId: second.id });
    for (const to of ['IN_TRANSIT', 'OUT_FOR_DELIVERY', 'DELIVERED']) {
      await as(staff)(operations.moveShipment, { orderId, shipmentId, to });
    }
    const back = { orderId, shipmentId, to: 'IN_TRANSIT' };
    expect(await refused(staff, operations.moveShipment, back)).toMatchObject({
      errorType: 'IllegalTransition',
      errorInfo: { shipmentId, status: 'DELIVERED', nextStatuses: [] },
    });
    const arrived = await as(staff)(operations.moveShipment, {
      orderId,
      shipmentId: second.id,
      to: 'DELIVERED',
    });
    expect(arrived).toMatchObject({ status: 'DELIVERED', nextStatuses: [] });
    expect(await stock()).toEqual({
      available: before.available - 3,
      reserved: before.reserved,
      sold: before.sold + 3,
    });
  });

  it('are unpacked again, and hold no more than the order has', async () => {
    const orderId = await paidOrder(2);
    const lines = [{ sku: 'MUG', quantity: 3 }];
    expect(await refused(staff, operations.packShipment, { orderId, lines })).toMatchObject({
      errorType: 'NotEnoughUnits',
      errorInfo: { lines: [{ sku: 'MUG', units: 2 }] },
    });
    const { shipments } = await as(staff)(operations.packShipment, { orderId });
    expect(await refused(staff, operations.packShipment, { orderId })).toMatchObject({
      errorType: 'NotEnoughUnits',
      errorInfo: { lines: [{ sku: 'MUG', units: 0 }] },
    });
    const shipmentId = shipments[0].id;
    await as(staff)(operations.moveShipment, { orderId, shipmentId, to: 'CANCELLED' });
    const again = await as(staff)(operations.packShipment, { orderId });
    expect(again.shipments.map(({ status }: any) => status)).toEqual(['CANCELLED', 'PACKED']);
    const cancelled = await as(ada)(operations.cancelOrder, { orderId });
    expect(cancelled).toMatchObject({ status: 'CANCELLED', refunded: eur(2000) });
  });
});

describe('returns', () => {
  async function deliveredOrder(quantity: number): Promise<string> {
    const orderId = await paidOrder(quantity);
    const { shipments } = await as(staff)(operations.packShipment, { orderId });
    const shipmentId = shipments[0].id;
    await as(staff)(operations.shipShipment, { orderId, shipmentId });
    await as(staff)(operations.moveShipment, { orderId, shipmentId, to: 'DELIVERED' });
    return orderId;
  }

  it('bring goods and money back, to the cent', async () => {
    const before = await stock();
    const orderId = await deliveredOrder(3);
    const lines = [{ sku: 'MUG', quantity: 2, reason: 'Too blue' }];
    const asked = await as(ada)(operations.requestReturn, { orderId, lines });
    const returnId = asked.returns[0].id;
    expect(asked.lines[0]).toMatchObject({ returning: 2, returned: 0 });
    expect(await refused(ada, operations.requestReturn, { orderId, lines })).toMatchObject({
      errorType: 'NotEnoughUnits',
      errorInfo: { lines: [{ sku: 'MUG', units: 1 }] },
    });
    const { items } = await shop.goods.answer(staff, operations.listReturns, { status: 'REQUESTED' });
    expect(items).toMatchObject([{ id: returnId, orderId }]);
    await as(staff)(operations.decideReturn, { orderId, returnId, approve: true, note: 'Please send it.' });
    const received = await as(staff)(operations.receiveReturn, {
      orderId,
      returnId,
      lines: [{ sku: 'MUG', received: 2, restocked: 1 }],
    });
    expect(received).toMatchObject({
      refunded: eur(2000),
      lines: [{ returning: 0, returned: 2, refunded: 2 }],
      returns: [{ status: 'RECEIVED', refund: eur(2000), lines: [{ received: 2, restocked: 1 }] }],
    });
    // One of the three was kept, one was written off.
    expect(await stock()).toEqual({
      available: before.available - 2,
      reserved: before.reserved,
      sold: before.sold + 2,
    });
  });

  it('are refused, or called off, and leave the units with the customer', async () => {
    const orderId = await deliveredOrder(1);
    const lines = [{ sku: 'MUG', quantity: 1, reason: 'Changed my mind' }];
    const { returns } = await as(ada)(operations.requestReturn, { orderId, lines });
    const decision = { orderId, returnId: returns[0].id, approve: false };
    expect((await refused(ada, operations.decideReturn, decision)).errorType).toBe('Unauthorized');
    const rejected = await as(staff)(operations.decideReturn, decision);
    expect(rejected).toMatchObject({ lines: [{ returning: 0 }], returns: [{ status: 'REJECTED' }] });
    const again = await as(ada)(operations.requestReturn, { orderId, lines });
    const withdrawn = await as(ada)(operations.withdrawReturn, { orderId, returnId: again.returns[1].id });
    expect(withdrawn.lines).toMatchObject([{ returning: 0, returned: 0 }]);
    const unshipped = await paidOrder(1);
    expect(await refused(ada, operations.requestReturn, { orderId: unshipped, lines })).toMatchObject({
      errorType: 'IllegalTransition',
    });
  });
});
