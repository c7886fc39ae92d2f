import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as operations from '../../client/generated/documents.ts';
import { startListener, type Listener } from '../support/amplify.ts';
import { address } from '../support/goods.ts';
import type { Person } from '../support/people.ts';
import { startTestShop, type TestShop } from '../support/shop.ts';
import { mailsToStaff } from '../support/staff-mail.ts';
import { until } from '../support/until.ts';

let shop: TestShop;
let staff: Person;
let selma: Person;
let sam: Person;
let ada: Person;
let listeners: Listener[] = [];
let hat: any;
beforeAll(async () => {
  shop = await startTestShop();
  [staff, selma, sam, ada] = await Promise.all([
    shop.person('staff'),
    shop.person('seller'),
    shop.person('seller'),
    shop.person('customer'),
  ]);
  listeners = await Promise.all([startListener(shop, selma), startListener(shop, sam)]);
  await shop.goods.offer(staff, { sku: 'MUG', price: 1000 });
  hat = await shop.goods.offer(selma, { sku: 'HAT', price: 2000, stock: 10 });
  await shop.goods.offer(sam, { sku: 'SCARF', price: 700 });
});
afterAll(async () => {
  for (const listener of listeners) listener.stop();
  await shop.stop();
});

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const keyed = (input: object) => ({ input, idempotencyKey: crypto.randomUUID() });
const answer = (person: Person, query: string, variables: object = {}) =>
  shop.goods.answer(person, query, variables);
const refused = async (person: Person, query: string, variables: object) =>
  (await shop.graphql(person, query, variables)).errors[0]!;
const changes = (query: string, input: object) => answer(staff, query, keyed(input));

/** Ada buys one of each. */
async function buy(skus: readonly string[], total: number): Promise<string> {
  for (const sku of skus) await shop.goods.fill(ada, sku);
  const input = { shippingAddress: address, expectedTotal: eur(total) };
  return (await answer(ada, operations.placeOrder, keyed(input))).id;
}
async function pay(orderId: string): Promise<void> {
  const { total } = await answer(ada, operations.getOrder, { id: orderId });
  await changes(operations.recordPayment, { orderId, method: 'CASH', amount: total, reference: orderId });
}

