import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as operations from '../../client/generated/documents.ts';
import { seedRows } from '../../scripts/seed/goods.ts';
import { pagesOf } from '../support/pages.ts';
import type { Person } from '../support/people.ts';
import { startTestShop, type TestShop } from '../support/shop.ts';
import { asked } from '../support/table.ts';

let shop: TestShop;
let staff: Person;
let ada: Person;
beforeAll(async () => {
  shop = await startTestShop();
  [staff, ada] = await Promise.all([shop.person('staff'), shop.person('customer')]);
  await shop.goods.offer(staff, { sku: 'MUG', price: 1000, stock: 100 });
});
afterAll(() => shop.stop());

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const answer = (query: string, variables?: object) => shop.goods.answer(staff, query, variables);
const pay = (orderId: string, amount: number, reference: string) => ({
  input: { orderId, method: 'BANK_TRANSFER', amount: eur(amount), reference },
  idempotencyKey: crypto.randomUUID(),
});

describe('orders at work', () => {
  it('are listed by state and day, oldest first, page by page', async () => {
    const placed: string[] = [];
    for (let index = 0; index < 5; index++) placed.push((await shop.goods.buy(ada, 'MUG')).id);
    const pages = await pagesOf<any>((nextToken) =>
      answer(operations.listOrders, { status: 'PLACED', limit: 2, nextToken }),
    );
    expect(pages.flat().map(({ id }) => id)).toEqual(placed);
    const { items } = await answer(operations.listOrders, { status: 'PLACED', placedOn: '2001-01-01' });
    expect(items).toEqual([]);

    await answer(operations.recordPayment, pay(placed[0]!, 1000, 't'));
    const paid = await answer(operations.listOrders, { status: 'CONFIRMED' });
    expect(paid.items).toMatchObject([{ id: placed[0], paid: eur(1000) }]);
  });

  it('are paid in parts, each reference once', async () => {
    const { id } = await shop.goods.buy(ada, 'MUG', 3);
    expect(await answer(operations.recordPayment, pay(id, 1000, 'a'))).toMatchObject({
      status: 'PLACED',
      paid: eur(1000),
    });
    const again = await shop.graphql(staff, operations.recordPayment, pay(id, 1000, 'a'));
    expect(again.errors[0]!.errorType).toBe('AlreadyExists');
    const other = await shop.graphql(staff, operations.recordPayment, pay(id, 999, 'a'));
    expect(other.errors[0]!.errorType).toBe('AlreadyExists');
    const much = await shop.graphql(staff, operations.recordPayment, pay(id, 2001, 'b'));
    expect(much.errors[0]).toMatchObject({ errorType: 'Overpayment', errorInfo: { due: 2000 } });
    expect(await answer(operations.recordPayment, pay(id, 2000, 'b'))).toMatchObject({
      status: 'CONFIRMED',
      paid: eur(3000),
      // A payment is one event, that it was the last one another.
      sequence: 4,
    });
    const read = `query ($id: ID!, $nextToken: String) { order(id: $id) {
      payments(limit: 1, nextToken: $nextToken) {
        items { id method amount { amount currency } reference createdAt } nextToken } } }`;
    const pages = await pagesOf<any>(async (nextToken) => (await answer(read, { id, nextToken })).payments);
    expect(pages.flat()).toMatchObject([
      { reference: 'a', method: 'BANK_TRANSFER', amount: eur(1000) },
      { reference: 'b', method: 'BANK_TRANSFER', amount: eur(2000) },
    ]);
  });

  it('give money and stock back when cancelled', async () => {
    const { id: productId } = await answer(operations.getProductByHandle, { handle: 'mug' });
    const stock = async () =>
      (await answer(operations.getProductStock, { id: productId })).variants.items[0] as {
        available: number;
        reserved: number;
      };
    const before = await stock();
    const { id } = await shop.goods.buy(ada, 'MUG', 2);
    await answer(operations.recordPayment, pay(id, 2000, 'x'));
    expect(await stock()).toMatchObject({ available: before.available - 2, reserved: before.reserved + 2 });
    const idempotencyKey = crypto.randomUUID();
    const cancelled = await answer(operations.cancelOrder, { input: { orderId: id }, idempotencyKey });
    expect(cancelled).toMatchObject({ status: 'CANCELLED', paid: eur(2000), refunded: eur(2000) });
    expect(await stock()).toEqual(before);
    const again = await answer(operations.cancelOrder, { input: { orderId: id }, idempotencyKey });
    expect(again).toEqual(cancelled);
    const events = await pagesOf<any>(
      async (nextToken) =>
        (await shop.goods.answer(ada, operations.getOrderEvents, { id, limit: 2, nextToken })).events,
    );
    expect(events.flat().map(({ sequence, type }) => [sequence, type])).toEqual([
      [1, 'PLACED'],
      [2, 'PAYMENT_RECORDED'],
      [3, 'CONFIRMED'],
      [4, 'CANCELLED'],
      [5, 'REFUND_REQUESTED'],
    ]);
  });
});

describe('imports', () => {
  it('make the demo goods once, change nothing the second time, and report the bad one alone', async () => {
    const products = seedRows.slice(0, 25).map(({ product }) => product);
    const variables = { input: { products } };
    expect(await answer(operations.importProducts, variables)).toEqual({
      created: products.length,
      updated: 0,
      unchanged: 0,
      refused: [],
    });
    const before = asked(await shop.scan());
    expect(await answer(operations.importProducts, variables)).toMatchObject({
      created: 0,
      unchanged: products.length,
    });
    expect(asked(await shop.scan())).toEqual(before);

    const [first, second] = products as [(typeof products)[0], (typeof products)[0]];
    const report = await answer(operations.importProducts, {
      input: {
        products: [
          { ...first, title: 'Another title' },
          { ...second, handle: 'Bad Handle' },
        ],
      },
    });
    expect(report).toMatchObject({
      created: 0,
      updated: 1,
      refused: [{ index: 1, handle: 'Bad Handle', errorType: 'InvalidInput' }],
    });
    expect(await answer(operations.getProductByHandle, { handle: first.handle })).toMatchObject({
      title: 'Another title',
      version: 2,
    });
  });
});

describe('publications', () => {
  it('are for the shop’s own services', async () => {
    const { id } = await shop.goods.buy(ada, 'MUG');
    const publish = `mutation ($input: PublishOrderChangeInput!) {
      publishOrderChange(input: $input) { orderId sequence type status order { id total { amount } } } }`;
    const input = { orderId: id, sequence: 1 };
    const { data, errors } = await shop.graphql('service', publish, { input });
    expect(errors).toEqual([]);
    expect(data.publishOrderChange).toMatchObject({ orderId: id, type: 'PLACED', order: { id } });
    const stock = `mutation ($input: PublishStockChangeInput!) {
      publishStockChange(input: $input) { productId sku available at } }`;
    const at = '2026-01-01T00:00:00.000Z';
    const change = { productId: 'p', sku: 'MUG', available: 3, at };
    expect((await shop.graphql('service', stock, { input: change })).data.publishStockChange).toEqual(change);
    expect((await shop.graphql(ada, stock, { input: change })).errors[0]!.errorType).toBe('Unauthorized');
  });
});
