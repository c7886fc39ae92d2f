import type { EntityName } from './index.ts';

/** What a read asks of the table: one entity by its key or by an index, or a whole collection. */
export interface Read {
  readonly operation: 'GetItem' | 'BatchGetItem' | 'Query';
  /** The entity, or for a collection its first. */
  readonly entity: EntityName;
  /** An index of the entity, e.g. `byCategory`; absent for the primary key. */
  readonly index?: string;
  /** The collection, when its other entities are wanted, too. */
  readonly collection?: string;
  /** Whether it must see every earlier write. An index cannot. */
  readonly consistent?: boolean;
  /** How many items of which entity it answers with: the page that the units are counted for. */
  readonly items: Partial<Record<EntityName, number>>;
}

/** What a write changes. */
export interface Write {
  readonly operation: 'PutItem' | 'UpdateItem' | 'TransactWriteItems';
  /** How many items of which entity it writes or deletes. */
  readonly items: Partial<Record<EntityName, number>>;
  /** Items that it only looks at, at the price of a write. */
  readonly checks?: Partial<Record<EntityName, number>>;
}

/** One way that the shop uses its table. */
export interface AccessPattern {
  readonly name: string;
  /** The fields of the API that use it, e.g. `Query.product`. */
  readonly fields: readonly string[];
  readonly access: Read | Write;
}

/** Bytes of an ordinary item with its keys. The page counts its units with these. */
export const typicalBytes: Record<EntityName, number> = {
  Product: 2500,
  Variant: 700,
  SkuClaim: 150,
  HandleClaim: 150,
  Category: 500,
  Customer: 350,
  Address: 500,
  Cart: 900,
  Order: 2500,
  OrderEvent: 400,
  Payment: 500,
  LedgerEntry: 400,
  Shipment: 400,
  Return: 450,
  Reservation: 250,
  StockShard: 250,
  Zone: 600,
  Voucher: 400,
  VoucherUse: 200,
  Review: 700,
  ProductRating: 150,
  Sale: 200,
  RiskReview: 350,
  Setback: 300,
  FulfilmentTask: 900,
  Notification: 250,
  Idempotency: 3000,
  TestCharge: 400,
  TestMovement: 300,
  WebhookEvent: 200,
};

/** What an ordinary product and order consist of, and how long a page is. */
export const typicalCounts = { variants: 6, lines: 5, page: 20 };

const { variants, lines, page } = typicalCounts;