describe("a seller's sale", () => {
  let orderId: string;
  let news: any[];
  let others: any[];
  /** The last word that selma heard of the order. */
  const last = () => news.findLast((one) => one.orderId === orderId);
  const heard = (look: (sale: any) => boolean) => until(() => last() && look(last().sale));

  it('is news as the order is placed, to each seller with the own lines', async () => {
    news = await listeners[0]!.listen('onSale', operations.onSale);
    others = await listeners[1]!.listen('onSale', operations.onSale);
    orderId = await buy(['MUG', 'HAT', 'SCARF'], 3700);
    await heard(({ status }) => status === 'PLACED');
    await until(() => others.length > 0);
    expect(last()).toMatchObject({
      sellerId: selma.id,
      orderId,
      sale: { lines: [{ sku: 'HAT', quantity: 1 }], total: eur(2000), country: 'GB', shipments: [] },
    });
    expect(others[0]).toMatchObject({
      sellerId: sam.id,
      sale: { lines: [{ sku: 'SCARF' }], total: eur(700) },
    });
  });

  it('is read whole, without a word of others or of the customer', async () => {
    await pay(orderId);
    await heard(({ status }) => status === 'CONFIRMED');
    const parcel = async (skus: readonly string[]) => {
      const lines = skus.map((sku) => ({ sku, quantity: 1 }));
      const packed = await changes(operations.packShipment, { orderId, lines, carrier: 'DHL' });
      return packed.shipments.at(-1).id as string;
    };
    const shipmentId = await parcel(['HAT']);
    await heard(({ shipments }) => shipments[0]?.status === 'PACKED');
    expect(last().sale.shippingAddress).toMatchObject({ name: address.name });
    await changes(operations.shipShipment, { orderId, shipmentId, trackingNumber: '0034' });
    const rest = await parcel(['MUG', 'SCARF']);
    await changes(operations.shipShipment, { orderId, shipmentId: rest });
    await heard(({ status }) => status === 'SHIPPED');
    const back = async (sku: string) => {
      const lines = [{ sku, quantity: 1, reason: `the ${sku} is torn` }];
      await answer(ada, operations.requestReturn, keyed({ orderId, lines }));
    };
    await back('SCARF');
    await back('HAT');
    await heard(({ returns }) => returns.length === 1);

    const sale = await answer(selma, operations.getSale, { orderId });
    expect(sale).toMatchObject({
      status: 'SHIPPED',
      lines: [{ sku: 'HAT', shipped: 1, returning: 1, returned: 0, refunded: 0 }],
      shipments: [
        { id: shipmentId, status: 'SHIPPED', lines: [{ sku: 'HAT', quantity: 1 }], trackingNumber: '0034' },
      ],
      returns: [{ status: 'REQUESTED', lines: [{ sku: 'HAT', reason: 'the HAT is torn' }] }],
    });
    expect(sale.events.map(({ type }: { type: string }) => type)).toEqual([
      'PLACED',
      'CONFIRMED',
      'SHIPMENT_PACKED',
      'SHIPMENT_SHIPPED',
      'RETURN_REQUESTED',
    ]);
    const text = JSON.stringify(sale);
    for (const foreign of ['SCARF', 'MUG', 'example.com', ada.id, sam.id]) {
      expect(text).not.toContain(foreign);
    }
    expect(last().sale).toEqual(sale);
    // What concerns the one seller's goods alone is no news for the other.
    expect(new Set(others.map(({ sellerId }) => sellerId))).toEqual(new Set([sam.id]));
  });

  it('is nobody else’s', async () => {
    const other = await buy(['HAT'], 2000);
    expect(await answer(sam, operations.getSale, { orderId: other })).toBeNull();
    expect(await answer(sam, operations.getSale, { orderId: 'none' })).toBeNull();
    expect((await refused(ada, operations.getSale, { orderId })).errorType).toBe('Unauthorized');
    expect((await refused(sam, operations.getSale, { orderId: 'a#b' })).errorType).toBe('InvalidInput');
    await answer(ada, operations.cancelOrder, keyed({ orderId: other }));
    await until(() => news.some((one) => one.orderId === other && one.sale.status === 'CANCELLED'));
    expect(others.some((one) => one.orderId === other)).toBe(false);
  });

  it('is found by where it stands, and by when it was placed', async () => {
    const open = await buy(['HAT'], 2000);
    const mine = async (variables: object) =>
      (await answer(selma, operations.listMySales, variables)).items.map((sale: any) => sale.orderId);
    const all = await mine({});
    expect(all).toHaveLength(3);
    expect(all[0]).toBe(open);
    expect(await mine({ oldestFirst: true })).toEqual([...all].reverse());
    await until(async () => (await mine({ statuses: ['PLACED'] })).length === 1);
    expect(await mine({ statuses: ['PLACED'] })).toEqual([open]);
    expect(await mine({ statuses: ['SHIPPED', 'PLACED'] })).toEqual([open, orderId]);
    const { placedAt } = await answer(selma, operations.getSale, { orderId });
    expect(await mine({ from: placedAt, to: placedAt })).toEqual([orderId]);
    expect(await mine({ statuses: ['SHIPPED'], from: placedAt, to: placedAt })).toEqual([orderId]);
    expect(await mine({ statuses: ['PLACED'], to: placedAt })).toEqual([]);
    // As docs/sellers.md asks for what is to be shipped: nothing is left to ship.
    const [, example] = /```graphql\n(.*?)```/s.exec(readFileSync('docs/sellers.md', 'utf8')) ?? [];
    expect(await answer(selma, example!)).toEqual({ items: [], nextToken: null });
    const { items, nextToken } = await answer(selma, operations.listMySales, { limit: 2 });
    expect(items).toHaveLength(2);
    expect(await mine({ limit: 2, nextToken })).toEqual([orderId]);
  });

  it('of an order that ran out of time is shown as expired', async () => {
    const due = await buy(['HAT'], 2000);
    shop.clock.forward(31 * 60_000);
    [selma, ada, staff] = await Promise.all([shop.again(selma), shop.again(ada), shop.again(staff)]);
    expect((await answer(selma, operations.getSale, { orderId: due })).status).toBe('EXPIRED');
    await until(() => news.some((one) => one.orderId === due && one.sale.status === 'EXPIRED'));
  });
});

