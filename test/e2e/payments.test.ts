import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as operations from '../../client/generated/documents.ts';
import { address } from '../support/goods.ts';
import type { Person } from '../support/people.ts';
import { startTestShop, type TestShop } from '../support/shop.ts';
import { until } from '../support/until.ts';

let shop: TestShop;
let staff: Person;
let ada: Person;
beforeAll(async () => {
  shop = await startTestShop();
  [staff, ada] = await Promise.all([shop.person('staff'), shop.person('customer')]);
  await shop.goods.offer(staff, { sku: 'MUG', price: 1000, stock: 1000 });
});
afterAll(() => shop.stop());

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const keyed = (input: object) => ({ input, idempotencyKey: crypto.randomUUID() });

/** Buys with a card at once. */
async function buyWith(token: string, quantity = 1): Promise<string> {
  const { subtotal } = await shop.goods.fill(ada, 'MUG', quantity);
  const { id } = await shop.goods.answer(
    ada,
    operations.placeOrder,
    keyed({ shippingAddress: address, expectedTotal: subtotal, payment: { token } }),
  );
  return id;
}

const read = (id: string) => shop.goods.answer(staff, operations.getOrder, { id });
const staffDoes = (operation: string, input: object) => shop.goods.answer(staff, operation, keyed(input));

/** The order once it is as a test waits for it. */
const once = (id: string, is: (order: any) => boolean) =>
  until(async () => {
    const order = await read(id);
    return is(order) ? order : undefined;
  });
const inState = (status: string) => (order: any) => order.status === status;
const paymentIs = (status: string) => (order: any) => order.payments.items.at(-1)?.status === status;
const settled = (order: any) => order.ledger.every(({ status }: any) => status !== 'REQUESTED');
const kinds = (order: any) => order.ledger.map(({ kind, status }: any) => `${kind} ${status}`).sort();
const types = (order: any) => order.events.items.map(({ type }: any) => type);

/** What the provider's books say of an order. */
async function books(id: string) {
  const items = (await shop.scan()).filter(({ __edb_e__ }) => /^test_/.test(__edb_e__));
  return {
    charges: items.filter(({ chargeId, key }) => !key && chargeId.startsWith(`${id}.`)),
    movements: items.filter(({ key }) => key?.startsWith(`${id}.`)),
  };
}

/** Packs and ships some units, which takes their money. */
async function ship(orderId: string, quantity: number): Promise<void> {
  const packed = await staffDoes(operations.packShipment, { orderId, lines: [{ sku: 'MUG', quantity }] });
  const shipmentId = packed.shipments.at(-1).id;
  await staffDoes(operations.shipShipment, { orderId, shipmentId });
}

describe('a card that is good', () => {
  it('confirms its order; what ships is captured, what comes back is refunded, never more', async () => {
    const id = await buyWith('pm_success', 3);
    expect(await once(id, inState('CONFIRMED'))).toMatchObject({
      authorized: eur(3000),
      payments: { items: [{ status: 'AUTHORIZED' }] },
      ledger: [{ kind: 'AUTHORIZE', status: 'SUCCEEDED', amount: eur(3000) }],
    });
    await ship(id, 1);
    const part = await once(id, paymentIs('PARTIALLY_CAPTURED'));
    expect(part).toMatchObject({ authorized: eur(2000), paid: eur(1000) });
    await ship(id, 2);
    expect(await once(id, paymentIs('CAPTURED'))).toMatchObject({ authorized: eur(0), paid: eur(3000) });

    const refund = keyed({ orderId: id, amount: eur(1200), reason: 'A scratch.' });
    const first = await shop.goods.answer(staff, operations.refundOrder, refund);
    expect(first).toMatchObject({ refunded: eur(1200) });
    expect(await shop.goods.answer(staff, operations.refundOrder, refund)).toEqual(first);
    const much = await shop.graphql(
      staff,
      operations.refundOrder,
      keyed({ orderId: id, amount: eur(1801), reason: 'Too much.' }),
    );
    expect(much.errors[0]).toMatchObject({ errorType: 'RefundTooHigh', errorInfo: { refundable: 1800 } });
    const order = await once(id, settled);
    expect(order.payments.items[0]).toMatchObject({ captured: eur(3000), refunded: eur(1200) });
    const { charges, movements } = await books(id);
    expect(charges).toMatchObject([{ captured: 3000, refunded: 1200, capturable: 0, refundable: 1800 }]);
    expect(movements).toHaveLength(3);
  });

  it('is freed when its order is called off', async () => {
    const id = await buyWith('pm_success');
    await once(id, inState('CONFIRMED'));
    await shop.goods.answer(ada, operations.cancelOrder, keyed({ orderId: id }));
    expect(await once(id, settled)).toMatchObject({ status: 'CANCELLED', authorized: eur(0) });
    expect((await books(id)).charges).toMatchObject([{ state: 'VOIDED', capturable: 0 }]);
  });
});

