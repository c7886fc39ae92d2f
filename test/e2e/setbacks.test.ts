import { afterAll, beforeAll, expect, it } from 'vitest';
import * as operations from '../../client/generated/documents.ts';
import { retryHours } from '../../rules/limits.ts';
import { address } from '../support/goods.ts';
import { invoke } from '../support/invoke.ts';
import { startTestShop, type TestShop } from '../support/shop.ts';
import { until } from '../support/until.ts';

let shop: TestShop;
beforeAll(async () => {
  shop = await startTestShop();
});
afterAll(() => shop.stop());

const hour = 3_600_000;

it('asks again for a refund that failed, puts it on the list of staff, and takes it from there when it was paid by hand', async () => {
  const [staff, ada] = await Promise.all([shop.person('staff'), shop.person('customer')]);
  await shop.goods.offer(staff, { sku: 'MUG', price: 1000 });
  const { subtotal } = await shop.goods.fill(ada, 'MUG');
  const keyed = (input: object) => ({ input, idempotencyKey: crypto.randomUUID() });
  const payment = { token: 'pm_refund_fails' };
  const cart = { shippingAddress: address, expectedTotal: subtotal, payment };
  const { id: orderId } = await shop.goods.answer(ada, operations.placeOrder, keyed(cart));
  const read = () => shop.goods.answer(staff, operations.getOrder, { id: orderId });
  const refunds = async () =>
    (await read()).ledger.filter(({ kind }: any) => kind === 'REFUND').map(({ status }: any) => status);
  await until(async () => (await read()).status === 'CONFIRMED');
  const { shipments } = await shop.goods.answer(staff, operations.packShipment, keyed({ orderId }));
  const shipment = { orderId, shipmentId: shipments[0].id };
  await shop.goods.answer(staff, operations.shipShipment, keyed(shipment));
  await until(async () => (await read()).paid.amount === 1000);
  const refund = { orderId, amount: { amount: 300, currency: 'EUR' }, reason: 'Sorry.' };
  await shop.goods.answer(staff, operations.refundOrder, keyed(refund));
  await until(async () => (await refunds()).join() === 'FAILED');

  // Too early: nothing is asked for.
  expect(await invoke(shop, 'RetryMovements')).toEqual({ asked: 0, failed: 0 });
  let clerk = staff;
  const again = () => shop.goods.answer(clerk, operations.getOrder, { id: orderId });
  for (const [index, hours] of retryHours.entries()) {
    expect((await shop.goods.answer(clerk, operations.listFailedMovements, {})).items).toEqual([]);
    shop.clock.forward(hours * hour);
    clerk = await shop.again(staff);
    expect(await invoke(shop, 'RetryMovements')).toEqual({ asked: 1, failed: 0 });
    await until(async () => {
      const entries = (await again()).ledger.filter(({ kind }: any) => kind === 'REFUND');
      return entries.length === index + 2 && entries.every(({ status }: any) => status === 'FAILED');
    });
  }
  const { items } = await shop.goods.answer(clerk, operations.listFailedMovements, {});
  expect(items).toMatchObject([
    { orderId, kind: 'REFUND', amount: { amount: 300 }, failureCode: 'account_closed' },
  ]);
  const paid = keyed({ orderId, entryId: items[0].entryId, reference: 'T-1' });
  const done = await shop.goods.answer(clerk, operations.recordRefund, paid);
  expect(done.refunded).toEqual({ amount: 300, currency: 'EUR' });
  expect(await shop.goods.answer(clerk, operations.recordRefund, paid)).toEqual(done);
  expect((await shop.goods.answer(clerk, operations.listFailedMovements, {})).items).toEqual([]);
  expect((await again()).events.items.at(-1)).toMatchObject({ type: 'REFUND_SUCCEEDED' });
}, 300_000);
