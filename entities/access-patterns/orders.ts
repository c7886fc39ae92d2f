import type { AccessPattern } from './pattern.ts';
import { typicalCounts } from './pattern.ts';

const { lines, page } = typicalCounts;

/** Orders, their parcels and returns. */
export const orders: readonly AccessPattern[] = [
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
    name: 'The orders with goods of a seller, newest or oldest first, of a span of time',
    fields: ['Query.mySales'],
    access: { operation: 'Query', entity: 'Sale', items: { Sale: page } },
  },
  {
    name: 'The same in one state, of up to four that are merged',
    fields: ['Query.mySales'],
    access: { operation: 'Query', entity: 'Sale', index: 'byStatus', items: { Sale: page } },
  },
  {
    name: 'The orders of a page of sales',
    fields: ['Query.mySales'],
    access: { operation: 'BatchGetItem', entity: 'Order', items: { Order: page } },
  },
  {
    name: 'Orders that were found overdue, read again',
    fields: ['Customer.orders', 'Query.orders', 'Query.mySales'],
    access: { operation: 'BatchGetItem', entity: 'Order', consistent: true, items: { Order: 1 } },
  },
  {
    name: 'An order',
    fields: ['Query.order', 'Query.sale'],
    access: { operation: 'GetItem', entity: 'Order', consistent: true, items: { Order: 1 } },
  },
  {
    name: 'An order page: the order and what hangs from it',
    fields: [
      'Query.order',
      'Query.sale',
      'Sale.events',
      'Mutation.publishOrderChange',
      'Mutation.publishSale',
      'Mutation.cancelOrder',
      'Mutation.recordPayment',
      'Mutation.payOrder',
      'Mutation.confirmPayment',
      'Mutation.refundOrder',
      'Mutation.recordRefund',
      'Mutation.writeOffClaim',
      'Mutation.packShipment',
      'Mutation.shipShipment',
      'Mutation.moveShipment',
      'Mutation.requestReturn',
      'Mutation.withdrawReturn',
      'Mutation.decideReturn',
      'Mutation.receiveReturn',
      'Mutation.packSale',
      'Mutation.shipSale',
      'Mutation.moveSale',
      'Mutation.decideSaleReturn',
      'Mutation.receiveSaleReturn',
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
    name: 'What a request with this key did before',
    fields: [
      'Mutation.placeOrder',
      'Mutation.cancelOrder',
      'Mutation.recordPayment',
      'Mutation.payOrder',
      'Mutation.refundOrder',
      'Mutation.recordRefund',
      'Mutation.writeOffClaim',
      'Mutation.addVariant',
      'Mutation.adjustStock',
      'Mutation.spreadStock',
    ],
    access: { operation: 'GetItem', entity: 'Idempotency', consistent: true, items: { Idempotency: 1 } },
  },
  {
    name: "An order's parcels, an order's returns",
    fields: ['Order.shipments', 'Order.returns', 'Sale.shipments', 'Sale.returns'],
    access: { operation: 'Query', entity: 'Shipment', consistent: true, items: { Shipment: 1 } },
  },
  {
    name: 'Returns in one state, oldest first',
    fields: ['Query.returns'],
    access: { operation: 'Query', entity: 'Return', index: 'byStatus', items: { Return: page } },
  },
  {
    name: "Returns of a seller's own goods in one state, oldest first",
    fields: ['Query.myReturns'],
    access: { operation: 'Query', entity: 'Return', index: 'bySeller', items: { Return: page } },
  },
  {
    name: 'Orders to be looked at, in one state, oldest first',
    fields: ['Query.riskReviews'],
    access: { operation: 'Query', entity: 'RiskReview', index: 'byStatus', items: { RiskReview: page } },
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
    name: 'Call off an order and give its stock back',
    fields: ['Mutation.cancelOrder'],
    access: {
      operation: 'TransactWriteItems',
      items: { Idempotency: 1, Order: 1, OrderEvent: 2, Payment: 1, LedgerEntry: 1, Variant: lines },
    },
  },
  {
    name: 'Pack, move or unpack a parcel',
    fields: ['Mutation.packShipment', 'Mutation.moveShipment', 'Mutation.packSale', 'Mutation.moveSale'],
    access: {
      operation: 'TransactWriteItems',
      items: { Idempotency: 1, Order: 1, OrderEvent: 1, Shipment: 1 },
    },
  },
  {
    name: 'Let a parcel leave, and ask for its money',
    fields: ['Mutation.shipShipment', 'Mutation.shipSale'],
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
    fields: [
      'Mutation.requestReturn',
      'Mutation.withdrawReturn',
      'Mutation.decideReturn',
      'Mutation.decideSaleReturn',
    ],
    access: {
      operation: 'TransactWriteItems',
      items: { Idempotency: 1, Order: 1, OrderEvent: 1, Return: 1 },
    },
  },
  {
    name: 'Take a return in, and give its money back',
    fields: ['Mutation.receiveReturn', 'Mutation.receiveSaleReturn'],
    access: {
      operation: 'TransactWriteItems',
      items: { Idempotency: 1, Order: 1, OrderEvent: 2, Return: 1, Payment: 1, LedgerEntry: 1, Variant: 1 },
    },
  },
];