export const accessPatterns: readonly AccessPattern[] = [
  {
    name: 'A product',
    fields: ['Query.product', 'Query.productByHandle', 'Mutation.updateProduct'],
    access: { operation: 'GetItem', entity: 'Product', items: { Product: 1 } },
  },
  {
    name: 'A product page: the product and its variants',
    fields: ['Query.product', 'Query.productByHandle', 'Mutation.createProduct', 'Mutation.updateProduct'],
    access: {
      operation: 'Query',
      entity: 'Product',
      collection: 'productPage',
      items: { Product: 1, ProductRating: 1, Variant: variants },
    },
  },
  {
    name: "A product's variants",
    fields: ['Product.variants'],
    access: { operation: 'Query', entity: 'Variant', items: { Variant: variants } },
  },
  {
    name: 'Whose a handle is',
    fields: ['Query.productByHandle', 'Mutation.importProducts'],
    access: { operation: 'GetItem', entity: 'HandleClaim', consistent: true, items: { HandleClaim: 1 } },
  },
  {
    name: 'Whose a SKU is',
    fields: ['Mutation.addToCart', 'Mutation.updateVariant', 'Mutation.adjustStock', 'Mutation.spreadStock'],
    access: { operation: 'GetItem', entity: 'SkuClaim', consistent: true, items: { SkuClaim: 1 } },
  },
  {
    name: 'A variant',
    fields: [
      'Mutation.addToCart',
      'Mutation.updateVariant',
      'Mutation.adjustStock',
      'Mutation.spreadStock',
      'Mutation.publishStockChange',
    ],
    access: { operation: 'GetItem', entity: 'Variant', consistent: true, items: { Variant: 1 } },
  },
  {
    name: 'Products in one state, newest first',
    fields: ['Query.products', 'Query.productsByStatus'],
    access: { operation: 'Query', entity: 'Product', index: 'byStatus', items: { Product: page } },
  },
  {
    name: "A category's products in one state, newest first",
    fields: ['Query.products', 'Category.products'],
    access: { operation: 'Query', entity: 'Product', index: 'byCategory', items: { Product: page } },
  },
  {
    name: "A seller's products, newest first",
    fields: ['Query.myProducts'],
    access: { operation: 'Query', entity: 'Product', index: 'bySeller', items: { Product: page } },
  },
  {
    name: 'A category',
    fields: ['Query.category', 'Product.category', 'Mutation.updateCategory'],
    access: { operation: 'GetItem', entity: 'Category', items: { Category: 1 } },
  },
  {
    name: 'The categories in the order to show them',
    fields: ['Query.categories'],
    access: { operation: 'Query', entity: 'Category', index: 'all', items: { Category: page } },
  },
  {
    name: 'An account page: the customer, addresses and cart',
    fields: ['Query.me'],
    access: {
      operation: 'Query',
      entity: 'Customer',
      collection: 'accountPage',
      consistent: true,
      items: { Customer: 1, Address: 2, Cart: 1 },
    },
  },
  {
    name: "A customer's addresses",
    fields: ['Customer.addresses'],
    access: { operation: 'Query', entity: 'Address', items: { Address: 2 } },
  },
  {
    name: "A customer's cart",
    fields: [
      'Query.cart',
      'Customer.cart',
      'Mutation.addToCart',
      'Mutation.updateCartLine',
      'Mutation.removeFromCart',
    ],
    access: { operation: 'GetItem', entity: 'Cart', consistent: true, items: { Cart: 1 } },
  },
  {
    name: 'What the lines of a cart cost now',
    fields: ['Query.cart', 'Customer.cart'],
    access: { operation: 'BatchGetItem', entity: 'Variant', items: { Variant: lines } },
  },
  {
    name: "A customer's orders, newest first",
    fields: ['Customer.orders'],
    access: { operation: 'Query', entity: 'Order', index: 'byCustomer', items: { Order: page } },
  },
  {
    // A page of 20 is merged from eight of these: some 72 orders in all, for each asks only for what comes before the
    // last that is kept (1 + 1 + 1/2 + … + 1/7 pages).
    name: "One day's orders in one state, oldest first, in one of eight partitions",
    fields: ['Query.orders'],
    access: { operation: 'Query', entity: 'Order', index: 'byStatus', items: { Order: 9 } },
  },
  {
    name: 'An order',
    fields: ['Query.order'],
    access: { operation: 'GetItem', entity: 'Order', consistent: true, items: { Order: 1 } },
  },
  {
    name: 'An order page: the order and what hangs from it',
    fields: [
      'Query.order',
      'Mutation.publishOrderChange',
      'Mutation.cancelOrder',
      'Mutation.recordPayment',
      'Mutation.payOrder',
      'Mutation.confirmPayment',
      'Mutation.refundOrder',
      'Mutation.recordRefund',
      'Mutation.packShipment',
      'Mutation.shipShipment',
      'Mutation.moveShipment',
      'Mutation.requestReturn',
      'Mutation.withdrawReturn',
      'Mutation.decideReturn',
      'Mutation.receiveReturn',
      'Mutation.decideRiskReview',
    ],
    access: {
      operation: 'Query',
      entity: 'Order',
      collection: 'orderPage',
      consistent: true,
      items: { Order: 1, OrderEvent: 5, Payment: 1, LedgerEntry: 2, Reservation: 1 },
    },
  },
  {
    name: "An order's events, all or after a sequence number",
    fields: ['Order.events'],
    access: { operation: 'Query', entity: 'OrderEvent', consistent: true, items: { OrderEvent: 5 } },
  },
  {
    name: "An order's ledger",
    fields: ['Order.ledger'],
    access: { operation: 'Query', entity: 'LedgerEntry', consistent: true, items: { LedgerEntry: 3 } },
  },
  {
    name: "An order's payments",
    fields: ['Order.payments'],
    access: { operation: 'Query', entity: 'Payment', consistent: true, items: { Payment: 1 } },
  },
  {
    name: 'What a request with this key did before',
    fields: [
      'Mutation.cancelOrder',
      'Mutation.recordPayment',
      'Mutation.payOrder',
      'Mutation.refundOrder',
      'Mutation.recordRefund',
      'Mutation.adjustStock',
      'Mutation.spreadStock',
    ],
    access: { operation: 'GetItem', entity: 'Idempotency', consistent: true, items: { Idempotency: 1 } },
  },
  {
    name: 'What a checkout starts from: the cart, its customer, the key, an address, a voucher',
    fields: ['Mutation.placeOrder', 'Query.quote'],
    access: {
      operation: 'BatchGetItem',
      entity: 'Cart',
      consistent: true,
      items: { Cart: 1, Customer: 1, Idempotency: 1, Address: 1, Voucher: 1, VoucherUse: 1 },
    },
  },
  {
    name: 'What the lines of a cart cost where they go',
    fields: ['Mutation.placeOrder', 'Query.quote'],
    access: {
      operation: 'BatchGetItem',
      entity: 'Variant',
      consistent: true,
      items: { Variant: lines, Zone: 2 },
    },
  },
  {
    // Only of a stock that is or was spread; of another nothing is read.
    name: 'The parts of a stock that is spread, beside its variant',
    fields: [
      'Mutation.placeOrder',
      'Query.product',
      'Query.productByHandle',
      'Product.variants',
      'Query.cart',
      'Customer.cart',
      'Mutation.addToCart',
      'Mutation.updateCartLine',
      'Mutation.removeFromCart',
      'Mutation.updateProduct',
      'Mutation.updateVariant',
      'Mutation.adjustStock',
      'Mutation.spreadStock',
      'Mutation.publishStockChange',
    ],
    access: { operation: 'BatchGetItem', entity: 'StockShard', consistent: true, items: { StockShard: 7 } },
  },
  {
    name: 'Orders that are overdue, in one of eight partitions',
    fields: ['Mutation.placeOrder'],
    access: { operation: 'Query', entity: 'Reservation', index: 'overdue', items: { Reservation: page } },
  },
  {
    name: 'The zones',
    fields: ['Query.zones'],
    access: { operation: 'Query', entity: 'Zone', index: 'all', items: { Zone: page } },
  },
  {
    name: 'Create or replace a zone',
    fields: ['Mutation.putZone'],
    access: { operation: 'PutItem', items: { Zone: 1 } },
  },
  {
    name: "Change a customer's profile",
    fields: ['Mutation.updateProfile'],
    access: { operation: 'UpdateItem', items: { Customer: 1 } },
  },
  {
    name: 'Add or remove an address, and count it',
    fields: ['Mutation.addAddress', 'Mutation.removeAddress'],
    access: { operation: 'TransactWriteItems', items: { Customer: 1, Address: 1 } },
  },
  {
    name: 'Replace an address',
    fields: ['Mutation.updateAddress'],
    access: { operation: 'PutItem', items: { Address: 1 } },
  },
  {
    name: 'Change a cart',
    fields: [
      'Mutation.addToCart',
      'Mutation.updateCartLine',
      'Mutation.removeFromCart',
      'Mutation.clearCart',
    ],
    access: { operation: 'UpdateItem', items: { Cart: 1 } },
  },
  {
    name: 'Turn a cart into an order',
    fields: ['Mutation.placeOrder'],
    access: {
      operation: 'TransactWriteItems',
      items: {
        Idempotency: 1,
        Cart: 1,
        Variant: lines,
        Order: 1,
        OrderEvent: 2,
        Payment: 1,
        LedgerEntry: 1,
        Reservation: 1,
      },
    },
  },
  {
    name: 'Call off an order and give its stock back',
    fields: ['Mutation.cancelOrder'],
    access: {
      operation: 'TransactWriteItems',
      items: { Idempotency: 1, Order: 1, OrderEvent: 2, Payment: 1, LedgerEntry: 1, Variant: lines },
    },
  },
  {
    name: 'Record a payment',
    fields: ['Mutation.recordPayment'],
    access: {
      operation: 'TransactWriteItems',
      items: { Idempotency: 1, Order: 1, OrderEvent: 2, Payment: 1, Reservation: 1 },
    },
  },
  {
    name: 'Pack, move or unpack a parcel',
    fields: ['Mutation.packShipment', 'Mutation.moveShipment'],
    access: {
      operation: 'TransactWriteItems',
      items: { Idempotency: 1, Order: 1, OrderEvent: 1, Shipment: 1 },
    },
  },
  {
    name: 'Let a parcel leave, and ask for its money',
    fields: ['Mutation.shipShipment'],
    access: {
      operation: 'TransactWriteItems',
      items: {
        Idempotency: 1,
        Order: 1,
        OrderEvent: 2,
        Payment: 1,
        LedgerEntry: 1,
        Shipment: 1,
        Variant: lines,
      },
    },
  },
  {
    name: 'Ask for a return, decide it, call it off',
    fields: ['Mutation.requestReturn', 'Mutation.withdrawReturn', 'Mutation.decideReturn'],
    access: {
      operation: 'TransactWriteItems',
      items: { Idempotency: 1, Order: 1, OrderEvent: 1, Return: 1 },
    },
  },
  {
    name: 'Take a return in, and give its money back',
    fields: ['Mutation.receiveReturn'],
    access: {
      operation: 'TransactWriteItems',
      items: { Idempotency: 1, Order: 1, OrderEvent: 2, Return: 1, Payment: 1, LedgerEntry: 1, Variant: 1 },
    },
  },
  {
    name: "An order's parcels, an order's returns",
    fields: ['Order.shipments', 'Order.returns'],
    access: { operation: 'Query', entity: 'Shipment', consistent: true, items: { Shipment: 1 } },
  },
  {
    name: 'Returns in one state, oldest first',
    fields: ['Query.returns'],
    access: { operation: 'Query', entity: 'Return', index: 'byStatus', items: { Return: page } },
  },
  {
    name: 'The vouchers, oldest first',
    fields: ['Query.vouchers'],
    access: { operation: 'Query', entity: 'Voucher', index: 'all', items: { Voucher: page } },
  },
  {
    name: 'Create a voucher',
    fields: ['Mutation.createVoucher'],
    access: { operation: 'PutItem', items: { Voucher: 1 } },
  },
  {
    name: 'Change a voucher',
    fields: ['Mutation.updateVoucher'],
    access: { operation: 'UpdateItem', items: { Voucher: 1 } },
  },
  {
    name: "A product's shown reviews, newest first; those that are hidden, for staff",
    fields: ['Product.reviews', 'Query.hiddenReviews'],
    access: { operation: 'Query', entity: 'Review', index: 'byProduct', items: { Review: page } },
  },
  {
    name: "A customer's review, with what a product's reviews add up to",
    fields: [
      'Product.rating',
      'Mutation.postReview',
      'Mutation.removeReview',
      'Mutation.replyToReview',
      'Mutation.moderateReview',
    ],
    access: {
      operation: 'BatchGetItem',
      entity: 'Review',
      consistent: true,
      items: { Review: 1, ProductRating: 1 },
    },
  },
  {
    name: 'Write, change, hide, show or remove a review',
    fields: ['Mutation.postReview', 'Mutation.removeReview', 'Mutation.moderateReview'],
    access: {
      operation: 'TransactWriteItems',
      items: { Idempotency: 1, Review: 1, ProductRating: 1 },
    },
  },
  {
    name: 'Answer a review',
    fields: ['Mutation.replyToReview'],
    access: { operation: 'UpdateItem', items: { Review: 1 } },
  },
  {
    name: 'The orders with goods of a seller, newest first',
    fields: ['Query.mySales'],
    access: { operation: 'Query', entity: 'Sale', items: { Sale: page } },
  },
  {
    name: 'Orders to be looked at, in one state, oldest first',
    fields: ['Query.riskReviews'],
    access: { operation: 'Query', entity: 'RiskReview', index: 'byStatus', items: { RiskReview: page } },
  },
  {
    name: 'Movements of money that failed for good, the longest ago first',
    fields: ['Query.failedMovements'],
    access: { operation: 'Query', entity: 'Setback', index: 'byTries', items: { Setback: page } },
  },
  {
    name: 'Decide whether an order may go on',
    fields: ['Mutation.decideRiskReview'],
    access: {
      operation: 'TransactWriteItems',
      items: { Idempotency: 1, Order: 1, OrderEvent: 1, RiskReview: 1 },
    },
  },
  {
    name: "Ask a provider for an order's money, or for some of it to go back",
    fields: ['Mutation.payOrder', 'Mutation.refundOrder'],
    access: {
      operation: 'TransactWriteItems',
      items: { Idempotency: 1, Order: 1, OrderEvent: 1, Payment: 1, LedgerEntry: 1 },
    },
  },
  {
    name: "Book a provider's answer, or a refund that was paid back by hand",
    fields: ['Mutation.confirmPayment', 'Mutation.recordRefund'],
    access: {
      operation: 'TransactWriteItems',
      items: { Idempotency: 1, Order: 1, OrderEvent: 2, Payment: 1, LedgerEntry: 1, Reservation: 1 },
    },
  },
  {
    name: 'Create a category',
    fields: ['Mutation.createCategory', 'Mutation.importProducts'],
    access: { operation: 'PutItem', items: { Category: 1 } },
  },
  {
    name: 'Change a category',
    fields: ['Mutation.updateCategory'],
    access: { operation: 'UpdateItem', items: { Category: 1 } },
  },
  {
    name: 'Create a product with its variants',
    fields: ['Mutation.createProduct', 'Mutation.importProducts'],
    access: {
      operation: 'TransactWriteItems',
      items: { Product: 1, HandleClaim: 1, Variant: variants, SkuClaim: variants },
      checks: { Category: 1 },
    },
  },
  {
    name: 'Change a product, and what its variants repeat of it',
    fields: ['Mutation.updateProduct', 'Mutation.importProducts'],
    access: { operation: 'TransactWriteItems', items: { Product: 1, Variant: variants } },
  },
  {
    name: 'Add a variant',
    fields: ['Mutation.addVariant'],
    access: { operation: 'TransactWriteItems', items: { Product: 1, Variant: 1, SkuClaim: 1 } },
  },
  {
    name: "Change a variant, and its product's price range",
    fields: ['Mutation.updateVariant'],
    access: { operation: 'TransactWriteItems', items: { Product: 1, Variant: 1 } },
  },
  {
    name: "Change a variant's stock",
    fields: ['Mutation.adjustStock'],
    access: { operation: 'TransactWriteItems', items: { Idempotency: 1, Variant: 1 } },
  },
  {
    name: 'Spread a stock over parts, even them out, bring them together',
    fields: ['Mutation.spreadStock'],
    access: {
      operation: 'TransactWriteItems',
      items: { Idempotency: 1, Product: 1, Variant: 1, StockShard: 7 },
    },
  },
];
