import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as operations from '../../client/generated/documents.ts';
import { maxProductShards, maxShards } from '../../rules/limits.ts';
import { subscribe } from '../authorization/subscribe.ts';
import { auditShop, differencesOf } from '../support/audit.ts';
import { createClient, named, type Client } from '../support/client.ts';
import { address } from '../support/goods.ts';
import { invoke } from '../support/invoke.ts';
import type { Person } from '../support/people.ts';
import { startTestShop, type TestShop } from '../support/shop.ts';
import { until } from '../support/until.ts';

let shop: TestShop;
let client: Client;
let staff: Person;
let ada: Person;
beforeAll(async () => {
  shop = await startTestShop();
  client = createClient(shop.graphql);
  [staff, ada] = await Promise.all([shop.person('staff'), shop.person('customer')]);
});
afterAll(() => shop.stop());

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const spread = (who: Person, sku: string, parts: number, key?: string) =>
  client.change(who, operations.spreadStock, { sku, parts }, key);

/** What lies in each part, the variant first. */
async function partsOf(sku: string) {
  const items = (await shop.scan()).filter((item) => item.sku === sku);
  const [variant] = items.filter(({ __edb_e__ }) => __edb_e__ === 'variant');
  const shards = items.filter(({ __edb_e__ }) => __edb_e__ === 'stock_shard');
  return [variant!, ...shards.sort((one, other) => one.shard - other.shard)];
}
const unitsOf = async (sku: string) => (await partsOf(sku)).map(({ available }) => available);

/** Buys a unit; answers with the order, or with what was refused. */
async function buy(sku: string, quantity = 1) {
  await client.persist(ada, operations.clearCart, {});
  const { subtotal } = await client.value(ada, operations.addToCart, { input: { sku, quantity } });
  return client.change(ada, operations.placeOrder, { shippingAddress: address, expectedTotal: subtotal });
}

describe('spreading a stock', () => {
  it('moves its units over so many parts, evens them out, and brings them together', async () => {
    await shop.goods.offer(staff, { sku: 'HOT', stock: 10 });
    const key = crypto.randomUUID();
    const first = await spread(staff, 'HOT', 4, key);
    expect(first.data.spreadStock).toMatchObject({ sku: 'HOT', available: 10, reserved: 0, parts: 4 });
    expect(await unitsOf('HOT')).toEqual([3, 3, 2, 2]);

    await client.change(staff, operations.adjustStock, { sku: 'HOT', delta: -3, reason: 'breakage' });
    expect(await unitsOf('HOT')).toEqual([0, 3, 2, 2]);
    expect((await spread(staff, 'HOT', 4, key)).data).toEqual(first.data);
    expect(await unitsOf('HOT')).toEqual([0, 3, 2, 2]);
    expect(named(await spread(staff, 'HOT', 3, key))).toBe('IdempotencyConflict');

    await spread(staff, 'HOT', 2);
    expect(await unitsOf('HOT')).toEqual([4, 3, 0, 0]);
    const added = { sku: 'HOT', delta: 3, reason: 'delivery' };
    const { data } = await client.change(staff, operations.adjustStock, added);
    expect(data.adjustStock.available).toBe(10);
    expect(await unitsOf('HOT')).toEqual([6, 4, 0, 0]);

    expect((await spread(staff, 'HOT', 1)).data.spreadStock).toMatchObject({ available: 10, parts: 1 });
    expect(await unitsOf('HOT')).toEqual([10, 0, 0, 0]);
  });

  it.each([0, -1, maxShards + 1])('refuses %i parts', async (parts) => {
    const { errors } = await spread(staff, 'HOT', parts);
    expect(errors[0]).toMatchObject({ errorType: 'InvalidInput', errorInfo: { field: 'parts' } });
  });

  it('is for its seller and staff', async () => {
    const [seller, other] = await Promise.all([shop.person('seller'), shop.person('seller')]);
    await shop.goods.offer(seller, { sku: 'LAMP', stock: 5 });
    expect(named(await spread(other, 'LAMP', 2))).toBe('NotFound');
    expect(named(await spread(seller, 'LAMP', 2))).toBe('ok');
    expect(named(await spread(staff, 'LAMP', 1))).toBe('ok');
    expect(named(await spread(staff, 'NONE', 2))).toBe('UnknownSku');
  });

  it('has as many parts of a product as one change of it can follow', async () => {
    const variants = ['S', 'M', 'L', 'XL', 'XXL', 'XXXL'].map((size) => ({
      sku: `SHIRT-${size}`,
      price: eur(900),
      stock: 100,
      selectedOptions: [{ name: 'Size', value: size }],
    }));
    const options = [{ name: 'Size', values: ['S', 'M', 'L', 'XL', 'XXL', 'XXXL'] }];
    const input = { handle: 'shirt', title: 'Shirt', categoryId: 'things', options, variants };
    const { id } = await client.value(staff, operations.createProduct, {
      input,
      idempotencyKey: crypto.randomUUID(),
    });
    for (const { sku } of variants.slice(0, 5)) expect(named(await spread(staff, sku, maxShards))).toBe('ok');
    const { errors } = await spread(staff, 'SHIRT-XXXL', 5);
    expect(errors[0]).toMatchObject({ errorType: 'LimitReached', errorInfo: { limit: maxProductShards } });
    expect(named(await spread(staff, 'SHIRT-XXXL', 4))).toBe('ok');

    const { version } = await client.value(staff, operations.getProductStock, { id });
    await client.value(staff, operations.updateProduct, { input: { id, version, status: 'ACTIVE' } });
    const parts = (await shop.scan()).filter(
      (item) => item.productId === id && item.__edb_e__ === 'stock_shard',
    );
    expect(parts.map(({ active }) => active)).toEqual(Array.from({ length: maxProductShards }, () => true));
  });
});

