import { Entity } from 'electrodb';
import { key, service } from './table.ts';

/**
 * Stands for the stock that an unpaid order holds. It is there as long as the order is `PLACED`, and its index finds
 * those whose time is up. Its time is no `expiresAt`: the table must never delete it by itself, for then the stock
 * would be held for ever.
 */
export const Reservation = new Entity({
  model: { entity: 'reservation', version: '1', service },
  attributes: {
    orderId: { type: 'string', required: true, description: 'The order.' },
    bucket: {
      type: 'string',
      required: true,
      readOnly: true,
      description: 'Spreads the index over partitions: `0` to `7`.',
    },
    until: { type: 'string', required: true, description: 'ISO 8601 in UTC with three decimals.' },
    extended: {
      type: 'boolean',
      required: true,
      description: 'Whether it was extended, which happens once.',
    },
  },
  indexes: {
    primary: { collection: 'orderPage', pk: key('pk', ['orderId']), sk: key('sk', []) },
    overdue: { index: 'gsi3', pk: key('gsi3pk', ['bucket']), sk: key('gsi3sk', ['until', 'orderId']) },
  },
});