describe('a card that is declined', () => {
  it.each([
    ['pm_decline', 'card_declined'],
    ['pm_decline_insufficient_funds', 'insufficient_funds'],
    ['pm_decline_expired_card', 'expired_card'],
    ['pm_never_heard_of', 'unknown_card'],
  ])('%s says %s, and another pays the order', async (token, declineCode) => {
    const id = await buyWith(token);
    expect(await once(id, paymentIs('DECLINED'))).toMatchObject({
      status: 'PLACED',
      payments: { items: [{ declineCode }] },
    });
    const payment = { token: 'pm_success' };
    await shop.goods.answer(ada, operations.payOrder, keyed({ orderId: id, payment }));
    expect(await once(id, inState('CONFIRMED'))).toMatchObject({ authorized: eur(1000) });
    const again = await shop.graphql(ada, operations.payOrder, keyed({ orderId: id, payment }));
    expect(again.errors[0]!.errorType).toBe('IllegalTransition');
  });
});

describe('an answer that is lost', () => {
  it.each(['pm_timeout_before', 'pm_timeout_after'])('of %s is asked for again', async (token) => {
    const id = await buyWith(token);
    await once(id, inState('CONFIRMED'));
    await ship(id, 1);
    const order = await once(id, paymentIs('CAPTURED'));
    expect(order.paid).toEqual(eur(1000));
    expect((await books(id)).charges).toMatchObject([{ captured: 1000, capturable: 0 }]);
  });

  it('never comes from a provider that is down: the order expires, and nothing is owed', async () => {
    const id = await buyWith('pm_down');
    const open = await shop.graphql(
      ada,
      operations.payOrder,
      keyed({ orderId: id, payment: { token: 'pm_success' } }),
    );
    expect(open.errors[0]).toMatchObject({ errorType: 'PaymentUnderWay' });
    expect((await books(id)).charges).toEqual([]);
  });
});

describe('a card that asks its customer', () => {
  const action = (order: any): string => order.payments.items.at(-1).action.url;
  const decide = (url: string, decision: string) =>
    fetch(url, { method: 'POST', body: new URLSearchParams({ decision }) });

  it('shows a page; once confirmed there, the customer comes back to a confirmed order', async () => {
    const id = await buyWith('pm_action');
    const order = await once(id, paymentIs('REQUIRES_ACTION'));
    expect(await (await fetch(action(order))).text()).toContain('<button');
    expect(await (await decide(action(order), 'approve')).text()).toContain('is confirmed');
    const input = { orderId: id, paymentId: order.payments.items[0].id };
    const confirmed = await shop.goods.answer(ada, operations.confirmPayment, { input });
    expect(confirmed).toMatchObject({ status: 'CONFIRMED', payments: { items: [{ action: null }] } });
    const bob = await shop.person('customer');
    const other = await shop.graphql(bob, operations.confirmPayment, { input });
    expect(other.errors[0]!.errorType).toBe('NotFound');
  });

  it('is declined when the customer refuses', async () => {
    const id = await buyWith('pm_action');
    const order = await once(id, paymentIs('REQUIRES_ACTION'));
    await decide(action(order), 'decline');
    const input = { orderId: id, paymentId: order.payments.items[0].id };
    const refused = await shop.goods.answer(ada, operations.confirmPayment, { input });
    expect(refused.payments.items).toMatchObject([
      { status: 'DECLINED', declineCode: 'authentication_failed' },
    ]);
  });

  it('is let go when its order is called off first, also by a customer who confirms at last', async () => {
    const id = await buyWith('pm_action');
    const order = await once(id, paymentIs('REQUIRES_ACTION'));
    await shop.goods.answer(ada, operations.cancelOrder, keyed({ orderId: id }));
    const cancelled = await once(id, settled);
    expect(kinds(cancelled)).toEqual(['AUTHORIZE FAILED', 'VOID SUCCEEDED']);
    expect(await (await decide(action(order), 'approve')).text()).toContain('not confirmed');
    expect((await books(id)).charges).toMatchObject([{ state: 'VOIDED', capturable: 0 }]);
  });
});

