/** Every error of the catalogue, provoked through the API of a whole shop. One without a request here fails. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as operations from '../../client/generated/documents.ts';
import type { FaultRates } from '../../local/faults/rates.ts';
import { catalogue, type Entry, type ErrorType } from '../../rules/errors.ts';
import { address } from '../support/goods.ts';
import type { Caller } from '../support/graphql.ts';
import type { Person } from '../support/people.ts';
import { startTestShop, type TestShop } from '../support/shop.ts';

let shop: TestShop;
let staff: Person;
let ada: Person;
let product: any;
let order: any;
beforeAll(async () => {
  shop = await startTestShop({ faults: { seed: 'errors' } });
  [staff, ada] = await Promise.all([shop.person('staff'), shop.person('customer')]);
  product = await shop.goods.offer(staff, { sku: 'MUG', price: 1000, stock: 100 });
  order = await shop.goods.buy(ada, 'MUG', 2);
});
afterAll(() => shop.stop());

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const keyed = (input: object) => ({ input, idempotencyKey: crypto.randomUUID() });

interface Raised {
  readonly errorType: string;
  readonly message: string;
  readonly errorInfo: any;
}

/** The first error of a request; undefined when it was answered. */
async function raisedBy(caller: Caller, query: string, variables: object): Promise<Raised | undefined> {
  const { errors } = await shop.graphql(caller, query, variables);
  return errors[0];
}

/** The first error of a request while the cloud has faults. */
async function raisedUnder(rates: FaultRates, ...request: Parameters<typeof raisedBy>) {
  shop.cloud.faults.set(rates);
  try {
    return await raisedBy(...request);
  } finally {
    shop.cloud.faults.set({});
  }
}

/** Checks the cart out, at the total that the client saw. */
function checkOut(customer: Person, amount: number, more: object = {}) {
  const input = { shippingAddress: address, expectedTotal: eur(amount), ...more };
  return raisedBy(customer, operations.placeOrder, keyed(input));
}

/** Changes one cart from many clients at once, until one of them comes too late. */
async function raceOfCarts(): Promise<Raised> {
  const customer = await shop.person('customer');
  const input = { sku: 'MUG', quantity: 1 };
  for (;;) {
    const all = await Promise.all(
      Array.from({ length: 8 }, () => raisedBy(customer, operations.addToCart, { input })),
    );
    const late = all.find((one) => one);
    if (late) return late;
    await shop.goods.answer(customer, operations.clearCart, {});
  }
}

/** Puts the most different things into a cart that it holds, and then one more. */
async function crowdedCart(): Promise<Raised | undefined> {
  const customer = await shop.person('customer');
  for (const half of ['A', 'B']) {
    const variants = Array.from({ length: 25 }, (_, index) => ({
      sku: `${half}${index}`,
      price: eur(1),
      stock: 1,
      selectedOptions: [{ name: 'Place', value: String(index) }],
    }));
    const options = [{ name: 'Place', values: variants.map((_, index) => String(index)) }];
    const shelf = {
      handle: `shelf-${half.toLowerCase()}`,
      title: 'Shelf',
      status: 'ACTIVE',
      categoryId: 'things',
      options,
      variants,
    };
    await shop.goods.answer(staff, operations.createProduct, keyed(shelf));
    for (const { sku } of variants.slice(half === 'A' ? 0 : 1)) await shop.goods.fill(customer, sku);
  }
  return raisedBy(customer, operations.addToCart, { input: { sku: 'B0', quantity: 1 } });
}

interface Provoked {
  readonly by: () => Promise<Raised | undefined>;
  /** What stands in `errorInfo`. */
  readonly info: unknown;
  /** A more exact text than the catalogue's. */
  readonly message?: string;
}