describe('a stock that is spread', () => {
  it('is sold to its last unit, whichever part that lies in', async () => {
    const { id } = await shop.goods.offer(staff, { sku: 'GAME', price: 100, stock: 7 });
    await spread(staff, 'GAME', 5);
    expect((await buy('GAME', 3)).data.placeOrder.status).toBe('PLACED');
    for (let left = 4; left > 0; left -= 1) {
      const page = await client.value(ada, operations.getProduct, { id });
      expect(page.variants.items).toMatchObject([{ sku: 'GAME', available: left }]);
      expect((await buy('GAME')).data.placeOrder.status).toBe('PLACED');
    }
    const { errors } = await buy('GAME');
    expect(errors[0]).toMatchObject({
      errorType: 'OutOfStock',
      errorInfo: { lines: [{ sku: 'GAME', wanted: 1, available: 0 }] },
    });
    expect((await client.value(ada, operations.getCart)).lines).toMatchObject([
      { sku: 'GAME', available: 0 },
    ]);
    const stock = await client.value(staff, operations.getProductStock, { id });
    expect(stock.variants.items).toMatchObject([{ available: 0, reserved: 7, sold: 0, parts: 5 }]);
  });

  it('offers what comes back in the part that it came from, when that is in use no more, too', async () => {
    await shop.goods.offer(staff, { sku: 'DISC', price: 100, stock: 6 });
    await spread(staff, 'DISC', 3);
    const orders: string[] = [];
    for (let bought = 0; bought < 6; bought += 1) orders.push((await buy('DISC')).data.placeOrder.id);
    await spread(staff, 'DISC', 1);
    // One is called off, another paid, sent and sent back, a third never paid.
    await client.change(ada, operations.cancelOrder, { orderId: orders[0] });
    const orderId = orders[1];
    const of = (change: object) => ({ orderId, ...change });
    await client.change(
      staff,
      operations.recordPayment,
      of({ method: 'CASH', amount: eur(100), reference: 'R' }),
    );
    const packed = await client.change(staff, operations.packShipment, of({}));
    const [{ id: shipmentId }] = packed.data.packShipment.shipments;
    await client.change(staff, operations.shipShipment, of({ shipmentId }));
    const lines = [{ sku: 'DISC', quantity: 1, reason: 'Blue' }];
    const asked = await client.change(ada, operations.requestReturn, of({ lines }));
    const [{ id: returnId }] = asked.data.requestReturn.returns;
    await client.change(staff, operations.decideReturn, of({ returnId, approve: true }));
    const arrived = { returnId, lines: [{ sku: 'DISC', received: 1, restocked: 1 }] };
    await client.change(staff, operations.receiveReturn, of(arrived));

    expect((await unitsOf('DISC')).reduce((sum, units) => sum + units, 0)).toBe(2);
    expect((await buy('DISC', 2)).data.placeOrder.status).toBe('PLACED');
    expect(named(await buy('DISC'))).toBe('OutOfStock');
  });

  it('follows its variant in price and sale, by whichever way they change', async () => {
    const { id } = await shop.goods.offer(staff, { sku: 'BOOK', price: 500, stock: 9 });
    await spread(staff, 'BOOK', 3);
    const offered = async () => (await partsOf('BOOK')).map(({ price, active }) => [price, active]);
    const three = (price: number, active: boolean) => [1, 2, 3].map(() => [price, active]);
    await client.value(staff, operations.updateVariant, {
      input: { sku: 'BOOK', version: 1, price: eur(600) },
    });
    expect(await offered()).toEqual(three(600, true));

    const { version } = await client.value(staff, operations.getProductStock, { id });
    await client.value(staff, operations.updateProduct, { input: { id, version, status: 'ARCHIVED' } });
    expect(await offered()).toEqual(three(600, false));

    const imported = {
      handle: 'book',
      title: 'The BOOK',
      category: { id: 'things', name: 'Things' },
      variants: [{ sku: 'BOOK', price: eur(700), stock: 1 }],
    };
    const input = { products: [imported] };
    expect(await client.value(staff, operations.importProducts, { input })).toMatchObject({ updated: 1 });
    expect(await offered()).toEqual(three(700, true));
    expect(await unitsOf('BOOK')).toEqual([3, 3, 3]);
    expect(await client.value(staff, operations.importProducts, { input })).toMatchObject({ unchanged: 1 });
    expect((await buy('BOOK')).data.placeOrder.total).toMatchObject(eur(700));
  });

  it('is told to subscribers as a whole', async () => {
    const { id } = await shop.goods.offer(staff, { sku: 'TOY', price: 100, stock: 8 });
    await spread(staff, 'TOY', 4);
    const { graphql, realtime } = shop.cloud.endpoints;
    const { host } = new URL(graphql!);
    const data = JSON.stringify({ query: operations.onStockChange, variables: { productId: id } });
    const { heard, close } = await subscribe(
      { url: realtime!, ca: shop.ca },
      {
        connect: { host, ...(await shop.graphql.headersFor('guest', '{}', '/connect')) },
        start: { host, ...(await shop.graphql.headersFor('guest', data)) },
      },
      data,
    );
    await buy('TOY', 2);
    await until(() => heard.some(({ onStockChange: { available } }) => available === 6));
    await buy('TOY');
    await until(() => heard.some(({ onStockChange: { available } }) => available === 5));
    close();
  });

  it('leaves nothing that does not agree', async () => {
    expect(
      differencesOf(auditShop(await shop.scan(), { stocked: { GAME: 7, DISC: 6, BOOK: 9, TOY: 8 } })),
    ).toEqual([]);
    expect(await invoke(shop, 'ReconcileHandler')).toMatchObject({ found: 0 });
  });
});
