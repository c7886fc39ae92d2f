import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as operations from '../../client/generated/documents.ts';
import { createClient, named } from '../support/client.ts';
import { address } from '../support/goods.ts';
import type { Person } from '../support/people.ts';
import { startTestShop, type TestShop } from '../support/shop.ts';

let shop: TestShop;
let staff: Person;
beforeAll(async () => {
  shop = await startTestShop();
  staff = await shop.person('staff');
});
afterAll(() => shop.stop());

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const key = () => ({ idempotencyKey: crypto.randomUUID() });

async function stockOf(productId: string): Promise<{ available: number; reserved: number }> {
  const product = await shop.goods.answer(staff, operations.getProductStock, { id: productId });
  const { available, reserved } = product.variants.items[0];
  return { available, reserved };
}

/** The same request twice at once; its answer, which both get. */
async function twice(caller: Person, query: string, variables: object): Promise<any> {
  const client = createClient(shop.graphql);
  const answers = await Promise.all([
    client.value(caller, query, variables),
    client.value(caller, query, variables),
  ]);
  expect(answers[1]).toEqual(answers[0]);
  return answers[0];
}

describe('at once', () => {
  it('50 customers after 10 units end in exactly 10 sold, and each loser is told why', async () => {
    const product = await shop.goods.offer(staff, { sku: 'RARE-MUG', price: 1500, stock: 10 });
    const customers = await Promise.all(Array.from({ length: 50 }, () => shop.person('customer')));
    await Promise.all(customers.map((customer) => shop.goods.fill(customer, 'RARE-MUG')));
    const input = { shippingAddress: address, expectedTotal: eur(1500) };

    /** As a client is told to: after Contention, again with the same key. */
    async function buy(customer: Person) {
      const idempotencyKey = crypto.randomUUID();
      for (;;) {
        const answer = await shop.graphql(customer, operations.placeOrder, { input, idempotencyKey });
        if (named(answer) !== 'Contention') return answer;
      }
    }
    const answers = await Promise.all(customers.map(buy));

    const outcomes = answers.map(named);
    expect(outcomes.filter((outcome) => outcome === 'ok')).toHaveLength(10);
    expect(outcomes.filter((outcome) => outcome === 'OutOfStock')).toHaveLength(40);
    for (const { errors } of answers.filter((answer) => named(answer) !== 'ok')) {
      expect(errors[0]!.errorInfo).toEqual({ lines: [{ sku: 'RARE-MUG', wanted: 1, available: 0 }] });
    }
    expect(await stockOf(product.id)).toEqual({ available: 0, reserved: 10 });
    const orders = (await shop.scan()).filter(({ __edb_e__ }) => __edb_e__ === 'order');
    expect(orders).toHaveLength(10);
    expect(new Set(orders.map(({ customerId }) => customerId)).size).toBe(10);
  });

  it('one idempotency key from many clients yields one order, and with other input a conflict', async () => {
    const product = await shop.goods.offer(staff, { sku: 'ONCE', price: 700, stock: 100 });
    const customer = await shop.person('customer');
    await shop.goods.fill(customer, 'ONCE', 2);
    const idempotencyKey = crypto.randomUUID();
    const place = (note?: string) =>
      shop.graphql(customer, operations.placeOrder, {
        input: { shippingAddress: address, expectedTotal: eur(1400), note },
        idempotencyKey,
      });
    const answers = await Promise.all(Array.from({ length: 12 }, () => place()));
    // A client that met the contention repeats, with the same key.
    const settled = await Promise.all(
      answers.map((answer) => (named(answer) === 'Contention' ? place() : answer)),
    );
    expect(settled.map(named)).toEqual(settled.map(() => 'ok'));
    expect(new Set(settled.map(({ data }) => data.placeOrder.id)).size).toBe(1);
    expect(await stockOf(product.id)).toEqual({ available: 98, reserved: 2 });
    expect((await shop.goods.answer(customer, operations.getCart)).lines).toEqual([]);

    const other = await place('Leave it at the door.');
    expect(named(other)).toBe('IdempotencyConflict');
    expect(other.errors[0]!.errorInfo).toEqual({ idempotencyKey });
    expect(await stockOf(product.id)).toEqual({ available: 98, reserved: 2 });
  });

  it('two of one key after the last unit are one order, told to both', async () => {
    for (const round of Array.from({ length: 10 }, (_, index) => index)) {
      const sku = `LAST-${round}`;
      const { id: productId } = await shop.goods.offer(staff, { sku, price: 900, stock: 1 });
      const customer = await shop.person('customer');
      await shop.goods.fill(customer, sku);
      const placing = { shippingAddress: address, expectedTotal: eur(900) };
      const order = await twice(customer, operations.placeOrder, { input: placing, ...key() });
      expect(await stockOf(productId)).toEqual({ available: 0, reserved: 1 });
      const cancelling = { orderId: order.id };
      await twice(customer, operations.cancelOrder, { input: cancelling, ...key() });
      expect(await stockOf(productId)).toEqual({ available: 1, reserved: 0 });
      const taking = { sku, delta: -1, reason: 'breakage' };
      await twice(staff, operations.adjustStock, { input: taking, ...key() });
      expect(await stockOf(productId)).toEqual({ available: 0, reserved: 0 });
    }
  });

  it('changes of one cart are all there, or are told that the cart changed', async () => {
    await shop.goods.offer(staff, { sku: 'BEAN', price: 10, stock: 1000 });
    const customer = await shop.person('customer');
    await shop.goods.fill(customer, 'BEAN');
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        shop.graphql(customer, operations.addToCart, { input: { sku: 'BEAN', quantity: 1 } }),
      ),
    );
    const outcomes = answers.map(named);
    const done = outcomes.filter((outcome) => outcome === 'ok').length;
    expect(done).toBeGreaterThan(0);
    expect(outcomes.filter((outcome) => outcome !== 'ok').every((outcome) => outcome === 'CartChanged')).toBe(
      true,
    );
    const cart = await shop.goods.answer(customer, operations.getCart);
    expect(cart).toMatchObject({ totalQuantity: 1 + done, version: 1 + done });
  });

  it('cancelling and paying one order leave money, stock and timeline whole', async () => {
    const product = await shop.goods.offer(staff, { sku: 'TUG', price: 900, stock: 50 });
    const customer = await shop.person('customer');
    const allowed = ['ok', 'IllegalTransition', 'Contention', 'Overpayment', 'AlreadyExists'];
    for (let round = 0; round < 4; round++) {
      const { id: orderId } = await shop.goods.buy(customer, 'TUG', 2);
      const pay = (amount: number, reference: string) =>
        shop.graphql(staff, operations.recordPayment, {
          input: { orderId, method: 'CARD', amount: eur(amount), reference },
          ...key(),
        });
      const cancel = (person: Person) =>
        shop.graphql(person, operations.cancelOrder, {
          input: { orderId },
          ...key(),
        });
      const answers = await Promise.all([
        pay(900, 'first'),
        pay(900, 'first'),
        pay(900, 'second'),
        cancel(customer),
        cancel(staff),
      ]);
      for (const answer of answers) expect(allowed).toContain(named(answer));

      const order = await shop.goods.answer(staff, operations.getOrder, { id: orderId });
      const received = order.payments.items.map(({ captured }: any) => captured.amount);
      expect(received.reduce((sum: number, amount: number) => sum + amount, 0)).toBe(order.paid.amount);
      const sequences = order.events.items.map(({ sequence }: any) => sequence);
      expect(sequences).toEqual(sequences.map((_: number, index: number) => index + 1));
      expect(order.sequence).toBe(sequences.length);
      expect(order.events.items.at(-1).status).toBe(order.status);
      if (order.status === 'CANCELLED') expect(order.refunded).toEqual(order.paid);
    }
    const { available, reserved } = await stockOf(product.id);
    expect(available + reserved).toBe(50);
    const orders = (await shop.scan()).filter(
      ({ __edb_e__, lines }) => __edb_e__ === 'order' && lines[0].sku === 'TUG',
    );
    const open = orders.filter(({ status }) => status !== 'CANCELLED');
    expect(reserved).toBe(2 * open.length);
  });
});
