import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as operations from '../../client/generated/documents.ts';
import { createClient } from '../support/client.ts';
import type { Caller } from '../support/graphql.ts';
import { pagesOf } from '../support/pages.ts';
import type { Person } from '../support/people.ts';
import { startTestShop, type TestShop } from '../support/shop.ts';

let shop: TestShop;
let staff: Person;
let selma: Person;
let rival: Person;
beforeAll(async () => {
  shop = await startTestShop();
  [staff, selma, rival] = await Promise.all([
    shop.person('staff'),
    shop.person('seller'),
    shop.person('seller'),
  ]);
  await as(staff, operations.createCategory, { input: { id: 'kitchen', name: 'Kitchen', position: 2 } });
  await as(staff, operations.createCategory, { input: { id: 'garden', name: 'Garden', position: 1 } });
});
afterAll(() => shop.stop());

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const as = (caller: Caller, query: string, variables?: object) => shop.goods.answer(caller, query, variables);
const client = createClient((...request) => shop.graphql(...request));
const titles = (page: { items: { title: string }[] }) => page.items.map(({ title }) => title);

const product = (handle: string, more: object = {}) => ({
  input: {
    handle,
    title: handle.toUpperCase(),
    categoryId: 'kitchen',
    variants: [{ sku: handle, price: eur(900), stock: 5 }],
    ...more,
  },
  idempotencyKey: crypto.randomUUID(),
});

describe('categories', () => {
  it('are listed in the order to show them, and changed against a version', async () => {
    const pages = await pagesOf<any>((nextToken) =>
      as('guest', operations.listCategories, { limit: 1, nextToken }),
    );
    expect(pages.flat().map(({ id }) => id)).toEqual(['garden', 'kitchen']);

    const input = { id: 'garden', version: 1, description: 'Outdoors.', position: 9, image: 'garden.jpg' };
    const changed = await as(staff, operations.updateCategory, { input });
    expect(changed).toMatchObject({ ...input, name: 'Garden', version: 2 });
    const { errors } = await shop.graphql(staff, operations.updateCategory, { input });
    expect(errors[0]).toMatchObject({ errorType: 'VersionConflict', errorInfo: { version: 2 } });
    const { items } = await as('guest', operations.listCategories);
    expect(items.map(({ id }: any) => id)).toEqual(['kitchen', 'garden']);
    expect(await as('guest', operations.getCategory, { id: 'nowhere' })).toBeNull();
  });
});

