import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as operations from '../../client/generated/documents.ts';
import { address } from '../support/goods.ts';
import type { Caller } from '../support/graphql.ts';
import type { Person } from '../support/people.ts';
import { startTestShop, type TestShop } from '../support/shop.ts';
import { asked } from '../support/table.ts';

let shop: TestShop;
let staff: Person;
let ada: Person;
let product: any;
let order: any;
beforeAll(async () => {
  shop = await startTestShop();
  [staff, ada] = await Promise.all([shop.person('staff'), shop.person('customer')]);
  product = await shop.goods.offer(staff, { sku: 'MUG', price: 1250, stock: 10 });
  await shop.goods.offer(staff, { sku: 'LATER', status: 'DRAFT' });
  order = await shop.goods.buy(ada, 'MUG', 2);
  await shop.goods.fill(ada, 'MUG', 2);
});
afterAll(() => shop.stop());

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const key = () => crypto.randomUUID();
const purchase = (more: object = {}) => ({
  input: { shippingAddress: address, expectedTotal: eur(2500), ...more },
  idempotencyKey: key(),
});
const variant = (more: object = {}) => ({ sku: 'NEW', price: eur(100), ...more });
const goods = (more: object = {}) => ({
  input: { handle: 'new', title: 'New', categoryId: 'things', variants: [variant()], ...more },
  idempotencyKey: key(),
});

/** Sends it, and answers with the first error's name and facts; what was asked for must be what it was. */
async function refusal(caller: Caller, query: string, variables: object) {
  const before = asked(await shop.scan());
  const { errors, data } = await shop.graphql(caller, query, variables);
  expect(asked(await shop.scan())).toEqual(before);
  return { name: errors[0]?.errorType ?? `no error: ${JSON.stringify(data)}`, info: errors[0]?.errorInfo };
}

type Case = [what: string, name: string, query: string, variables: () => object, as?: () => Caller];
const asStaff = () => staff;

