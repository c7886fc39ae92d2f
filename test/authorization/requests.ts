/** The requests of the matrix: every root field at least once, and again where an argument names what is somebody's. */
import { address } from '../support/goods.ts';
import type { Person } from '../support/people.ts';
import { eur, type World } from './world.ts';

/** Arguments of a field, made for each who asks. `who` is undefined for a guest and for a service. */
export type Arguments = (world: World, who: Person | undefined) => object | Promise<object>;

export interface Request {
  readonly field: `${'Query' | 'Mutation' | 'Subscription'}.${string}`;
  /** Whose or which, where one field is asked in several ways. */
  readonly of?: string;
  readonly arguments?: Arguments;
}

let serial = 0;
const fresh = (name: string) => `${name}-${++serial}`;
const input =
  (make: Arguments): Arguments =>
  async (...of) => ({ input: await make(...of) });
/** With a key of its own. */
const keyed =
  (make: Arguments): Arguments =>
  async (...of) => ({
    input: await make(...of),
    idempotencyKey: crypto.randomUUID(),
  });
const zone = {
  pricesIncludeTax: true,
  taxRates: { standard: 2000, reduced: 500, superReduced: 0 },
  shippingMethods: [{ id: 'standard', name: 'Standard', price: eur(0) }],
};
const variant = () => ({ sku: fresh('SKU'), price: eur(100), stock: 1 });
const mugs = { sku: 'MUG', quantity: 1 };

