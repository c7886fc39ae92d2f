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

/** Buys with a card at once. */
async function buyWith(token: string): Promise<any> {
  const { subtotal } = await shop.goods.fill(ada, 'MUG');
  return shop.goods.answer(ada, operations.placeOrder, {
    input: { shippingAddress: address, expectedTotal: subtotal, payment: { token } },
    idempotencyKey: crypto.randomUUID(),
  });
}

const read = (id: string) => shop.goods.answer(staff, operations.getOrder, { id });

/** The order once it has come to a state. */
const ordered = (id: string, status: string) =>
  until(async () => {
    const order = await read(id);
    return order.status === status ? order : undefined;
  });

describe('a card', () => {
  it('that is good sets the money aside and confirms the order', async () => {
    const { id } = await buyWith('pm_success');
    expect(await ordered(id, 'CONFIRMED')).toMatchObject({
      authorized: eur(1000),
      payments: { items: [{ status: 'AUTHORIZED' }] },
    });
  });
});
