import { Entity } from 'electrodb';
import { key, service } from './table.ts';

export const returnStatuses = [
  'REQUESTED',
  'APPROVED',
  'REJECTED',
  'WITHDRAWN',
  'RECEIVED',
  'REFUNDED',
] as const;

/** Goods that a customer sends back, by line and quantity. */
export const Return = new Entity({
  model: { entity: 'return', version: '1', service },
  attributes: {
    orderId: { type: 'string', required: true, description: 'The order.' },
    returnId: { type: 'string', required: true, description: 'The id within the order.' },
    customerId: { type: 'string', required: true, readOnly: true, description: 'Whose order it is.' },
    sellerId: {
      type: 'string',
      required: true,
      readOnly: true,
      description:
        "Who sees to it: the seller whose goods all of it are; `shop` for the shop's own, and for goods of several.",
    },
    status: { type: returnStatuses, required: true, description: 'Where it stands.' },
    lines: {
      type: 'list',
      items: {
        type: 'map',
        properties: {
          sku: { type: 'string', required: true },
          quantity: { type: 'number', required: true },
          reason: { type: 'string', required: true },
          restocked: { type: 'number', required: true },
          received: { type: 'number', required: true },
        },
      },
      required: true,
      description: 'What comes back, why, and what became of it.',
    },
    amount: {
      type: 'number',
      required: true,
      description: 'What goes back to the customer, in minor units.',
    },
    note: { type: 'string', description: 'What was last written with it.' },
    createdAt: { type: 'string', required: true, readOnly: true, description: 'ISO 8601 in UTC.' },
    updatedAt: { type: 'string', required: true, description: 'ISO 8601 in UTC.' },
  },
  indexes: {
    primary: { collection: 'orderPage', pk: key('pk', ['orderId']), sk: key('sk', ['returnId']) },
    byStatus: {
      index: 'gsi1',
      pk: key('gsi1pk', ['status']),
      sk: key('gsi1sk', ['createdAt', 'orderId', 'returnId']),
    },
    bySeller: {
      index: 'gsi2',
      pk: key('gsi2pk', ['sellerId', 'status']),
      sk: key('gsi2sk', ['createdAt', 'orderId', 'returnId']),
    },
  },
});
