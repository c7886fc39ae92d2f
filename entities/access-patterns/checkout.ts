import type { AccessPattern } from './pattern.ts';
import { typicalCounts } from './pattern.ts';

const { lines, page } = typicalCounts;

/** From the cart to the order: prices, zones, vouchers, stock. */
export const checkout: readonly AccessPattern[] = [
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
    name: 'The parts of a stock that is spread, to be shown',
    fields: [
      'Query.product',
      'Query.productByHandle',
      'Product.variants',
      'Query.lowStock',
      'Query.cart',
      'Customer.cart',
    ],
    access: { operation: 'BatchGetItem', entity: 'StockShard', items: { StockShard: 7 } },
  },
  {
    name: 'The parts of a stock that is spread, beside its variant',
    fields: [
      'Mutation.placeOrder',
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
];
