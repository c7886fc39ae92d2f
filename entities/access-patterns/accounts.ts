import type { AccessPattern } from './pattern.ts';
import { typicalCounts } from './pattern.ts';

const { lines } = typicalCounts;

/** Accounts and carts. */
export const accounts: readonly AccessPattern[] = [
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
];
