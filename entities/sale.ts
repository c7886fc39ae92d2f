import { Entity } from 'electrodb';
import { orderStatuses } from './order.ts';
import { key, service } from './table.ts';

/**
 * That an order has goods of a seller, and where it stands. Written in the transactions that change the order, so it is
 * never behind; the order itself says which goods, and all the rest.
 *
 * All of a seller's lie in one partition, and each order writes there when it is placed and when it is paid: 4 of its 1,000
 * write units a second, so a seller can have some 250 orders in one.
 */
export const Sale = new Entity({
  model: { entity: 'sale', version: '1', service },
  attributes: {
    sellerId: { type: 'string', required: true, description: 'The seller.' },
    orderId: { type: 'string', required: true, description: 'The order.' },
    placedAt: { type: 'string', required: true, readOnly: true, description: 'ISO 8601 in UTC.' },
    status: { type: orderStatuses, required: true, description: 'Where the order stands.' },
    sequence: {
      type: 'number',
      required: true,
      description: "The number of the order's event that was the seller's last news.",
    },
  },
  indexes: {
    primary: { pk: key('pk', ['sellerId']), sk: key('sk', ['placedAt', 'orderId']) },
    byStatus: {
      index: 'gsi1',
      pk: key('gsi1pk', ['sellerId', 'status']),
      sk: key('gsi1sk', ['placedAt', 'orderId']),
    },
  },
});
