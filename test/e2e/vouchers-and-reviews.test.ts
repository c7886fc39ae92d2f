import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as operations from '../../client/generated/documents.ts';
import { address } from '../support/goods.ts';
import type { Person } from '../support/people.ts';
import { startTestShop, type TestShop } from '../support/shop.ts';

let shop: TestShop;
let staff: Person;
let selma: Person;
let ada: Person;
let ben: Person;
beforeAll(async () => {
  shop = await startTestShop();
  [staff, selma, ada, ben] = await Promise.all([
    shop.person('staff'),
    shop.person('seller'),
    shop.person('customer'),
    shop.person('customer'),
  ]);
  await shop.goods.offer(staff, { sku: 'MUG', price: 1000, stock: 100 });
});
afterAll(() => shop.stop());

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const keyed = (input: object) => ({ input, idempotencyKey: crypto.randomUUID() });
const answer = (person: Person, query: string, variables: object) =>
  shop.goods.answer(person, query, variables);
const refused = async (person: Person, query: string, variables: object) =>
  (await shop.graphql(person, query, variables)).errors[0]!;

/** Fills the cart and checks it out with a voucher, at the total that a quote says. */
async function buyWith(person: Person, voucherCode: string, quantity = 1) {
  await answer(person, operations.clearCart, {});
  await shop.goods.fill(person, 'MUG', quantity);
  const { total } = await answer(person, operations.getQuote, { input: { country: 'GB', voucherCode } });
  const input = { shippingAddress: address, expectedTotal: total, voucherCode };
  return answer(person, operations.placeOrder, keyed(input));
}

describe('vouchers', () => {
  it('take a part off, at most so many times, and are given back by a cancelled order', async () => {
    const input = { code: 'ten', kind: 'PERCENTAGE', rate: 1000, maxUses: 2 };
    expect(await answer(staff, operations.createVoucher, { input })).toMatchObject({ code: 'TEN', uses: 0 });
    const first = await buyWith(ada, 'ten', 2);
    expect(first).toMatchObject({ discount: eur(200), total: eur(1800), voucherCode: 'TEN' });
    await buyWith(ben, 'TEN');
    await shop.goods.fill(ben, 'MUG');
    const quote = { input: { country: 'GB', voucherCode: 'TEN' } };
    expect(await refused(ben, operations.getQuote, quote)).toMatchObject({
      errorType: 'VoucherRefused',
      errorInfo: { code: 'TEN', reason: 'USED_UP' },
    });
    await answer(ada, operations.cancelOrder, keyed({ orderId: first.id }));
    expect(await answer(ben, operations.getQuote, quote)).toMatchObject({ discount: eur(100) });
    const { items } = await answer(staff, operations.listVouchers, {});
    expect(items).toMatchObject([{ code: 'TEN', uses: 1 }]);
  });

  it('count once for a customer, even at once, and for no less than their minimum', async () => {
    const input = {
      code: 'ONCE',
      kind: 'FIXED',
      amount: eur(500),
      minimum: eur(1500),
      oncePerCustomer: true,
    };
    await answer(staff, operations.createVoucher, { input });
    await answer(ada, operations.clearCart, {});
    await shop.goods.fill(ada, 'MUG');
    expect(
      await refused(ada, operations.getQuote, { input: { country: 'GB', voucherCode: 'ONCE' } }),
    ).toMatchObject({ errorInfo: { reason: 'BELOW_MINIMUM' } });
    expect(await buyWith(ada, 'ONCE', 2)).toMatchObject({ total: eur(1500) });
    await shop.goods.fill(ada, 'MUG', 2);
    const again = { shippingAddress: address, expectedTotal: eur(1500), voucherCode: 'ONCE' };
    expect(await refused(ada, operations.placeOrder, keyed(again))).toMatchObject({
      errorType: 'VoucherRefused',
      errorInfo: { code: 'ONCE', reason: 'USED_BEFORE' },
    });
    expect(await buyWith(ben, 'ONCE', 2)).toMatchObject({ total: eur(1500) });
  });

  it('send for nothing, and are refused by name when nobody knows them', async () => {
    await answer(staff, operations.createVoucher, { input: { code: 'FREIGHT', kind: 'FREE_SHIPPING' } });
    await answer(ada, operations.clearCart, {});
    await shop.goods.fill(ada, 'MUG');
    const input = { country: 'GB', shippingMethod: 'express', voucherCode: 'FREIGHT' };
    expect(await answer(ada, operations.getQuote, { input })).toMatchObject({
      shipping: eur(990),
      shippingDiscount: eur(990),
      total: eur(1000),
    });
    const unknown = { input: { country: 'GB', voucherCode: 'NOTHING' } };
    expect((await refused(ada, operations.getQuote, unknown)).errorInfo).toEqual({
      code: 'NOTHING',
      reason: 'UNKNOWN',
    });
    expect((await refused(ada, operations.getQuote, { input: { country: 'FR' } })).errorType).toBe(
      'NoDelivery',
    );
    const rate = { input: { code: 'ODD', kind: 'FIXED', rate: 5 } };
    expect((await refused(staff, operations.createVoucher, rate)).errorType).toBe('InvalidInput');
  });
});

