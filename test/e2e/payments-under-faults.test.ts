import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as operations from '../../client/generated/documents.ts';
import { openTestBooks } from '../../functions/lib/payments/test-provider/books.ts';
import { address } from '../support/goods.ts';
import type { Person } from '../support/people.ts';
import { startTestShop, type TestShop } from '../support/shop.ts';
import { until } from '../support/until.ts';

let shop: TestShop;
let staff: Person;
let ada: Person;
beforeAll(async () => {
  shop = await startTestShop({ faults: { seed: 11 }, logLevel: 'silent' });
  [staff, ada] = await Promise.all([shop.person('staff'), shop.person('customer')]);
  await shop.goods.offer(staff, { sku: 'MUG', price: 1000, stock: 1000 });
});
afterAll(() => shop.stop());

/** After this time a message that no worker answered for is there again, in milliseconds. */
const hidden = 181_000;

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const read = (id: string) => shop.goods.answer(staff, operations.getOrder, { id });

/** Says something until it is answered, always under the same key. */
async function insist(person: Person, operation: string, input: object): Promise<any> {
  const idempotencyKey = crypto.randomUUID();
  for (;;) {
    const { data, errors } = await shop.graphql(person, operation, { input, idempotencyKey });
    if (errors.length === 0) return Object.values(data)[0];
    if (!['Contention', 'Internal'].includes(errors[0]!.errorType)) return undefined;
  }
}

async function buyWith(token: string): Promise<string> {
  for (;;) {
    const cart = await shop.goods.fill(ada, 'MUG').catch(() => undefined);
    const input = { shippingAddress: address, expectedTotal: cart?.subtotal, payment: { token } };
    const order = cart && (await insist(ada, operations.placeOrder, input));
    if (order) return order.id;
  }
}

const chargeOf = async (id: string) =>
  (await shop.scan()).find(
    ({ __edb_e__, chargeId }) => __edb_e__ === 'test_charge' && chargeId.startsWith(`${id}.`),
  );

describe('payments', () => {
  it('are booked when the shop dies between the provider and its ledger', async () => {
    const { faults } = shop.cloud;
    const crashes = () => faults.counts()['lambda.crashed'] ?? 0;
    const charged: string[] = [];
    faults.set({ 'lambda.crashed': { '*PaymentsSettle*': 1 } });
    // It dies anywhere, at times before it asked: those messages come again when their time is over.
    while (charged.length === 0) {
      const orders: string[] = [];
      for (let count = 0; count < 5; count++) {
        const before = crashes();
        orders.push(await buyWith('pm_success'));
        await until(() => crashes() > before);
      }
      for (const id of orders) if (await chargeOf(id)) charged.push(id);
    }
    faults.set({});
    shop.clock.forward(hidden);
    for (const id of charged) {
      const order = await until(async () => {
        const now = await read(id);
        return now.status === 'CONFIRMED' ? now : undefined;
      });
      expect(order.ledger).toMatchObject([{ kind: 'AUTHORIZE', status: 'SUCCEEDED' }]);
    }
  });

  it('come out the same in the provider’s books, whatever is lost, doubled and late', async () => {
    const { faults } = shop.cloud;
    faults.set({
      'dynamodb.throttled': 0.02,
      'dynamodb.conflict': 0.05,
      'dynamodb.inProgress': 0.02,
      'dynamodb.failedAfter': 0.02,
      'streams.duplicated': 0.2,
      'streams.restarted': 0.1,
      'sqs.duplicated': 0.3,
      'sqs.reordered': 0.3,
      'sqs.lostAck': 0.2,
      'sqs.earlyVisible': 0.3,
      'lambda.timeoutAfter': { '*Payments*': 0.2 },
    });
    const tokens = ['pm_success', 'pm_twice', 'pm_late', 'pm_timeout_after', 'pm_decline', 'pm_refund_late'];
    const orders: string[] = [];
    for (const [index, token] of [...tokens, ...tokens].entries()) {
      const orderId = await buyWith(token);
      orders.push(orderId);
      // Half of them are called off while the payment runs; of the others some money goes back.
      if (index >= tokens.length) {
        void insist(ada, operations.cancelOrder, { orderId });
      } else if (token === 'pm_success') {
        await until(async () => (await read(orderId).catch(() => undefined))?.status === 'CONFIRMED');
        const packed = await insist(staff, operations.packShipment, { orderId });
        const shipmentId = packed?.shipments[0].id;
        await insist(staff, operations.shipShipment, { orderId, shipmentId });
        await insist(staff, operations.refundOrder, { orderId, amount: eur(300), reason: 'Sorry.' });
      }
    }
    const settled = (order: any) =>
      order.status !== 'PLACED' || order.payments.items.at(-1).status === 'DECLINED';
    for (const id of orders) {
      shop.clock.forward(hidden);
      const order = await until(async () => {
        const now = await read(id).catch(() => undefined);
        const open = now?.ledger.some(({ status }: any) => status === 'REQUESTED');
        return now && !open && settled(now) ? now : undefined;
      });
      const charge = await chargeOf(id);
      expect(charge).toMatchObject({
        capturable: order.authorized.amount,
        captured: order.paid.amount,
        refunded: order.refunded.amount,
      });
      if (order.status === 'CANCELLED') expect(order.authorized).toEqual(eur(0));
    }
    faults.set({});
    expect(Object.keys(faults.counts()).length).toBeGreaterThan(5);
  }, 240_000);

  it('wait for nothing that lost a race in the provider’s books: that is no answer, and tried again', async () => {
    const { faults, endpoints, region, credentials, resources } = shop.cloud;
    const table = resources.find(({ type }) => /DynamoDB::(Global)?Table$/.test(type))!.physicalId;
    const systemClockOffset = shop.clock.now() - Date.now();
    const client = new DynamoDBClient({
      endpoint: endpoints.gateway,
      region,
      credentials,
      systemClockOffset,
      maxAttempts: 1,
    });
    const books = openTestBooks(DynamoDBDocumentClient.from(client), table);
    const chargeId = 'raced.authorize';
    const sums = { capturable: 0, captured: 0, refundable: 0, refunded: 0 };
    const charge = { chargeId, token: 'pm_refund_late', currency: 'EUR', amount: 500, ...sums };
    const capture = { key: 'raced.capture', kind: 'CAPTURE', chargeId, amount: 500 } as const;
    const raced = async <T>(change: () => Promise<T>): Promise<T> => {
      faults.set({ 'dynamodb.conflict': 1 });
      await expect(change()).rejects.toThrow(/The books were not written/);
      faults.set({});
      return change();
    };

    expect(await raced(() => books.open({ ...charge, state: 'NEW' }))).toBe(true);
    const opened = (await books.charge(chargeId))!;
    expect(await raced(() => books.decide(opened, 'AUTHORIZED', 500))).toBe(true);
    expect(await raced(() => books.see(capture))).toBe(true);
    const pending = { ...capture, result: 'PENDING' } as const;
    const taken = { capturable: -500, captured: 500, refundable: 500 };
    expect(await raced(() => books.move(pending, taken))).toBe('done');
    // The provider itself may be the first to end it.
    await raced(() => books.finish({ ...pending, createdAt: '' }));
    expect(await books.movement(capture.key)).toMatchObject({ result: 'SUCCEEDED' });
    expect(await books.charge(chargeId)).toMatchObject({ capturable: 0, captured: 500, refundable: 500 });
    client.destroy();
  });
});