describe("a seller's products", () => {
  it('are listed by their state', async () => {
    const input = {
      handle: 'cap',
      title: 'Cap',
      categoryId: 'things',
      variants: [{ sku: 'CAP', price: eur(900) }],
    };
    await answer(selma, operations.createProduct, keyed(input));
    const mine = async (variables: object) =>
      (await answer(selma, operations.listMyProducts, variables)).items.map((one: any) => one.handle);
    expect(await mine({})).toEqual(['cap', 'hat']);
    expect(await mine({ status: 'DRAFT' })).toEqual(['cap']);
    expect(await mine({ status: 'ARCHIVED' })).toEqual([]);
    const page = await answer(selma, operations.listMyProducts, { limit: 1 });
    expect(page.items).toMatchObject([{ handle: 'cap' }]);
    expect(await mine({ limit: 1, nextToken: page.nextToken })).toEqual(['hat']);
  });
});

describe('a stock', () => {
  const low = async (person: Person) =>
    (await answer(person, operations.listLowStock)).items.map((one: any) => [
      one.variant.sku,
      one.variant.available,
      one.reorderPoint,
    ]);
  const set = async (person: Person, input: object) => {
    const { variants } = await answer(person, operations.getProductStock, { id: hat.id });
    const { version } = variants.items[0];
    return answer(person, operations.updateVariant, { input: { sku: 'HAT', version, ...input } });
  };
  const adjust = (delta: number) =>
    answer(selma, operations.adjustStock, keyed({ sku: 'HAT', delta, reason: 'count' }));
  const available = async () =>
    (await answer(selma, operations.getProductStock, { id: hat.id })).variants.items[0].available as number;

  it('is on the list of its seller while it is at its reorder point or under, and on no other list', async () => {
    const left = await available();
    expect(await low(selma)).toEqual([]);
    await set(selma, { reorderPoint: left - 1 });
    await adjust(-1);
    await until(async () => (await low(selma)).length > 0);
    expect(await low(selma)).toEqual([['HAT', left - 1, left - 1]]);
    expect(await low(sam)).toEqual([]);
    expect(await low(staff)).toEqual([]);
    // A sale takes it further down; what the list says of it is of now.
    await buy(['HAT'], 2000);
    expect(await low(selma)).toEqual([['HAT', left - 2, left - 1]]);
    await adjust(2);
    await until(async () => (await low(selma)).length === 0);
  });

  it('keeps its place on the list when it lies in several parts, and leaves it with its reorder point', async () => {
    const left = await available();
    await answer(selma, operations.spreadStock, keyed({ sku: 'HAT', parts: 3 }));
    await set(selma, { reorderPoint: left - 2 });
    await adjust(-2);
    await until(async () => (await low(selma)).length > 0);
    expect(await low(selma)).toEqual([['HAT', left - 2, left - 2]]);
    await adjust(1);
    await until(async () => (await low(selma)).length === 0);
    await adjust(-1);
    await until(async () => (await low(selma)).length > 0);
    await set(selma, { title: 'A hat' });
    // A look at what was there between may still be on its way; the look that follows has the last word.
    await until(async () => (await low(selma)).length === 1);
    await set(selma, { reorderPoint: null });
    expect(await low(selma)).toEqual([]);
  });

  it('of the shop that comes to be low is told of to staff; the sellers look at their lists', async () => {
    await shop.goods.offer(staff, { sku: 'BELL', stock: 3 });
    await answer(staff, operations.updateVariant, { input: { sku: 'BELL', version: 1, reorderPoint: 2 } });
    await answer(staff, operations.adjustStock, keyed({ sku: 'BELL', delta: -1, reason: 'count' }));
    const news = () => mailsToStaff(shop).filter(({ text }) => text.includes('left to sell'));
    await until(() => news().length > 0);
    expect(news().map(({ text }) => text)).toEqual([
      expect.stringContaining('Of BELL there are 2 left to sell; its reorder point is 2.'),
    ]);
  });

  it('refuses a reorder point that is none, and shows it to nobody but its seller and staff', async () => {
    const set5 = await set(selma, { reorderPoint: 5 });
    const bad = { sku: 'HAT', version: set5.version, reorderPoint: -1 };
    expect((await refused(selma, operations.updateVariant, { input: bad })).errorType).toBe('InvalidInput');
    const seen = async (person: Person) =>
      (await answer(person, operations.getProductStock, { id: hat.id })).variants.items[0].reorderPoint;
    expect(await seen(selma)).toBe(5);
    expect(await seen(staff)).toBe(5);
    expect(await seen(sam)).toBeNull();
  });
});
