import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as operations from '../../client/generated/documents.ts';
import type { Person } from '../support/people.ts';
import { tellEmail } from '../support/profile.ts';
import { startTestShop, type TestShop } from '../support/shop.ts';
import { mailsToStaff } from '../support/staff-mail.ts';
import { until } from '../support/until.ts';

let shop: TestShop;
let staff: Person;
let ada: Person;
beforeAll(async () => {
  shop = await startTestShop();
  [staff, ada] = await Promise.all([shop.person('staff'), shop.person('customer')]);
  await shop.goods.offer(staff, { sku: 'MUG', price: 1000, stock: 1000 });
  await tellEmail(shop, ada);
});
afterAll(() => shop.stop());

const keyed = (input: object) => ({ input, idempotencyKey: crypto.randomUUID() });
const as = (person: Person) => (query: string, input: object) =>
  shop.goods.answer(person, query, keyed(input));

async function paidOrder(quantity: number): Promise<string> {
  const { id: orderId, total } = await shop.goods.buy(ada, 'MUG', quantity);
  const payment = { orderId, method: 'CASH', amount: total, reference: orderId };
  await as(staff)(operations.recordPayment, payment);
  return orderId;
}

const run = (orderId: string) =>
  shop.cloud.services.stepFunctions.inspect().executions.find(({ name }) => name === orderId);
const waitsIn = (orderId: string, state: string) => until(() => run(orderId)?.current.includes(state));
const ends = (orderId: string) => until(() => run(orderId)?.status !== 'RUNNING' && run(orderId));
const statesOf = (orderId: string) =>
  shop.cloud.services.stepFunctions.inspectStates(run(orderId)!.arn)!.map(({ name }) => name);
const mails = () =>
  shop.cloud.services.outbox
    .list()
    .filter(({ service }) => service === 'ses')
    .map(({ subject }) => subject?.replace(/order \S+/, 'order'));

const reviewOf = (orderId: string) =>
  until(async () => {
    const { items } = await shop.goods.answer(staff, operations.listRiskReviews, {});
    return items.find((review: any) => review.orderId === orderId);
  });

describe('the workflow of an order', () => {
  it('goes from payment to delivery, and the customer is told, each once and in order', async () => {
    const orderId = await paidOrder(1);
    await waitsIn(orderId, 'AwaitShipping');
    const { shipments } = await as(staff)(operations.packShipment, { orderId });
    const shipmentId = shipments[0].id;
    await as(staff)(operations.shipShipment, { orderId, shipmentId });
    await waitsIn(orderId, 'AwaitDelivery');
    await as(staff)(operations.moveShipment, { orderId, shipmentId, to: 'DELIVERED' });
    expect(await ends(orderId)).toMatchObject({ status: 'SUCCEEDED' });
    expect(statesOf(orderId)).toEqual([
      'AwaitPayment',
      'AssessRisk',
      'IsFlagged',
      'AwaitShipping',
      'AwaitDelivery',
      'Delivered',
    ]);
    await until(() => mails().length >= 4);
    expect(mails()).toEqual([
      'Your order',
      'Your order is confirmed',
      'A parcel of your order is on its way',
      'Your order has arrived',
    ]);
  });

  it('holds what is odd until staff decides: yes', async () => {
    const orderId = await paidOrder(120);
    expect(await reviewOf(orderId)).toMatchObject({
      status: 'OPEN',
      reasons: ['HIGH_TOTAL', 'MANY_UNITS'],
      order: { status: 'ON_HOLD' },
    });
    await waitsIn(orderId, 'Review');
    const held = `Order ${orderId} is held: HIGH_TOTAL, MANY_UNITS.`;
    await until(() => mailsToStaff(shop).some(({ text }) => text.includes(held)));
    const released = await as(staff)(operations.decideRiskReview, { orderId, approve: true, note: 'Known.' });
    expect(released).toMatchObject({ status: 'CONFIRMED' });
    await waitsIn(orderId, 'AwaitShipping');
    const again = keyed({ orderId, approve: false });
    const { errors } = await shop.graphql(staff, operations.decideRiskReview, again);
    expect(errors[0]).toMatchObject({ errorType: 'IllegalTransition', errorInfo: { review: 'APPROVED' } });
  });

  it('holds what is odd until staff decides: no, and stock and money go back', async () => {
    const orderId = await paidOrder(110);
    await reviewOf(orderId);
    const declined = await as(staff)(operations.decideRiskReview, { orderId, approve: false });
    expect(declined).toMatchObject({ status: 'CANCELLED', refunded: declined.paid });
    expect(await ends(orderId)).toMatchObject({ status: 'SUCCEEDED' });
    expect(statesOf(orderId).at(-1)).toBe('Ended');
  });

  it('ends with an order that is cancelled while it waits', async () => {
    const { id: orderId } = await shop.goods.buy(ada, 'MUG', 1);
    await waitsIn(orderId, 'AwaitPayment');
    await as(ada)(operations.cancelOrder, { orderId });
    await ends(orderId);
    expect(statesOf(orderId)).toEqual(['AwaitPayment', 'Ended']);
  });
});