export const requests: readonly Request[] = [
  { field: 'Query.product', of: 'on sale', arguments: ({ mugId }) => ({ id: mugId }) },
  { field: 'Query.product', of: "the seller's draft", arguments: ({ draftId }) => ({ id: draftId }) },
  { field: 'Query.product', of: "the seller's, on sale", arguments: ({ lampId }) => ({ id: lampId }) },
  { field: 'Query.productByHandle', of: 'on sale', arguments: () => ({ handle: 'mug' }) },
  { field: 'Query.productByHandle', of: "the seller's draft", arguments: () => ({ handle: 'stool' }) },
  { field: 'Query.products' },
  { field: 'Query.category', arguments: () => ({ id: 'things' }) },
  { field: 'Query.categories' },
  { field: 'Query.me' },
  { field: 'Query.cart' },
  {
    field: 'Query.quote',
    of: 'the own cart',
    arguments: async (world, who) => {
      if (who) await world.oneMug(who);
      return { input: { country: 'GB' } };
    },
  },
  {
    field: 'Query.quote',
    of: "to the customer's address",
    arguments: input(({ addressId }) => ({ addressId })),
  },
  { field: 'Query.zones' },
  { field: 'Query.order', of: "the customer's", arguments: ({ orderId }) => ({ id: orderId }) },
  { field: 'Query.order', of: "the customer's, unpaid", arguments: ({ saleId }) => ({ id: saleId }) },
  { field: 'Query.orders', arguments: () => ({ status: 'SHIPPED' }) },
  { field: 'Query.riskReviews' },
  { field: 'Query.failedMovements' },
  { field: 'Query.vouchers' },
  { field: 'Query.hiddenReviews', arguments: ({ mugId }) => ({ productId: mugId }) },
  { field: 'Query.mySales' },
  { field: 'Query.sale', of: "the seller's", arguments: ({ saleId }) => ({ orderId: saleId }) },
  { field: 'Query.sale', of: "the shop's own", arguments: ({ orderId }) => ({ orderId }) },
  { field: 'Query.myReturns', arguments: () => ({ status: 'APPROVED' }) },
  { field: 'Query.returns', arguments: () => ({ status: 'APPROVED' }) },
  { field: 'Query.myProducts' },
  { field: 'Query.lowStock' },
  { field: 'Query.productsByStatus', arguments: () => ({ status: 'ACTIVE' }) },

  { field: 'Mutation.updateProfile', arguments: input(() => ({ name: 'Somebody' })) },
  { field: 'Mutation.addAddress', arguments: input(() => ({ address })) },
  {
    field: 'Mutation.updateAddress',
    of: "the customer's",
    arguments: input(({ addressId }) => ({ id: addressId, address })),
  },
  {
    field: 'Mutation.removeAddress',
    of: "the customer's",
    arguments: input(async ({ newAddress }) => ({ id: (await newAddress()).id })),
  },
  { field: 'Mutation.addToCart', arguments: input(() => mugs) },
  { field: 'Mutation.updateCartLine', arguments: input(() => mugs) },
  { field: 'Mutation.removeFromCart', arguments: input(() => ({ sku: 'MUG' })) },
  { field: 'Mutation.clearCart' },
  {
    field: 'Mutation.placeOrder',
    of: 'of the own cart',
    arguments: keyed(async (world, who) => {
      if (who) await world.oneMug(who);
      return { shippingAddress: address, expectedTotal: eur(1000) };
    }),
  },
  {
    field: 'Mutation.placeOrder',
    of: "to the customer's address",
    arguments: keyed(async (world, who) => {
      if (who) await world.oneMug(who);
      return { addressId: world.addressId, expectedTotal: eur(1000) };
    }),
  },
  {
    field: 'Mutation.cancelOrder',
    of: "the customer's",
    arguments: keyed(async ({ placed }) => ({ orderId: await placed() })),
  },
  { field: 'Mutation.createCategory', arguments: input(() => ({ id: fresh('category'), name: 'More' })) },
  {
    field: 'Mutation.updateCategory',
    arguments: input(() => ({ id: 'things', version: 1, name: 'Things' })),
  },
  {
    field: 'Mutation.createProduct',
    arguments: keyed(() => ({
      handle: fresh('product'),
      title: 'New',
      categoryId: 'things',
      variants: [variant()],
    })),
  },
  {
    field: 'Mutation.updateProduct',
    of: "the seller's",
    arguments: input(({ draftId }) => ({ id: draftId, version: 1, title: 'Chair' })),
  },
  {
    field: 'Mutation.addVariant',
    of: "to the seller's",
    arguments: keyed(({ draftId }) => ({ productId: draftId, variant: variant() })),
  },
  {
    field: 'Mutation.updateVariant',
    of: "the seller's",
    arguments: input(() => ({ sku: 'STOOL', version: 1, price: eur(1) })),
  },
  {
    field: 'Mutation.adjustStock',
    of: "the seller's",
    arguments: keyed(() => ({ sku: 'STOOL', delta: 1, reason: 'count' })),
  },
  {
    field: 'Mutation.spreadStock',
    of: "the seller's",
    arguments: keyed(() => ({ sku: 'STOOL', parts: 1 })),
  },
  {
    field: 'Mutation.importProducts',
    arguments: input(() => ({
      // One that is refused, so that the report has something to say.
      products: [
        {
          handle: 'Not A Handle',
          title: 'x',
          category: { id: 'things', name: 'Things' },
          variants: [variant()],
        },
      ],
    })),
  },
  { field: 'Mutation.putZone', arguments: input(() => ({ country: 'FR', ...zone })) },
  {
    field: 'Mutation.recordPayment',
    arguments: keyed(async ({ placed }) => ({
      orderId: await placed(),
      method: 'CASH',
      amount: eur(1),
      reference: fresh('cash'),
    })),
  },
  {
    field: 'Mutation.payOrder',
    of: "the customer's",
    arguments: keyed(async ({ placed }) => ({
      orderId: await placed(),
      payment: { token: 'pm_success' },
    })),
  },
  {
    field: 'Mutation.confirmPayment',
    of: "the customer's",
    arguments: input(async ({ paid }) => ({ orderId: await paid(), paymentId: 'payment-000002' })),
  },
  {
    field: 'Mutation.refundOrder',
    arguments: keyed(async ({ paid }) => ({ orderId: await paid(), amount: eur(1), reason: 'Sorry' })),
  },
  {
    field: 'Mutation.recordRefund',
    arguments: keyed(async ({ paid }) => ({
      orderId: await paid(),
      entryId: 'refund-000009',
      reference: fresh('back'),
    })),
  },
  {
    field: 'Mutation.writeOffClaim',
    arguments: keyed(async ({ paid }) => ({ orderId: await paid(), reason: 'Too little to ask for' })),
  },
  { field: 'Mutation.packShipment', arguments: keyed(async ({ paid }) => ({ orderId: await paid() })) },
  { field: 'Mutation.shipShipment', arguments: keyed(({ packed }) => packed()) },
  {
    field: 'Mutation.moveShipment',
    arguments: keyed(async ({ shipped }) => ({ ...(await shipped()), to: 'DELIVERED' })),
  },
  {
    field: 'Mutation.requestReturn',
    of: "of the customer's order",
    arguments: keyed(async ({ shipped }) => ({
      orderId: (await shipped()).orderId,
      lines: [{ ...mugs, reason: 'chipped' }],
    })),
  },
  {
    field: 'Mutation.withdrawReturn',
    of: "the customer's",
    arguments: keyed(({ returning }) => returning()),
  },
  {
    field: 'Mutation.decideReturn',
    arguments: keyed(async ({ returning }) => ({ ...(await returning()), approve: true })),
  },
  {
    field: 'Mutation.receiveReturn',
    arguments: keyed(async ({ approved }) => ({
      ...(await approved()),
      lines: [{ sku: 'MUG', received: 1, restocked: 1 }],
    })),
  },
  {
    field: 'Mutation.packSale',
    of: "the seller's goods",
    arguments: keyed(async ({ paid }) => ({ orderId: await paid('LAMP') })),
  },
  {
    field: 'Mutation.packSale',
    of: "the shop's goods",
    arguments: keyed(async ({ paid }) => ({ orderId: await paid() })),
  },
  {
    field: 'Mutation.shipSale',
    of: "the seller's goods",
    arguments: keyed(({ packed }) => packed('LAMP')),
  },
  { field: 'Mutation.shipSale', of: "the shop's goods", arguments: keyed(({ packed }) => packed()) },
  {
    field: 'Mutation.moveSale',
    of: "the seller's goods",
    arguments: keyed(async ({ shipped }) => ({ ...(await shipped('LAMP')), to: 'DELIVERED' })),
  },
  {
    field: 'Mutation.decideSaleReturn',
    of: "the seller's goods",
    arguments: keyed(async ({ returning }) => ({ ...(await returning('LAMP')), approve: true })),
  },
  {
    field: 'Mutation.receiveSaleReturn',
    of: "the seller's goods",
    arguments: keyed(async ({ approved }) => ({
      ...(await approved('LAMP')),
      lines: [{ sku: 'LAMP', received: 1, restocked: 1 }],
    })),
  },
  {
    field: 'Mutation.receiveSaleReturn',
    of: "the shop's goods",
    arguments: keyed(async ({ approved }) => ({
      ...(await approved()),
      lines: [{ sku: 'MUG', received: 1, restocked: 1 }],
    })),
  },
  {
    field: 'Mutation.decideRiskReview',
    arguments: keyed(async ({ held }) => ({ orderId: await held(), approve: true })),
  },
  {
    field: 'Mutation.createVoucher',
    arguments: input(() => ({ code: fresh('CODE'), kind: 'FREE_SHIPPING' })),
  },
  {
    field: 'Mutation.updateVoucher',
    arguments: input(() => ({ code: 'TEN', version: 1, active: true })),
  },
  {
    field: 'Mutation.postReview',
    of: "of the customer's order",
    arguments: keyed(({ orderId, mugId }) => ({ orderId, productId: mugId, rating: 4 })),
  },
  {
    field: 'Mutation.moderateReview',
    of: "the customer's",
    arguments: keyed(({ mugId, customerId }) => ({ productId: mugId, customerId, published: true })),
  },
  {
    field: 'Mutation.replyToReview',
    of: "of the shop's product",
    arguments: input(({ mugId, customerId }) => ({ productId: mugId, customerId, reply: 'Thanks' })),
  },
  {
    field: 'Mutation.removeReview',
    of: 'the own one',
    arguments: keyed(({ mugId }) => ({ productId: mugId })),
  },
  {
    field: 'Mutation.publishOrderChange',
    arguments: input(({ orderId }) => ({ orderId, sequence: 1 })),
  },
  {
    field: 'Mutation.publishSale',
    arguments: input(({ saleId, sellerId }) => ({ orderId: saleId, sellerId })),
  },
  {
    field: 'Mutation.publishStockChange',
    arguments: input(({ mugId }) => ({
      productId: mugId,
      sku: 'MUG',
      available: 1,
      at: '2026-01-02T03:04:05.678Z',
    })),
  },

  { field: 'Subscription.onMyOrderChange', of: 'any' },
  {
    field: 'Subscription.onMyOrderChange',
    of: "the customer's",
    arguments: ({ orderId }) => ({ orderId }),
  },
  { field: 'Subscription.onOrderPlaced' },
  { field: 'Subscription.onOrderChange', arguments: ({ orderId }) => ({ orderId }) },
  { field: 'Subscription.onSale', of: 'any' },
  { field: 'Subscription.onSale', of: "the seller's", arguments: ({ saleId }) => ({ orderId: saleId }) },
  { field: 'Subscription.onStockChange', arguments: ({ mugId }) => ({ productId: mugId }) },
];