const cases: Case[] = [
  ['an unknown SKU', 'UnknownSku', operations.addToCart, () => ({ input: { sku: 'NONE', quantity: 1 } })],
  [
    'a SKU that is none',
    'InvalidInput',
    operations.addToCart,
    () => ({ input: { sku: 'a#b', quantity: 1 } }),
  ],
  ['no quantity', 'InvalidQuantity', operations.addToCart, () => ({ input: { sku: 'MUG', quantity: 0 } })],
  [
    'a negative quantity',
    'InvalidQuantity',
    operations.addToCart,
    () => ({ input: { sku: 'MUG', quantity: -1 } }),
  ],
  ['a thousand', 'InvalidQuantity', operations.addToCart, () => ({ input: { sku: 'MUG', quantity: 1000 } })],
  [
    'a thousand in sum',
    'InvalidQuantity',
    operations.addToCart,
    () => ({ input: { sku: 'MUG', quantity: 998 } }),
  ],
  [
    'what is not on sale',
    'NotForSale',
    operations.addToCart,
    () => ({ input: { sku: 'LATER', quantity: 1 } }),
  ],
  [
    'a line that is not there',
    'UnknownSku',
    operations.updateCartLine,
    () => ({ input: { sku: 'LATER', quantity: 1 } }),
  ],
  [
    'a line of none',
    'InvalidQuantity',
    operations.updateCartLine,
    () => ({ input: { sku: 'MUG', quantity: 0 } }),
  ],
  [
    'another currency',
    'CurrencyMismatch',
    operations.placeOrder,
    () => purchase({ expectedTotal: { amount: 2500, currency: 'USD' } }),
  ],
  ['another total', 'PriceChanged', operations.placeOrder, () => purchase({ expectedTotal: eur(2400) })],
  ['a negative total', 'InvalidInput', operations.placeOrder, () => purchase({ expectedTotal: eur(-1) })],
  ['no address', 'InvalidInput', operations.placeOrder, () => purchase({ shippingAddress: null })],
  [
    'an unknown address',
    'NotFound',
    operations.placeOrder,
    () => purchase({ shippingAddress: null, addressId: 'nowhere' }),
  ],
  ['two addresses', 'InvalidInput', operations.placeOrder, () => purchase({ addressId: 'nowhere' })],
  [
    'a country that is none',
    'InvalidInput',
    operations.placeOrder,
    () => purchase({ shippingAddress: { ...address, country: 'Britain' } }),
  ],
  ['a note too long', 'InvalidInput', operations.placeOrder, () => purchase({ note: 'x'.repeat(501) })],
  ['a short key', 'InvalidInput', operations.placeOrder, () => ({ ...purchase(), idempotencyKey: 'short' })],
  ['an empty cart', 'CartEmpty', operations.placeOrder, () => purchase({ expectedTotal: eur(0) }), asStaff],
  [
    'an order of nobody',
    'NotFound',
    operations.cancelOrder,
    () => ({ input: { orderId: 'nothing' }, idempotencyKey: key() }),
  ],
  [
    'too much money',
    'Overpayment',
    operations.recordPayment,
    () => ({
      input: { orderId: order.id, method: 'CARD', amount: eur(2501), reference: 'r' },
      idempotencyKey: key(),
    }),
    asStaff,
  ],
  [
    'no money',
    'InvalidInput',
    operations.recordPayment,
    () => ({
      input: { orderId: order.id, method: 'CARD', amount: eur(0), reference: 'r' },
      idempotencyKey: key(),
    }),
    asStaff,
  ],
  [
    'foreign money',
    'CurrencyMismatch',
    operations.recordPayment,
    () => ({
      input: { orderId: order.id, method: 'CARD', amount: { amount: 1, currency: 'JPY' }, reference: 'r' },
      idempotencyKey: key(),
    }),
    asStaff,
  ],
  [
    'a handle that is none',
    'InvalidInput',
    operations.createProduct,
    () => goods({ handle: 'Not A Handle' }),
    asStaff,
  ],
  ['a taken handle', 'AlreadyExists', operations.createProduct, () => goods({ handle: 'mug' }), asStaff],
  [
    'a taken SKU',
    'AlreadyExists',
    operations.createProduct,
    () => goods({ variants: [variant({ sku: 'MUG' })] }),
    asStaff,
  ],
  [
    'an unknown category',
    'NotFound',
    operations.createProduct,
    () => goods({ categoryId: 'nowhere' }),
    asStaff,
  ],
  ['a product of nothing', 'InvalidInput', operations.createProduct, () => goods({ variants: [] }), asStaff],
  [
    'a price in yen',
    'CurrencyMismatch',
    operations.createProduct,
    () => goods({ variants: [variant({ price: { amount: 1, currency: 'JPY' } })] }),
    asStaff,
  ],
  [
    'a negative price',
    'InvalidInput',
    operations.createProduct,
    () => goods({ variants: [variant({ price: eur(-1) })] }),
    asStaff,
  ],
  [
    'negative stock',
    'InvalidInput',
    operations.createProduct,
    () => goods({ variants: [variant({ stock: -1 })] }),
    asStaff,
  ],
  [
    'a choice of no option',
    'InvalidInput',
    operations.createProduct,
    () => goods({ variants: [variant({ selectedOptions: [{ name: 'Size', value: 'M' }] })] }),
    asStaff,
  ],
  [
    'an old version',
    'VersionConflict',
    operations.updateProduct,
    () => ({ input: { id: product.id, version: 99, title: 'T' } }),
    asStaff,
  ],
  [
    'stock below nothing',
    'OutOfStock',
    operations.adjustStock,
    () => ({ input: { sku: 'MUG', delta: -99, reason: 'breakage' }, idempotencyKey: key() }),
    asStaff,
  ],
  [
    'no change of stock',
    'InvalidInput',
    operations.adjustStock,
    () => ({ input: { sku: 'MUG', delta: 0, reason: 'none' }, idempotencyKey: key() }),
    asStaff,
  ],
  [
    'a category twice',
    'AlreadyExists',
    operations.createCategory,
    () => ({ input: { id: 'things', name: 'T' } }),
    asStaff,
  ],
  [
    'a customer who would be staff',
    'Unauthorized',
    operations.createCategory,
    () => ({ input: { id: 'mine', name: 'M' } }),
  ],
  [
    'a customer who pays by word',
    'Unauthorized',
    operations.recordPayment,
    () => ({
      input: { orderId: order.id, method: 'CARD', amount: eur(1), reference: 'r' },
      idempotencyKey: key(),
    }),
  ],
  ['a guest who buys', 'Unauthorized', operations.placeOrder, () => purchase(), () => 'guest'],
  [
    'a publication by staff',
    'Unauthorized',
    'mutation ($input: PublishOrderChangeInput!) { publishOrderChange(input: $input) { orderId } }',
    () => ({ input: { orderId: order.id, sequence: 1 }, idempotencyKey: key() }),
    asStaff,
  ],
];

