import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as operations from '../../client/generated/documents.ts';
import { address } from '../support/goods.ts';
import { pagesOf } from '../support/pages.ts';
import type { Person } from '../support/people.ts';
import { startTestShop, type TestShop } from '../support/shop.ts';

let shop: TestShop;
let staff: Person;
let ada: Person;
beforeAll(async () => {
  shop = await startTestShop();
  [staff, ada] = await Promise.all([shop.person('staff'), shop.person('customer')]);
  await shop.goods.offer(staff, { sku: 'MUG', price: 1250, stock: 100 });
  await shop.goods.offer(staff, { sku: 'BOWL', price: 800, stock: 100 });
});
afterAll(() => shop.stop());

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const as = (person: Person) => (query: string, variables?: object) =>
  shop.goods.answer(person, query, variables);

describe('an account', () => {
  it('is there before anything was stored, and keeps what is changed', async () => {
    expect(await as(ada)(operations.getMe)).toMatchObject({
      id: ada.id,
      name: null,
      addresses: { items: [], nextToken: null },
      orders: { items: [], nextToken: null },
    });
    await as(ada)(operations.updateProfile, { input: { name: 'Ada', phone: '+442071234567' } });
    const changed = await as(ada)(operations.updateProfile, { input: { name: 'Ada Lovelace' } });
    expect(changed).toMatchObject({ name: 'Ada Lovelace', phone: '+442071234567' });
    expect(await as(ada)(operations.getMe)).toMatchObject(changed);
  });

  it('keeps 20 addresses, each replaced and removed by its id', async () => {
    const add = (line1: string) =>
      shop.graphql(ada, operations.addAddress, { input: { address: { ...address, line1 } } });
    for (let index = 1; index <= 20; index++) expect((await add(`Street ${index}`)).errors).toEqual([]);
    const [full] = (await add('One more')).errors;
    expect(full).toMatchObject({ errorType: 'LimitReached', errorInfo: { limit: 20 } });

    const read = `query ($nextToken: String) { me { addresses(limit: 8, nextToken: $nextToken) {
      items { id line1 line2 city region postalCode country phone name } nextToken } } }`;
    const pages = await pagesOf<any>(async (nextToken) => (await as(ada)(read, { nextToken })).addresses);
    const all = pages.flat();
    expect(pages.every((page) => page.length <= 8)).toBe(true);
    expect(new Set(all.map(({ line1 }) => line1)).size).toBe(20);

    const [{ id }] = all;
    const moved = { ...address, line1: 'Elsewhere 1', line2: 'c/o Babbage', region: 'Devon' };
    expect(await as(ada)(operations.updateAddress, { input: { id, address: moved } })).toMatchObject({
      id,
      ...moved,
    });
    expect(await as(ada)(operations.removeAddress, { input: { id } })).toMatchObject({ id });
    const again = await shop.graphql(ada, operations.removeAddress, { input: { id } });
    expect(again.errors[0]!.errorType).toBe('NotFound');
    expect((await add('Room for one')).errors).toEqual([]);
  });

  it('is nobody else’s', async () => {
    const ben = await shop.person('customer');
    const own = await as(ada)(operations.getMe);
    const [{ id }] = own.addresses.items;
    const { errors } = await shop.graphql(ben, operations.removeAddress, { input: { id } });
    expect(errors[0]!.errorType).toBe('NotFound');
    expect(await as(ben)(operations.getMe)).toMatchObject({ id: ben.id, addresses: { items: [] } });
  });
});

describe('a cart', () => {
  it('adds, sets, removes and clears, priced as of now', async () => {
    await as(ada)(operations.addToCart, { input: { sku: 'MUG', quantity: 2 } });
    expect(await as(ada)(operations.addToCart, { input: { sku: 'BOWL', quantity: 1 } })).toMatchObject({
      lines: [
        { sku: 'MUG', productTitle: 'The MUG', quantity: 2, unitPrice: eur(1250), lineTotal: eur(2500) },
        { sku: 'BOWL', quantity: 1, available: 100 },
      ],
      totalQuantity: 3,
      subtotal: eur(3300),
      version: 2,
    });
    const set = await as(ada)(operations.updateCartLine, { input: { sku: 'MUG', quantity: 5 } });
    expect(set).toMatchObject({ totalQuantity: 6, subtotal: eur(7050) });
    expect(await as(ada)('{ me { cart { totalQuantity lines { sku } } } }')).toEqual({
      cart: { totalQuantity: 6, lines: [{ sku: 'MUG' }, { sku: 'BOWL' }] },
    });
    const removed = await as(ada)(operations.removeFromCart, { input: { sku: 'BOWL' } });
    expect(removed.lines.map(({ sku }: any) => sku)).toEqual(['MUG']);
    expect(await as(ada)(operations.clearCart)).toMatchObject({ lines: [], totalQuantity: 0, version: 5 });
    expect(await as(ada)(operations.getCart)).toMatchObject({ lines: [], subtotal: eur(0) });
  });

  it('becomes an order that is sent to an address of the account', async () => {
    const { addresses } = await as(ada)(operations.getMe);
    const home = addresses.items[0];
    await as(ada)(operations.addToCart, { input: { sku: 'MUG', quantity: 1 } });
    const order = await as(ada)(operations.placeOrder, {
      input: { addressId: home.id, expectedTotal: eur(1250), note: ' Ring twice. ' },
      idempotencyKey: crypto.randomUUID(),
    });
    expect(order).toMatchObject({
      customerId: ada.id,
      status: 'PLACED',
      nextStatuses: ['CONFIRMED', 'CANCELLED', 'EXPIRED'],
      shippingAddress: { line1: home.line1, country: 'GB' },
      note: 'Ring twice.',
      subtotal: eur(1250),
      paid: eur(0),
    });
    await as(ada)(operations.removeAddress, { input: { id: home.id } });
    expect((await as(ada)(operations.getOrder, { id: order.id })).shippingAddress.line1).toBe(home.line1);
  });
});

describe('the orders of an account', () => {
  it('are listed newest first, page by page', async () => {
    const ben = await shop.person('customer');
    const placed: string[] = [];
    for (let index = 0; index < 5; index++) placed.push((await shop.goods.buy(ben, 'MUG')).id);
    const pages = await pagesOf<any>(
      async (nextToken) => (await as(ben)(operations.listMyOrders, { limit: 2, nextToken })).orders,
    );
    expect(pages.flat().map(({ id }) => id)).toEqual(placed.toReversed());
    expect(pages.slice(0, 2).map((page) => page.length)).toEqual([2, 2]);
  });

  it('are cancelled by the customer, the stock offered again', async () => {
    const before = (await as(ada)(operations.getProductByHandle, { handle: 'bowl' })).variants.items[0];
    const { id } = await shop.goods.buy(ada, 'BOWL', 3);
    const reason = 'Too many bowls';
    const idempotencyKey = crypto.randomUUID();
    expect(
      await as(ada)(operations.cancelOrder, { input: { orderId: id, reason }, idempotencyKey }),
    ).toMatchObject({
      status: 'CANCELLED',
      nextStatuses: [],
    });
    const after = (await as(ada)(operations.getProductByHandle, { handle: 'bowl' })).variants.items[0];
    expect(after.available).toBe(before.available);
    const missed = await as(ada)(operations.getOrderEvents, { id, afterSequence: 1, limit: 10 });
    expect(missed.events).toMatchObject({
      items: [{ sequence: 2, type: 'CANCELLED', status: 'CANCELLED', actor: 'customer', note: reason }],
      nextToken: null,
    });
  });
});
