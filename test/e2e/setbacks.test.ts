import { afterAll, beforeAll, expect, it } from 'vitest';
import * as operations from '../../client/generated/documents.ts';
import { retryHours } from '../../rules/limits.ts';
import { address } from '../support/goods.ts';
import { invoke } from '../support/invoke.ts';
import type { Person } from '../support/people.ts';
import { startTestShop, type TestShop } from '../support/shop.ts';
import { until } from '../support/until.ts';

let shop: TestShop;
beforeAll(async () => {
  shop = await startTestShop();
});
afterAll(() => shop.stop());

const hour = 3_600_000;

/** A mug that is paid with a card of the test provider and sent. */
async function sent(card: string, sku: string) {
  const [staff, ada] = await Promise.all([shop.person('staff'), shop.person('customer')]);
  await shop.goods.offer(staff, { sku, price: 1000 });
  const { subtotal } = await shop.goods.fill(ada, sku);
  const cart = { shippingAddress: address, expectedTotal: subtotal, payment: { token: card } };
  const { id: orderId } = await shop.goods.answer(ada, operations.placeOrder, keyed(cart));
  const read = (who: typeof staff) => shop.goods.answer(who, operations.getOrder, { id: orderId });
  await until(async () => (await read(staff)).status === 'CONFIRMED');
  const { shipments } = await shop.goods.answer(staff, operations.packShipment, keyed({ orderId }));
  await shop.goods.answer(staff, operations.shipShipment, keyed({ orderId, shipmentId: shipments[0].id }));
  return { orderId, staff, read };
}

/** Has what failed asked for again, each time when its hour has come, until it is on the list; answers staff of then. */
async function askedInVain(
  kind: string,
  staff: Person,
  read: (who: Person) => Promise<any>,
): Promise<Person> {
  let clerk = staff;
  for (const [index, hours] of retryHours.entries()) {
    expect((await shop.goods.answer(clerk, operations.listFailedMovements, {})).items).toEqual([]);
    shop.clock.forward(hours * hour);
    clerk = await shop.again(staff);
    expect(await invoke(shop, 'RetryMovements')).toEqual({ asked: 1, failed: 0 });
    await until(async () => {
      const entries = (await read(clerk)).ledger.filter((one: any) => one.kind === kind);
      return entries.length === index + 2 && entries.every(({ status }: any) => status === 'FAILED');
    });
  }
  return clerk;
}

const keyed = (input: object) => ({ input, idempotencyKey: crypto.randomUUID() });
const eur = (amount: number) => ({ amount, currency: 'EUR' });

it('asks again for a refund that failed, puts it on the list of staff, and takes it from there when it was paid by hand', async () => {
  const { orderId, staff, read: readAs } = await sent('pm_refund_fails', 'MUG');
  const read = () => readAs(staff);
  const refunds = async () =>
    (await read()).ledger.filter(({ kind }: any) => kind === 'REFUND').map(({ status }: any) => status);
  await until(async () => (await read()).paid.amount === 1000);
  const refund = { orderId, amount: eur(300), reason: 'Sorry.' };
  await shop.goods.answer(staff, operations.refundOrder, keyed(refund));
  await until(async () => (await refunds()).join() === 'FAILED');

  // Too early: nothing is asked for.
  expect(await invoke(shop, 'RetryMovements')).toEqual({ asked: 0, failed: 0 });
  const clerk = await askedInVain('REFUND', staff, readAs);
  const { items } = await shop.goods.answer(clerk, operations.listFailedMovements, {});
  expect(items).toMatchObject([
    { orderId, kind: 'REFUND', amount: { amount: 300 }, failureCode: 'account_closed' },
  ]);
  const paid = keyed({ orderId, entryId: items[0].entryId, reference: 'T-1' });
  const done = await shop.goods.answer(clerk, operations.recordRefund, paid);
  expect(done.refunded).toEqual({ amount: 300, currency: 'EUR' });
  expect(await shop.goods.answer(clerk, operations.recordRefund, paid)).toEqual(done);
  expect((await shop.goods.answer(clerk, operations.listFailedMovements, {})).items).toEqual([]);
  expect((await readAs(clerk)).events.items.at(-1)).toMatchObject({ type: 'REFUND_SUCCEEDED' });
}, 300_000);

it('asks again for money of a parcel that left, puts it on the list of staff, and takes it from there when it was paid', async () => {
  const { orderId, staff, read } = await sent('pm_capture_fails', 'TEA');
  await until(async () => (await read(staff)).owed.amount === 1000);
  const clerk = await askedInVain('CAPTURE', staff, read);
  const { items } = await shop.goods.answer(clerk, operations.listFailedMovements, {});
  expect(items).toMatchObject([{ orderId, kind: 'CAPTURE', amount: eur(1000) }]);
  const cash = { orderId, method: 'CASH', amount: eur(400), reference: 'T-2' };
  await shop.goods.answer(clerk, operations.recordPayment, keyed(cash));
  const less = await shop.goods.answer(clerk, operations.listFailedMovements, {});
  expect(less.items).toMatchObject([{ orderId, amount: eur(600) }]);
  const rest = keyed({ ...cash, amount: eur(600), reference: 'T-3' });
  const paid = await shop.goods.answer(clerk, operations.recordPayment, rest);
  expect(paid).toMatchObject({ paid: eur(1000), owed: eur(0) });
  expect((await shop.goods.answer(clerk, operations.listFailedMovements, {})).items).toEqual([]);
  // What is set aside for it is let go.
  await until(async () => (await read(clerk)).authorized.amount === 0);
  expect(await invoke(shop, 'ReconcileHandler')).toMatchObject({ found: 0 });
}, 300_000);

it('leaves money to staff at once that lapsed before it could be taken, who may give it up', async () => {
  const { orderId, staff, read } = await sent('pm_lapses', 'HAT');
  await until(async () => (await read(staff)).owed.amount === 1000);
  expect(await read(staff)).toMatchObject({ authorized: eur(0), paid: eur(0) });
  const { items } = await shop.goods.answer(staff, operations.listFailedMovements, {});
  expect(items).toMatchObject([{ orderId, kind: 'CAPTURE', failureCode: 'expired_authorization' }]);
  const given = keyed({ orderId, reason: 'Too little to ask for' });
  const done = await shop.goods.answer(staff, operations.writeOffClaim, given);
  expect(done.owed).toEqual(eur(0));
  expect(await shop.goods.answer(staff, operations.writeOffClaim, given)).toEqual(done);
  expect((await shop.goods.answer(staff, operations.listFailedMovements, {})).items).toEqual([]);
  const { events } = await read(staff);
  expect(events.items.at(-1)).toMatchObject({
    type: 'CLAIM_WRITTEN_OFF',
    actor: 'staff',
    amount: eur(1000),
    note: 'Too little to ask for',
  });
  const nothing = keyed({ orderId, reason: 'Again' });
  const refused = await shop.graphql(staff, operations.writeOffClaim, nothing);
  expect(refused.errors[0]!.errorType).toBe('NotFound');
  expect(await invoke(shop, 'ReconcileHandler')).toMatchObject({ found: 0 });
}, 300_000);
