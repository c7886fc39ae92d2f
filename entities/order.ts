import { Entity } from 'electrodb';
import { postalAddress } from './address.ts';
import { key, service } from './table.ts';
import { taxClasses } from './variant.ts';

export const orderStatuses = [
  'PLACED',
  'CONFIRMED',
  'ON_HOLD',
  'PARTIALLY_SHIPPED',
  'SHIPPED',
  'DELIVERED',
  'CANCELLED',
  'EXPIRED',
] as const;

/**
 * An order; what hangs from it lies beside it, so that one Query answers an order page. It is always written whole,
 * under the condition of its `sequence`.
 */
export const Order = new Entity({
  model: { entity: 'order', version: '1', service },
  attributes: {
    orderId: { type: 'string', required: true, description: 'The id.' },
    customerId: { type: 'string', required: true, readOnly: true, description: 'Whose it is.' },
    status: { type: orderStatuses, required: true, description: 'Where it stands.' },
    // Embedded, not items of their own: lines are always read with their order, and a transaction has 100 actions,
    // which the stock of the lines needs.
    lines: {
      type: 'list',
      items: {
        type: 'map',
        properties: {
          sku: { type: 'string', required: true },
          productId: { type: 'string', required: true },
          productTitle: { type: 'string', required: true },
          variantTitle: { type: 'string', required: true },
          sellerId: { type: 'string', required: true },
          quantity: { type: 'number', required: true },
          unitPrice: { type: 'number', required: true },
          taxClass: { type: taxClasses, required: true },
          taxRate: { type: 'number', required: true },
          discount: { type: 'number', required: true },
          tax: { type: 'number', required: true },
          total: { type: 'number', required: true },
          packed: { type: 'number', required: true },
          shipped: { type: 'number', required: true },
          returning: { type: 'number', required: true },
          returned: { type: 'number', required: true },
          refunded: { type: 'number', required: true },
          shards: {
            type: 'list',
            items: {
              type: 'map',
              properties: {
                shard: { type: 'number', required: true },
                quantity: { type: 'number', required: true },
              },
            },
          },
        },
      },
      required: true,
      description:
        'What was bought, 49 lines at most, with what became of its units; amounts in minor units.',
    },
    currency: { type: 'string', required: true, readOnly: true, description: 'ISO 4217.' },
    pricesIncludeTax: {
      type: 'boolean',
      required: true,
      readOnly: true,
      description: 'Whether unit prices hold the tax already.',
    },
    subtotal: {
      type: 'number',
      required: true,
      readOnly: true,
      description: 'Unit prices times quantities, in minor units, as all its amounts.',
    },
    discount: {
      type: 'number',
      required: true,
      readOnly: true,
      description: 'What a voucher took off the lines.',
    },
    shipping: { type: 'number', required: true, readOnly: true, description: 'What sending it costs.' },
    shippingDiscount: {
      type: 'number',
      required: true,
      readOnly: true,
      description: 'What a voucher took off the shipping.',
    },
    shippingTax: {
      type: 'number',
      required: true,
      readOnly: true,
      description: 'The tax in or on the shipping.',
    },
    tax: { type: 'number', required: true, readOnly: true, description: 'All tax in the total.' },
    total: { type: 'number', required: true, readOnly: true, description: 'What there is to pay.' },
    authorized: {
      type: 'number',
      required: true,
      description: 'Set aside at the provider, neither taken nor freed.',
    },
    captured: { type: 'number', required: true, description: 'What was received.' },
    refunded: {
      type: 'number',
      required: true,
      description: 'What went back to the customer, or is on its way.',
    },
    owed: {
      type: 'number',
      description: 'What its customer owes for parcels that left, and that could not be taken.',
    },
    writtenOff: { type: 'number', description: 'What was owed and the shop has given up.' },
    voucherCode: { type: 'string', readOnly: true, description: 'The voucher used.' },
    voucherOnce: {
      type: 'boolean',
      readOnly: true,
      description: 'Whether each customer may use that voucher once.',
    },
    shippingMethod: { type: 'string', required: true, readOnly: true, description: 'How it is sent.' },
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
    bucket: {
      type: 'string',
      required: true,
      readOnly: true,
      description: "Spreads a day's orders over partitions: `0` to `7`.",
    },
    reservedUntil: {
      type: 'string',
      required: true,
      description: 'Until when it holds its stock unpaid, ISO 8601 in UTC.',
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
    // With the day in it, the orders of one state do not gather in one partition for ever; with the bucket, those of
    // one day do not either.
    byStatus: {
      index: 'gsi2',
      pk: key('gsi2pk', ['status', 'placedOn', 'bucket']),
      sk: key('gsi2sk', ['placedAt', 'orderId']),
    },
  },
});