describe('what a provider cannot do', () => {
  it('is written down, and the money stays where it was', async () => {
    const held = await buyWith('pm_void_fails');
    await once(held, inState('CONFIRMED'));
    await shop.goods.answer(ada, operations.cancelOrder, keyed({ orderId: held }));
    const kept = await once(held, (order) => types(order).includes('VOID_FAILED'));
    expect(kept).toMatchObject({ status: 'CANCELLED', authorized: eur(1000) });

    const uncaptured = await buyWith('pm_capture_fails');
    await once(uncaptured, inState('CONFIRMED'));
    await ship(uncaptured, 1);
    const failed = await once(uncaptured, (order) => types(order).includes('CAPTURE_FAILED'));
    expect(failed).toMatchObject({ authorized: eur(1000), paid: eur(0), owed: eur(1000) });
    expect(failed.ledger.find(({ kind }: any) => kind === 'CAPTURE')).toMatchObject({
      status: 'FAILED',
      failureCode: 'processing_error',
    });

    const unrefunded = await buyWith('pm_refund_fails');
    await once(unrefunded, inState('CONFIRMED'));
    await ship(unrefunded, 1);
    await once(unrefunded, paymentIs('CAPTURED'));
    await staffDoes(operations.refundOrder, { orderId: unrefunded, amount: eur(300), reason: 'Sorry.' });
    const back = await once(unrefunded, (order) => types(order).includes('REFUND_FAILED'));
    expect(back).toMatchObject({ paid: eur(1000), refunded: eur(0) });
  });

  it('is a second capture, for some: the first takes all', async () => {
    const id = await buyWith('pm_single_capture', 2);
    await once(id, inState('CONFIRMED'));
    await ship(id, 1);
    expect(await once(id, paymentIs('CAPTURED'))).toMatchObject({ paid: eur(2000), authorized: eur(0) });
    await ship(id, 1);
    expect(kinds(await read(id))).toEqual(['AUTHORIZE SUCCEEDED', 'CAPTURE SUCCEEDED']);
  });
});

describe('a provider that answers late, or twice', () => {
  it('tells by webhook what it did not know at once', async () => {
    const id = await buyWith('pm_late');
    const order = await once(id, inState('CONFIRMED'));
    expect(order.events.items.find(({ type }: any) => type === 'PAYMENT_AUTHORIZED').actor).toBe('provider');
    const declined = await buyWith('pm_late_decline');
    expect(await once(declined, paymentIs('DECLINED'))).toMatchObject({ status: 'PLACED' });
    const slow = await buyWith('pm_refund_late');
    await once(slow, inState('CONFIRMED'));
    await ship(slow, 1);
    await once(slow, paymentIs('CAPTURED'));
    await staffDoes(operations.refundOrder, { orderId: slow, amount: eur(300), reason: 'Sorry.' });
    const back = await once(slow, settled);
    expect(back.payments.items).toMatchObject([{ refunded: eur(300) }]);
  });

  it('does nothing twice', async () => {
    const id = await buyWith('pm_twice');
    await once(id, inState('CONFIRMED'));
    await ship(id, 1);
    const order = await once(id, settled);
    expect(types(order).filter((type: string) => type === 'CAPTURE_SUCCEEDED')).toHaveLength(1);
    const { charges, movements } = await books(id);
    expect(charges).toMatchObject([{ captured: 1000, capturable: 0 }]);
    expect(movements).toHaveLength(1);
  });
});

describe('money that no provider moves', () => {
  it('goes back by hand, and staff records that it did', async () => {
    const { id } = await shop.goods.buy(ada, 'MUG');
    await staffDoes(operations.recordPayment, {
      orderId: id,
      method: 'BANK_TRANSFER',
      amount: eur(1000),
      reference: 'in',
    });
    await shop.goods.answer(ada, operations.cancelOrder, keyed({ orderId: id }));
    const entry = (await read(id)).ledger[0];
    expect(entry).toMatchObject({ kind: 'REFUND', status: 'REQUESTED', amount: eur(1000) });
    await staffDoes(operations.recordRefund, { orderId: id, entryId: entry.id, reference: 'out' });
    expect((await read(id)).ledger).toMatchObject([{ status: 'SUCCEEDED', reference: 'out' }]);
    const own = { orderId: id, entryId: 'authorize-000001', reference: 'x' };
    const wrong = await shop.graphql(staff, operations.recordRefund, keyed(own));
    expect(wrong.errors[0]!.errorType).toBe('NotFound');
  });
});