describe('bad input is refused by name and writes nothing', () => {
  it.each(cases)('%s: %s', async (_, name, query, variables, as = () => ada) => {
    expect(await refusal(as(), query, variables())).toMatchObject({ name });
  });

  it.each([
    ['products', operations.listProducts, { nextToken: 'not a cursor' }],
    [
      'products of another page',
      operations.listProducts,
      { nextToken: Buffer.from('{"version":3}').toString('base64') },
    ],
    ['orders', operations.listMyOrders, { nextToken: 'x' }],
  ])('a bad cursor of %s: InvalidCursor', async (_, query, variables) => {
    expect(await refusal(ada, query, variables)).toMatchObject({ name: 'InvalidCursor' });
  });

  it('a page of none, or of too many: InvalidInput', async () => {
    for (const limit of [0, -1, 101]) {
      expect(await refusal('guest', operations.listProducts, { limit })).toEqual({
        name: 'InvalidInput',
        info: { field: 'limit' },
      });
    }
  });

  it('a 50th line: CartFull', async () => {
    const bea = await shop.person('customer');
    const variants = Array.from({ length: 25 }, (_, index) => index);
    for (const half of ['A', 'B']) {
      const input = {
        handle: `shelf-${half.toLowerCase()}`,
        title: 'Shelf',
        status: 'ACTIVE',
        categoryId: 'things',
        options: [{ name: 'Place', values: variants.map(String) }],
        variants: variants.map((index) => ({
          sku: `${half}${index}`,
          price: eur(1),
          stock: 1,
          selectedOptions: [{ name: 'Place', value: String(index) }],
        })),
      };
      await shop.goods.answer(staff, operations.createProduct, { input, idempotencyKey: key() });
      for (const index of half === 'A' ? variants : variants.slice(1)) {
        await shop.goods.fill(bea, `${half}${index}`);
      }
    }
    const full = { input: { sku: 'B0', quantity: 1 } };
    expect(await refusal(bea, operations.addToCart, full)).toEqual({ name: 'CartFull', info: { limit: 49 } });
    // All 49 can be bought at once.
    const bought = await shop.goods.answer(bea, operations.placeOrder, purchase({ expectedTotal: eur(49) }));
    expect(bought.lines).toHaveLength(49);
  });

  it('out of stock names the SKUs', async () => {
    await shop.goods.fill(ada, 'MUG', 8);
    expect(await refusal(ada, operations.placeOrder, purchase({ expectedTotal: eur(12_500) }))).toEqual({
      name: 'OutOfStock',
      info: { lines: [{ sku: 'MUG', wanted: 10, available: 8 }] },
    });
  });

  it('a tampered token, no token, a wrong key: UnauthorizedException', async () => {
    const [head, , signature] = ada.accessToken.split('.') as [string, string, string];
    const claims = Buffer.from(ada.accessToken.split('.')[1]!, 'base64url').toString();
    const forged = Buffer.from(claims.replace('"customer"', '"staff"')).toString('base64url');
    expect(forged).not.toBe(ada.accessToken.split('.')[1]);
    for (const token of [`${head}.${forged}.${signature}`, `${ada.accessToken.slice(0, -4)}AAAA`, 'x', '']) {
      expect(await refusal({ token }, operations.clearCart, {})).toMatchObject({
        name: 'UnauthorizedException',
      });
    }
  });

  it('an expired token: UnauthorizedException', async () => {
    shop.clock.forward(61 * 60 * 1000);
    expect(await refusal(ada, operations.clearCart, {})).toMatchObject({ name: 'UnauthorizedException' });
  });
});
