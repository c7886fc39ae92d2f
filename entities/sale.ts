import { Entity } from 'electrodb';
import { key, service } from './table.ts';

/** That an order has goods of a seller. The order itself says which, and where it stands. */
export const Sale = new Entity({
  model: { entity: 'sale', version: '1', service },
  attributes: {
    sellerId: { type: 'string', required: true, description: 'The seller.' },
    orderId: { type: 'string', required: true, description: 'The order.' },
    placedAt: { type: 'string', required: true, readOnly: true, description: 'ISO 8601 in UTC.' },
  },
  indexes: {
    primary: { pk: key('pk', ['sellerId']), sk: key('sk', ['placedAt', 'orderId']) },
  },
});