const provoked: Record<ErrorType, Provoked> = {
  InvalidInput: {
    by: () => raisedBy('guest', operations.listProducts, { limit: 0 }),
    info: { field: 'limit' },
    message: 'limit: must be between 1 and 100',
  },
  InvalidQuantity: {
    by: () => raisedBy(ada, operations.addToCart, { input: { sku: 'MUG', quantity: 1000 } }),
    info: { quantity: 1000, max: 999 },
  },
  InvalidCursor: {
    by: () => raisedBy('guest', operations.listProducts, { nextToken: 'of another list' }),
    info: null,
  },
  NotFound: {
    by: () => raisedBy(ada, operations.cancelOrder, keyed({ orderId: 'nowhere' })),
    info: { orderId: 'nowhere' },
  },
  UnknownSku: {
    by: () => raisedBy(ada, operations.addToCart, { input: { sku: 'NONE', quantity: 1 } }),
    info: { skus: ['NONE'] },
  },
  NotForSale: {
    by: async () => {
      await shop.goods.offer(staff, { sku: 'LATER', status: 'DRAFT' });
      return raisedBy(ada, operations.addToCart, { input: { sku: 'LATER', quantity: 1 } });
    },
    info: { skus: ['LATER'] },
  },
  OutOfStock: {
    by: async () => {
      const customer = await shop.person('customer');
      await shop.goods.offer(staff, { sku: 'RARE', price: 500, stock: 1 });
      await shop.goods.fill(customer, 'RARE', 2);
      return checkOut(customer, 1000);
    },
    info: { lines: [{ sku: 'RARE', wanted: 2, available: 1 }] },
  },
  PriceChanged: {
    by: async () => {
      const customer = await shop.person('customer');
      await shop.goods.fill(customer, 'MUG');
      return checkOut(customer, 900);
    },
    info: { expected: 900, total: 1000, currency: 'EUR' },
  },
  CurrencyMismatch: {
    by: () => checkOut(ada, 0, { expectedTotal: { amount: 1000, currency: 'USD' } }),
    info: { field: 'expectedTotal', currency: 'EUR' },
  },
  CartEmpty: {
    by: async () => checkOut(await shop.person('customer'), 0),
    info: null,
  },
  CartFull: { by: crowdedCart, info: { limit: 49 } },
  CartChanged: { by: raceOfCarts, info: null },
  IdempotencyConflict: {
    by: async () => {
      const idempotencyKey = 'the-same-key';
      const adjust = (delta: number) => ({
        input: { sku: 'MUG', delta, reason: 'delivery' },
        idempotencyKey,
      });
      await shop.goods.answer(staff, operations.adjustStock, adjust(1));
      return raisedBy(staff, operations.adjustStock, adjust(2));
    },
    info: { idempotencyKey: 'the-same-key' },
  },
  Contention: {
    by: () =>
      raisedUnder(
        { 'dynamodb.conflict': { '*TransactWriteItems': 1 } },
        ada,
        operations.cancelOrder,
        keyed({ orderId: order.id }),
      ),
    info: () => ({ orderId: order.id }),
  },
  IllegalTransition: {
    by: async () => {
      const { id: orderId } = await shop.goods.buy(await shop.person('customer'), 'MUG');
      await shop.goods.answer(staff, operations.cancelOrder, keyed({ orderId }));
      return raisedBy(staff, operations.cancelOrder, keyed({ orderId }));
    },
    info: { status: 'CANCELLED', nextStatuses: [] },
  },
  Overpayment: {
    by: () => {
      const money = { orderId: order.id, method: 'CASH', amount: eur(2001), reference: 'too much' };
      return raisedBy(staff, operations.recordPayment, keyed(money));
    },
    info: { due: 2000, currency: 'EUR' },
  },
  NotEnoughUnits: {
    by: async () => {
      const orderId = await paid('units');
      const lines = [{ sku: 'MUG', quantity: 3 }];
      return raisedBy(staff, operations.packShipment, keyed({ orderId, lines }));
    },
    info: { lines: [{ sku: 'MUG', units: 1 }] },
  },
  PaymentUnderWay: {
    by: async () => {
      const customer = await shop.person('customer');
      const { id: orderId } = await shop.goods.buy(customer, 'MUG');
      // This one's provider is down, so the first answer never comes.
      const pay = () => keyed({ orderId, payment: { token: 'pm_down' } });
      await shop.goods.answer(customer, operations.payOrder, pay());
      return raisedBy(customer, operations.payOrder, pay());
    },
    info: { paymentId: 'payment-000002' },
  },
  NotPurchased: {
    by: () => {
      const review = { orderId: order.id, productId: product.id, rating: 5 };
      return raisedBy(ada, operations.postReview, keyed(review));
    },
    info: () => ({ orderId: order.id, productId: product.id }),
  },
  RefundTooHigh: {
    by: async () => {
      const orderId = await paid('refund');
      const input = { orderId, amount: eur(1001), reason: 'Sorry.' };
      return raisedBy(staff, operations.refundOrder, keyed(input));
    },
    info: { refundable: 1000, currency: 'EUR' },
  },
  VoucherRefused: {
    by: async () => {
      const customer = await shop.person('customer');
      await shop.goods.fill(customer, 'MUG');
      return raisedBy(customer, operations.getQuote, { input: { country: 'GB', voucherCode: 'NONE' } });
    },
    info: { code: 'NONE', reason: 'UNKNOWN' },
  },
  NoDelivery: {
    by: async () => {
      const customer = await shop.person('customer');
      await shop.goods.fill(customer, 'MUG');
      return raisedBy(customer, operations.getQuote, { input: { country: 'FR' } });
    },
    info: { country: 'FR', region: null, shippingMethods: [] },
  },
  VersionConflict: {
    by: () =>
      raisedBy(staff, operations.updateProduct, { input: { id: product.id, version: 99, title: 'New' } }),
    info: { version: 1 },
  },
  AlreadyExists: {
    by: () => raisedBy(staff, operations.createCategory, { input: { id: 'things', name: 'Things' } }),
    info: { id: 'things' },
  },
  LimitReached: {
    by: async () => {
      await shop.goods.offer(staff, { sku: 'CROWN', price: 2_000_000_000 });
      return raisedBy(ada, operations.addToCart, { input: { sku: 'CROWN', quantity: 2 } });
    },
    info: { limit: 2_000_000_000 },
  },
  Internal: {
    by: () =>
      raisedUnder({ 'dynamodb.failedBefore': { '*GetItem': 1 } }, 'guest', operations.getCategory, {
        id: 'things',
      }),
    info: { correlationId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
  },
};

/** An order of one mug, its money received. */
async function paid(reference: string): Promise<string> {
  const { id: orderId, total } = await shop.goods.buy(await shop.person('customer'), 'MUG');
  const money = { orderId, method: 'CASH', amount: total, reference };
  await shop.goods.answer(staff, operations.recordPayment, keyed(money));
  return orderId;
}

it.each(Object.entries<Entry>(catalogue))('%s', async (name, { error, data }) => {
  const one = provoked[name as ErrorType];
  expect(one, 'a request that provokes it').toBeDefined();
  const raised = await one.by();
  const info = typeof one.info === 'function' ? one.info() : one.info;
  expect(raised).toMatchObject({ errorType: name, message: one.message ?? error.message });
  expect(raised!.errorInfo ?? null).toEqual(info);
  for (const fact of Object.keys(raised!.errorInfo ?? {})) expect(Object.keys(data)).toContain(fact);
});
