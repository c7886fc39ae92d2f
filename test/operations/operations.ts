/** What clients send: an operation for each root field of the API, with the client's own document. */
import * as client from '../../client/generated/documents.ts';
import type { Caller } from '../support/graphql.ts';
import { address, eur, keyed, productInput, type World } from './world.ts';

export interface Operation {
  /** What it is to whoever asks, e.g. `A product page`. */
  readonly name: string;
  /** The root field. */
  readonly field: `${'Query' | 'Mutation'}.${string}`;
  readonly as: 'guest' | 'service' | 'customer' | 'seller' | 'staff';
  readonly document: string;
  /** Makes what the operation needs, and its variables. */
  readonly variables?: (world: World) => object | Promise<object>;
}

let serial = 1000;

/** The GraphQL caller of an operation. */
export function callerOf({ as }: Operation, world: World): Caller {
  return as === 'guest' || as === 'service' ? as : world[as];
}

const input = (make: (world: World) => object | Promise<object>) => async (world: World) => ({
  input: await make(world),
});
const change = (make: (world: World) => object | Promise<object>) => async (world: World) =>
  keyed(await make(world));
/** A cart of the ordinary size, and then the input. */
const withCart = (make: (world: World) => object) => async (world: World) => {
  await world.filled();
  return { input: make(world) };
};

const publishOrderChange = `mutation Publish($input: PublishOrderChangeInput!) {
  publishOrderChange(input: $input) { orderId customerId sequence type status at order { id status lines { sku } } }
}`;
const publishSale = `mutation Publish($input: PublishSaleInput!) {
  publishSale(input: $input) { sellerId orderId sequence sale { status lines { sku } shipments { id } } }
}`;
const publishStockChange = `mutation Publish($input: PublishStockChangeInput!) {
  publishStockChange(input: $input) { productId sku available at }
}`;