describe('a seller’s product', () => {
  let id: string;
  const sizes = ['S', 'M'];

  it('begins as a draft that its seller and staff alone see', async () => {
    const created = await as(
      selma,
      operations.createProduct,
      product('apron', {
        title: 'Apron',
        description: 'Linen.',
        vendor: 'Selma',
        tags: ['linen'],
        options: [{ name: 'Size', values: sizes }],
        media: [{ source: 'apron.jpg', alt: 'An apron' }],
        variants: sizes.map((value, index) => ({
          sku: `APRON-${value}`,
          selectedOptions: [{ name: 'Size', value }],
          price: eur(3000 + index * 500),
          compareAtPrice: eur(4000),
          stock: 7,
          weightGrams: 300,
        })),
      }),
    );
    id = created.id;
    expect(created).toMatchObject({
      handle: 'apron',
      status: 'DRAFT',
      sellerId: selma.id,
      category: { id: 'kitchen', name: 'Kitchen' },
      options: [{ name: 'Size', values: sizes }],
      media: [{ source: 'apron.jpg', type: 'IMAGE', alt: 'An apron' }],
      priceRange: { min: eur(3000), max: eur(3500) },
      tags: ['linen'],
      version: 1,
    });
    expect(created.variants.items.map(({ title }: any) => title).toSorted()).toEqual(['M', 'S']);

    for (const caller of ['guest', rival] as Caller[]) {
      expect(await as(caller, operations.getProduct, { id })).toBeNull();
      expect(await as(caller, operations.getProductByHandle, { handle: 'apron' })).toBeNull();
    }
    for (const caller of [selma, staff]) {
      expect(await as(caller, operations.getProduct, { id })).toMatchObject({ id, status: 'DRAFT' });
    }
    expect(titles(await as(selma, operations.listMyProducts))).toEqual(['Apron']);
    expect(titles(await as(rival, operations.listMyProducts))).toEqual([]);
    expect(titles(await as('guest', operations.listProducts))).toEqual([]);
    expect(titles(await as(staff, operations.listProductsByStatus, { status: 'DRAFT' }))).toEqual(['Apron']);
  });

  it('is changed by its seller, each change on the version it is based on', async () => {
    const input = { id, version: 1, status: 'ACTIVE', title: 'Linen apron', categoryId: 'garden' };
    const stolen = await shop.graphql(rival, operations.updateProduct, { input });
    expect(stolen.errors[0]!.errorType).toBe('NotFound');
    const changed = await as(selma, operations.updateProduct, { input });
    expect(changed).toMatchObject({ status: 'ACTIVE', title: 'Linen apron', version: 2 });
    const late = await shop.graphql(selma, operations.updateProduct, { input });
    expect(late.errors[0]).toMatchObject({ errorType: 'VersionConflict' });

    const page = await as('guest', operations.getCategory, { id: 'garden' });
    expect(titles(page.products)).toEqual(['Linen apron']);
    expect(titles(await as('guest', operations.listProducts, { categoryId: 'kitchen' }))).toEqual([]);
    expect(titles(await as('guest', operations.listProducts))).toEqual(['Linen apron']);
  });

  it('gets variants, prices and stock', async () => {
    const price = { id, input: { sku: 'APRON-S', version: 1, price: eur(2500) } };
    const cheaper = await as(selma, operations.updateVariant, price);
    expect(cheaper).toMatchObject({ sku: 'APRON-S', price: eur(2500), compareAtPrice: eur(4000) });
    const again = await shop.graphql(selma, operations.updateVariant, price);
    expect(again.errors[0]!.errorType).toBe('VersionConflict');
    expect(await as('guest', operations.getProduct, { id })).toMatchObject({
      priceRange: { min: eur(2500), max: eur(3500) },
    });

    const duplicate = { sku: 'APRON-S', price: eur(1), selectedOptions: [{ name: 'Size', value: 'S' }] };
    const twice = await shop.graphql(selma, operations.addVariant, {
      input: { productId: id, variant: duplicate },
      idempotencyKey: crypto.randomUUID(),
    });
    expect(twice.errors[0]!.errorType).toBe('AlreadyExists');

    const adjust = {
      input: { sku: 'APRON-M', delta: 3, reason: 'delivery' },
      idempotencyKey: crypto.randomUUID(),
    };
    expect(await as(selma, operations.adjustStock, adjust)).toMatchObject({ available: 10, reserved: 0 });
    const notMine = await shop.graphql(rival, operations.adjustStock, adjust);
    expect(notMine.errors[0]!.errorType).toBe('NotFound');

    const pages = await pagesOf<any>(
      async (nextToken) =>
        (await as(staff, operations.getProductStock, { id, limit: 1, nextToken })).variants,
    );
    expect(pages.flat().map(({ sku, available }) => [sku, available])).toEqual([
      ['APRON-M', 10],
      ['APRON-S', 7],
    ]);
  });

  it('and a variant is there once, however often the same request comes', async () => {
    const asked = product('board', { title: ' Board ', options: [{ name: 'Size', values: sizes }] });
    const choice = (value: string) => ({
      sku: `BOARD-${value}`,
      price: eur(1500),
      stock: 3,
      selectedOptions: [{ name: 'Size', value }],
    });
    const first = { ...asked, input: { ...asked.input, variants: [choice('S')] } };
    const twice = await Promise.all([1, 2].map(() => client.value(selma, operations.createProduct, first)));
    expect(twice[1]).toEqual(twice[0]);
    const trimmed = { ...first, input: { ...first.input, title: 'Board', tags: [] } };
    expect(await as(selma, operations.createProduct, trimmed)).toEqual(twice[0]);
    const other = { ...first, input: { ...first.input, variants: [{ ...choice('S'), stock: 4 }] } };
    const refused = await shop.graphql(selma, operations.createProduct, other);
    expect(refused.errors[0]).toMatchObject({ errorType: 'IdempotencyConflict' });

    const more = {
      input: { productId: twice[0].id, variant: choice('M') },
      idempotencyKey: crypto.randomUUID(),
    };
    const added = await Promise.all([1, 2].map(() => client.value(selma, operations.addVariant, more)));
    expect(added[1]).toEqual(added[0]);
    expect(await as(selma, operations.addVariant, more)).toEqual(added[0]);
    const less = { ...more, input: { ...more.input, variant: { ...choice('M'), stock: 2 } } };
    const changed = await shop.graphql(selma, operations.addVariant, less);
    expect(changed.errors[0]).toMatchObject({ errorType: 'IdempotencyConflict' });

    const { variants, version } = await as(staff, operations.getProductStock, { id: twice[0].id });
    expect(variants.items.map(({ sku, available }: any) => [sku, available])).toEqual([
      ['BOARD-S', 3],
      ['BOARD-M', 3],
    ]);
    expect(version).toBe(2);
  });

  it('leaves the shelves when archived, and cannot be bought', async () => {
    const customer = await shop.person('customer');
    await shop.goods.fill(customer, 'APRON-M');
    const { version } = await as(selma, operations.getProduct, { id });
    await as(selma, operations.updateProduct, { input: { id, version, status: 'ARCHIVED' } });
    expect(titles(await as('guest', operations.listProducts))).toEqual([]);
    expect(await as('guest', operations.getProduct, { id })).toBeNull();
    const add = await shop.graphql(customer, operations.addToCart, {
      input: { sku: 'APRON-S', quantity: 1 },
    });
    expect(add.errors[0]).toMatchObject({ errorType: 'NotForSale', errorInfo: { skus: ['APRON-S'] } });
    expect(titles(await as(staff, operations.listProductsByStatus, { status: 'ARCHIVED' }))).toEqual([
      'Linen apron',
    ]);
  });
});

describe('lists of products', () => {
  it('give every product once, newest first, whatever the page', async () => {
    for (let index = 1; index <= 7; index++) {
      await as(staff, operations.createProduct, product(`bowl-${index}`, { status: 'ACTIVE' }));
    }
    const wanted = [7, 6, 5, 4, 3, 2, 1].map((index) => `BOWL-${index}`);
    const shelf = await pagesOf<any>((nextToken) =>
      as('guest', operations.listProducts, { categoryId: 'kitchen', limit: 3, nextToken }),
    );
    expect(shelf.flat().map(({ title }) => title)).toEqual(wanted);
    const all = await pagesOf<any>((nextToken) =>
      as('guest', operations.listProducts, { limit: 2, nextToken }),
    );
    expect(all.flat().map(({ title }) => title)).toEqual(wanted);
    const mine = await pagesOf<any>((nextToken) =>
      as(staff, operations.listMyProducts, { limit: 4, nextToken }),
    );
    expect(mine.flat().map(({ title }) => title)).toEqual(wanted);
    const nested = await pagesOf<any>(
      async (nextToken) =>
        (await as('guest', operations.getCategory, { id: 'kitchen', limit: 5, nextToken })).products,
    );
    expect(nested.flat().map(({ title }) => title)).toEqual(wanted);
  });
});
