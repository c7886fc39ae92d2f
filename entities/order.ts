import { Entity } from 'electrodb';
import { postalAddress } from './address.ts';
import { key, service } from './table.ts';

export const orderStatuses = ['PLACED', 'PAID', 'PACKED', 'SHIPPED', 'DELIVERED', 'CANCELLED'] as const;

/** An order; its events and payments lie beside it, so that one Query answers an order page. */
export const Order = new Entity({
  model: { entity: 'order', version: '1', service },
  attributes: {
    orderId: { type: 'string', required: true, description: 'The id.' },
    customerId: { type: 'string', required: true, readOnly: true, description: 'Whose it is.' },
    status: { type: orderStatuses, required: true, description: 'Where it stands.' },
    // Embedded, not items of their own: lines are written once with their order and always read with it, and a
    // transaction has 100 actions, which the stock of the lines needs.
    lines: {
      type: 'list',
      items: {
        type: 'map',
        properties: {
          sku: { type: 'string', required: true },
          productId: { type: 'string', required: true },
          productTitle: { type: 'string', required: true },
          variantTitle: { type: 'string', required: true },
          quantity: { type: 'number', required: true },
          unitPrice: { type: 'number', required: true },
        },
      },
      required: true,
      readOnly: true,
      description: 'What was bought, 49 lines at most; `unitPrice` in minor units.',
    },
    subtotal: { type: 'number', required: true, readOnly: true, description: 'Minor units.' },
    total: {
      type: 'number',
      required: true,
      readOnly: true,
      description: 'What there is to pay, in minor units.',
    },
    paid: { type: 'number', required: true, description: 'What was received, in minor units.' },
    currency: { type: 'string', required: true, readOnly: true, description: 'ISO 4217.' },
    shippingAddress: {
      type: 'map',
      properties: { ...postalAddress },
      required: true,
      readOnly: true,
      description: 'A copy, so that it stands when the account changes.',
    },
    note: { type: 'string', readOnly: true, description: 'What the customer wrote with it.' },
    email: { type: 'string', readOnly: true, description: 'Where the shop writes to about it.' },
    placedAt: {
      type: 'string',
      required: true,
      readOnly: true,
      description: 'ISO 8601 in UTC, always with three decimals so that text sorts as time.',
    },
    placedOn: {
      type: 'string',
      required: true,
      readOnly: true,
      description: 'The day of `placedAt`, YYYY-MM-DD.',
    },
    updatedAt: { type: 'string', required: true, description: 'ISO 8601 in UTC.' },
    sequence: { type: 'number', required: true, description: 'The number of its last event.' },
  },
  indexes: {
    primary: { collection: 'orderPage', pk: key('pk', ['orderId']), sk: key('sk', []) },
    byCustomer: {
      index: 'gsi1',
      pk: key('gsi1pk', ['customerId']),
      sk: key('gsi1sk', ['placedAt', 'orderId']),
    },
    // With the day in it, the orders of one state do not gather in one partition for ever.
    byStatus: {
      index: 'gsi2',
      pk: key('gsi2pk', ['status', 'placedOn']),
      sk: key('gsi2sk', ['placedAt', 'orderId']),
    },
  },
});