export const operations: readonly Operation[] = [
  // Looking around
  {
    name: 'A shelf: 20 products of the shop',
    field: 'Query.products',
    as: 'guest',
    document: client.listProducts,
  },
  {
    name: 'A shelf: 20 products of a category',
    field: 'Query.products',
    as: 'guest',
    document: client.listProducts,
    variables: () => ({ categoryId: 'category-00' }),
  },
  {
    name: 'A category page',
    field: 'Query.category',
    as: 'guest',
    document: client.getCategory,
    variables: () => ({ id: 'category-00' }),
  },
  { name: 'The categories', field: 'Query.categories', as: 'guest', document: client.listCategories },
  {
    name: 'A product page, by id',
    field: 'Query.product',
    as: 'guest',
    document: client.getProduct,
    variables: ({ productId }) => ({ id: productId }),
  },
  {
    name: 'A product page, by its address',
    field: 'Query.productByHandle',
    as: 'guest',
    document: client.getProductByHandle,
    variables: () => ({ handle: 'linen-shirt-007' }),
  },
  {
    name: "A product's reviews",
    field: 'Query.product',
    as: 'guest',
    document: client.getProductReviews,
    variables: ({ productId }) => ({ id: productId }),
  },
  { name: 'Where the shop sends to', field: 'Query.zones', as: 'guest', document: client.listZones },

  // Account and cart
  {
    name: 'The account page: profile, addresses, orders',
    field: 'Query.me',
    as: 'customer',
    document: client.getMe,
  },
  { name: 'My orders', field: 'Query.me', as: 'customer', document: client.listMyOrders },
  {
    name: 'Change the profile',
    field: 'Mutation.updateProfile',
    as: 'customer',
    document: client.updateProfile,
    variables: input(() => ({ name: 'Ada King' })),
  },
  {
    name: 'Add an address',
    field: 'Mutation.addAddress',
    as: 'customer',
    document: client.addAddress,
    variables: input(() => ({ address })),
  },
  {
    name: 'Replace an address',
    field: 'Mutation.updateAddress',
    as: 'customer',
    document: client.updateAddress,
    variables: input(({ addressId }) => ({ id: addressId, address })),
  },
  {
    name: 'Remove an address',
    field: 'Mutation.removeAddress',
    as: 'customer',
    document: client.removeAddress,
    variables: input(async ({ newAddress }) => ({ id: (await newAddress()).id })),
  },
  { name: 'The cart', field: 'Query.cart', as: 'customer', document: client.getCart },
  {
    name: 'Put something into the cart',
    field: 'Mutation.addToCart',
    as: 'customer',
    document: client.addToCart,
    variables: withCart(({ skus }) => ({ sku: skus[0]!, quantity: 1 })),
  },
  {
    name: 'Change a line of the cart',
    field: 'Mutation.updateCartLine',
    as: 'customer',
    document: client.updateCartLine,
    variables: withCart(({ skus }) => ({ sku: skus[0]!, quantity: 2 })),
  },
  {
    name: 'Take a line out of the cart',
    field: 'Mutation.removeFromCart',
    as: 'customer',
    document: client.removeFromCart,
    variables: withCart(({ skus }) => ({ sku: skus[0]! })),
  },
  { name: 'Empty the cart', field: 'Mutation.clearCart', as: 'customer', document: client.clearCart },

  // Buying
  {
    name: 'What the cart comes to, with tax, shipping and voucher',
    field: 'Query.quote',
    as: 'customer',
    document: client.getQuote,
    variables: withCart(({ destination }) => destination),
  },
  {
    name: 'Check out, with a card',
    field: 'Mutation.placeOrder',
    as: 'customer',
    document: client.placeOrder,
    variables: change(async ({ filled, checkoutInput }) => {
      await filled();
      return checkoutInput('pm_success');
    }),
  },
  {
    name: 'Pay an order',
    field: 'Mutation.payOrder',
    as: 'customer',
    document: client.payOrder,
    variables: change(async ({ placed }) => ({ orderId: await placed(), payment: { token: 'pm_success' } })),
  },
  {
    name: "Come back from the bank's page without a decision",
    field: 'Mutation.confirmPayment',
    as: 'customer',
    document: client.confirmPayment,
    variables: input(({ unconfirmed }) => unconfirmed()),
  },
  {
    name: 'An order page: delivered, with parcels, payments and timeline',
    field: 'Query.order',
    as: 'customer',
    document: client.getOrder,
    variables: ({ orderId }) => ({ id: orderId }),
  },
  {
    name: 'What happened to an order since',
    field: 'Query.order',
    as: 'customer',
    document: client.getOrderEvents,
    variables: ({ orderId }) => ({ id: orderId, afterSequence: 2 }),
  },
  {
    name: 'Call an order off',
    field: 'Mutation.cancelOrder',
    as: 'customer',
    document: client.cancelOrder,
    variables: change(async ({ placed }) => ({ orderId: await placed() })),
  },
  {
    name: 'Ask for a return',
    field: 'Mutation.requestReturn',
    as: 'customer',
    document: client.requestReturn,
    variables: change(async ({ delivered, returned }) => ({
      orderId: await delivered(),
      lines: returned.map((line) => ({ ...line, reason: 'Too large' })),
    })),
  },
  {
    name: 'Call a return off',
    field: 'Mutation.withdrawReturn',
    as: 'customer',
    document: client.withdrawReturn,
    variables: change(({ returning }) => returning()),
  },
  {
    name: 'Review a product',
    field: 'Mutation.postReview',
    as: 'customer',
    document: client.postReview,
    variables: change(({ reviewInput }) => ({ ...reviewInput, rating: 4 })),
  },

  // The shop's own work
  {
    name: "A day's orders in one state",
    field: 'Query.orders',
    as: 'staff',
    document: client.listOrders,
    variables: () => ({ status: 'PLACED' }),
  },
  {
    name: 'Record a payment',
    field: 'Mutation.recordPayment',
    as: 'staff',
    document: client.recordPayment,
    variables: change(async ({ placed, orderOf }) => {
      const orderId = await placed();
      const { total } = await orderOf(orderId);
      return { orderId, method: 'BANK_TRANSFER', amount: total, reference: 'E2E-4711' };
    }),
  },
  {
    name: 'Pack a parcel',
    field: 'Mutation.packShipment',
    as: 'staff',
    document: client.packShipment,
    variables: change(async ({ paid }) => ({ orderId: await paid(), carrier: 'DHL' })),
  },
  {
    name: 'Ship a parcel, and ask for its money',
    field: 'Mutation.shipShipment',
    as: 'staff',
    document: client.shipShipment,
    variables: change(async ({ packed }) => ({
      ...(await packed()),
      trackingNumber: '00340434161094015902',
    })),
  },
  {
    name: 'Say where a parcel is',
    field: 'Mutation.moveShipment',
    as: 'staff',
    document: client.moveShipment,
    variables: change(async ({ shipped }) => ({ ...(await shipped()), to: 'IN_TRANSIT' })),
  },
  {
    name: 'Returns in one state',
    field: 'Query.returns',
    as: 'staff',
    document: client.listReturns,
    variables: () => ({ status: 'REQUESTED' }),
  },
  {
    name: 'Decide a return',
    field: 'Mutation.decideReturn',
    as: 'staff',
    document: client.decideReturn,
    variables: change(async ({ returning }) => ({ ...(await returning()), approve: true })),
  },
  {
    name: 'Take a return in, and give its money back',
    field: 'Mutation.receiveReturn',
    as: 'staff',
    document: client.receiveReturn,
    variables: change(async ({ approved, returned }) => ({
      ...(await approved()),
      lines: returned.map(({ sku }) => ({ sku, received: 1, restocked: 1 })),
    })),
  },
  {
    name: 'Give money back',
    field: 'Mutation.refundOrder',
    as: 'staff',
    document: client.refundOrder,
    variables: change(async ({ delivered }) => ({
      orderId: await delivered(),
      amount: eur(100),
      reason: 'Late',
    })),
  },
  {
    name: 'Record that money was paid back',
    field: 'Mutation.recordRefund',
    as: 'staff',
    document: client.recordRefund,
    variables: change(async ({ owed }) => ({ ...(await owed()), reference: 'E2E-4712' })),
  },
  {
    name: 'Give up what is owed',
    field: 'Mutation.writeOffClaim',
    as: 'staff',
    document: client.writeOffClaim,
    variables: change(async ({ unpaid }) => ({ orderId: await unpaid(), reason: 'Too little to ask for' })),
  },
  {
    name: 'Orders to be looked at',
    field: 'Query.riskReviews',
    as: 'staff',
    document: client.listRiskReviews,
  },
  {
    name: 'Let a held order go on',
    field: 'Mutation.decideRiskReview',
    as: 'staff',
    document: client.decideRiskReview,
    variables: change(async ({ held }) => ({ orderId: await held(), approve: true })),
  },
  {
    name: 'Money that did not move',
    field: 'Query.failedMovements',
    as: 'staff',
    document: client.listFailedMovements,
  },

  // What a seller does with an order's own goods
  {
    name: 'Pack a parcel of the own goods',
    field: 'Mutation.packSale',
    as: 'seller',
    document: client.packSale,
    variables: change(async ({ paid }) => ({ orderId: await paid(), carrier: 'DHL' })),
  },
  {
    name: 'Ship a parcel of the own goods, and ask for its money',
    field: 'Mutation.shipSale',
    as: 'seller',
    document: client.shipSale,
    variables: change(async ({ packedSale }) => ({
      ...(await packedSale()),
      trackingNumber: '00340434161094015902',
    })),
  },
  {
    name: 'Say where a parcel of the own goods is',
    field: 'Mutation.moveSale',
    as: 'seller',
    document: client.moveSale,
    variables: change(async ({ shippedSale }) => ({ ...(await shippedSale()), to: 'IN_TRANSIT' })),
  },
  {
    name: 'Returns of the own goods in one state',
    field: 'Query.myReturns',
    as: 'seller',
    document: client.listMyReturns,
    variables: () => ({ status: 'REQUESTED' }),
  },
  {
    name: 'Decide a return of the own goods',
    field: 'Mutation.decideSaleReturn',
    as: 'seller',
    document: client.decideSaleReturn,
    variables: change(async ({ returning, ownReturned }) => ({
      ...(await returning(ownReturned)),
      approve: true,
    })),
  },
  {
    name: 'Take a return of the own goods in, and give its money back',
    field: 'Mutation.receiveSaleReturn',
    as: 'seller',
    document: client.receiveSaleReturn,
    variables: change(async ({ approved, ownReturned }) => ({
      ...(await approved(ownReturned)),
      lines: ownReturned.map(({ sku }) => ({ sku, received: 1, restocked: 1 })),
    })),
  },

  // Keeping the catalogue
  {
    name: 'Products in one state',
    field: 'Query.productsByStatus',
    as: 'staff',
    document: client.listProductsByStatus,
    variables: () => ({ status: 'ACTIVE' }),
  },
  {
    name: "A seller's products",
    field: 'Query.myProducts',
    as: 'seller',
    document: client.listMyProducts,
  },
  {
    name: "A seller's products in one state",
    field: 'Query.myProducts',
    as: 'seller',
    document: client.listMyProducts,
    variables: () => ({ status: 'ACTIVE' }),
  },
  { name: 'Stocks that are low', field: 'Query.lowStock', as: 'seller', document: client.listLowStock },
  { name: "A seller's sales", field: 'Query.mySales', as: 'seller', document: client.listMySales },
  {
    name: "A seller's sales that are to be shipped",
    field: 'Query.mySales',
    as: 'seller',
    document: client.listMySales,
    variables: () => ({ statuses: ['CONFIRMED', 'PARTIALLY_SHIPPED'] }),
  },
  {
    name: 'A sale, with its parcels and its timeline',
    field: 'Query.sale',
    as: 'seller',
    document: client.getSale,
    variables: ({ orderId }) => ({ orderId }),
  },
  {
    name: "A product's stock",
    field: 'Query.product',
    as: 'staff',
    document: client.getProductStock,
    variables: ({ productId }) => ({ id: productId }),
  },
  {
    name: 'Create a category',
    field: 'Mutation.createCategory',
    as: 'staff',
    document: client.createCategory,
    variables: input(() => ({ id: 'more', name: 'More' })),
  },
  {
    name: 'Change a category',
    field: 'Mutation.updateCategory',
    as: 'staff',
    document: client.updateCategory,
    variables: input(() => ({ id: 'category-01', version: 1, name: 'Shelf' })),
  },
  {
    name: 'Create a product with 6 variants',
    field: 'Mutation.createProduct',
    as: 'staff',
    document: client.createProduct,
    variables: change(() => productInput((serial += 1))),
  },
  {
    name: 'Change a product and what its variants repeat of it',
    field: 'Mutation.updateProduct',
    as: 'staff',
    document: client.updateProduct,
    variables: input(({ products }) => ({ id: products[0].id, version: 1, title: 'Linen shirt' })),
  },
  {
    name: 'Add a variant',
    field: 'Mutation.addVariant',
    as: 'staff',
    document: client.addVariant,
    variables: change(({ products }) => ({
      productId: products[1].id,
      variant: {
        sku: 'linen-shirt-001-xxxl',
        title: 'XXXL',
        price: eur(1990),
        stock: 1,
        selectedOptions: [{ name: 'Size', value: 'XXXL' }],
      },
    })),
  },
  {
    name: 'Change a variant',
    field: 'Mutation.updateVariant',
    as: 'staff',
    document: client.updateVariant,
    variables: input(({ products }) => ({
      sku: products[2].variants.items[0].sku,
      version: 1,
      price: eur(990),
    })),
  },
  {
    name: 'Change the stock',
    field: 'Mutation.adjustStock',
    as: 'staff',
    document: client.adjustStock,
    variables: change(({ products }) => ({
      sku: products[3].variants.items[0].sku,
      delta: 5,
      reason: 'delivery',
    })),
  },
  {
    name: 'Spread a stock over four parts',
    field: 'Mutation.spreadStock',
    as: 'staff',
    document: client.spreadStock,
    variables: change(({ products }) => ({ sku: products[4].variants.items[5].sku, parts: 4 })),
  },
  {
    name: 'Import a product',
    field: 'Mutation.importProducts',
    as: 'staff',
    document: client.importProducts,
    variables: input(() => {
      const { categoryId, ...product } = productInput((serial += 1));
      return { products: [{ ...product, category: { id: categoryId, name: 'Category 0' } }] };
    }),
  },
  {
    name: 'Set a zone',
    field: 'Mutation.putZone',
    as: 'staff',
    document: client.putZone,
    variables: input(() => ({
      country: 'PT',
      pricesIncludeTax: true,
      taxRates: { standard: 2300, reduced: 1300, superReduced: 600 },
      shippingMethods: [{ id: 'standard', name: 'Standard', price: eur(990) }],
    })),
  },
  { name: 'The vouchers', field: 'Query.vouchers', as: 'staff', document: client.listVouchers },
  {
    name: 'Create a voucher',
    field: 'Mutation.createVoucher',
    as: 'staff',
    document: client.createVoucher,
    variables: input(() => ({ code: 'AUTUMN', kind: 'FREE_SHIPPING' })),
  },
  {
    name: 'Change a voucher',
    field: 'Mutation.updateVoucher',
    as: 'staff',
    document: client.updateVoucher,
    variables: input(() => ({ code: 'SPRING', version: 1, active: false })),
  },
  {
    name: 'Answer a review',
    field: 'Mutation.replyToReview',
    as: 'staff',
    document: client.replyToReview,
    variables: input(({ productId, customer }) => ({
      productId,
      customerId: customer.id,
      reply: 'Thank you.',
    })),
  },
  {
    name: 'Hide a review',
    field: 'Mutation.moderateReview',
    as: 'staff',
    document: client.moderateReview,
    variables: change(({ productId, customer }) => ({
      productId,
      customerId: customer.id,
      published: false,
    })),
  },
  {
    name: "A product's hidden reviews",
    field: 'Query.hiddenReviews',
    as: 'staff',
    document: client.listHiddenReviews,
    variables: ({ productId }) => ({ productId }),
  },
  {
    name: 'Take a review back',
    field: 'Mutation.removeReview',
    as: 'customer',
    document: client.removeReview,
    variables: change(({ productId }) => ({ productId })),
  },

  // What the shop's own functions send
  {
    name: 'Tell subscribers of an order',
    field: 'Mutation.publishOrderChange',
    as: 'service',
    document: publishOrderChange,
    variables: input(({ orderId }) => ({ orderId, sequence: 2 })),
  },
  {
    name: 'Tell a seller of a sale',
    field: 'Mutation.publishSale',
    as: 'service',
    document: publishSale,
    variables: input(({ orderId, seller }) => ({ orderId, sellerId: seller.id })),
  },
  {
    name: 'Tell subscribers of a stock',
    field: 'Mutation.publishStockChange',
    as: 'service',
    document: publishStockChange,
    variables: input(({ productId, skus }) => ({
      productId,
      sku: skus[0]!,
      available: 1,
      at: '2026-01-02T03:04:05.678Z',
    })),
  },
];