describe('reviews', () => {
  it('come from those who bought, add up, are hidden, answered and removed', async () => {
    const input = {
      handle: 'hat',
      title: 'Hat',
      status: 'ACTIVE',
      categoryId: 'things',
      variants: [{ sku: 'HAT', price: eur(2000), stock: 10 }],
    };
    const hat = await answer(selma, operations.createProduct, keyed(input));
    const productId = hat.id;
    await answer(ada, operations.clearCart, {});
    const { id: orderId, total } = await shop.goods.buy(ada, 'HAT');
    const review = { orderId, productId, rating: 4, title: 'Warm', author: 'Ada' };
    expect((await refused(ada, operations.postReview, keyed(review))).errorType).toBe('NotPurchased');

    const money = { orderId, method: 'CASH', amount: total, reference: 'hat' };
    await answer(staff, operations.recordPayment, keyed(money));
    const packed = await answer(staff, operations.packShipment, keyed({ orderId }));
    await answer(staff, operations.shipShipment, keyed({ orderId, shipmentId: packed.shipments[0].id }));
    await answer(ada, operations.postReview, keyed(review));
    expect((await refused(ben, operations.postReview, keyed(review))).errorType).toBe('NotPurchased');
    await answer(ada, operations.postReview, keyed({ ...review, rating: 2, text: 'It shrank.' }));
    const rating = async () => (await answer(ben, operations.getProductReviews, { id: productId })).rating;
    expect(await rating()).toEqual({ count: 1, average: 2 });

    const reply = { productId, customerId: ada.id, reply: 'Do not wash it.' };
    expect((await refused(ben, operations.replyToReview, { input: reply })).errorType).toBe('Unauthorized');
    await answer(selma, operations.replyToReview, { input: reply });
    const { reviews } = await answer(ben, operations.getProductReviews, { id: productId });
    expect(reviews.items).toMatchObject([{ rating: 2, text: 'It shrank.', reply: 'Do not wash it.' }]);

    const hidden = { productId, customerId: ada.id, published: false };
    await answer(staff, operations.moderateReview, keyed(hidden));
    expect(await rating()).toEqual({ count: 0, average: null });
    const { items } = await answer(staff, operations.listHiddenReviews, { productId });
    expect(items).toHaveLength(1);
    await answer(staff, operations.moderateReview, keyed({ ...hidden, published: true }));
    expect(await rating()).toEqual({ count: 1, average: 2 });
    await answer(ada, operations.removeReview, keyed({ productId }));
    expect(await rating()).toEqual({ count: 0, average: null });

    // The seller sees the own lines of it, and no more of the customer than the country.
    const sales = await answer(selma, operations.listMySales, {});
    expect(sales.items).toMatchObject([
      { orderId, status: 'SHIPPED', lines: [{ sku: 'HAT', shipped: 1 }], total: eur(2000), country: 'GB' },
    ]);
  });
});
