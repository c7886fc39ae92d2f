import type { AccessPattern } from './pattern.ts';
import { typicalCounts } from './pattern.ts';

const { page } = typicalCounts;

/** Money: payments and the ledger. */
export const payments: readonly AccessPattern[] = [
  {
    name: "An order's payments",
    fields: ['Order.payments'],
    access: { operation: 'Query', entity: 'Payment', consistent: true, items: { Payment: 1 } },
  },
  {
    name: "An order's ledger",
    fields: ['Order.ledger'],
    access: { operation: 'Query', entity: 'LedgerEntry', consistent: true, items: { LedgerEntry: 3 } },
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
    name: 'Give up what is owed for parcels that left',
    fields: ['Mutation.writeOffClaim'],
    access: {
      operation: 'TransactWriteItems',
      items: { Idempotency: 1, Order: 1, OrderEvent: 2, Payment: 1, LedgerEntry: 1, Setback: 1 },
    },
  },
  {
    name: 'Movements of money that failed for good, the longest ago first',
    fields: ['Query.failedMovements'],
    access: { operation: 'Query', entity: 'Setback', index: 'byTries', items: { Setback: page } },
  },
];
