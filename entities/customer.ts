import { Entity } from 'electrodb';
import { key, service } from './table.ts';

/** A customer's account; addresses and cart lie beside it, so that one Query answers an account page. */
export const Customer = new Entity({
  model: { entity: 'customer', version: '1', service },
  attributes: {
    customerId: { type: 'string', required: true, description: 'The subject of the sign-in.' },
    email: { type: 'string', description: 'Where the shop writes to.' },
    name: { type: 'string', description: 'The name.' },
    phone: { type: 'string', description: 'The telephone number.' },
    textMessages: {
      type: 'boolean',
      description:
        'Whether news of orders go to the telephone number as well: nothing without being asked for.',
    },
    addressCount: {
      type: 'number',
      description:
        'How many addresses there are. Counted here, since a limit that is only read can be overrun.',
    },
    createdAt: { type: 'string', description: 'When the account was first used, ISO 8601 in UTC.' },
    updatedAt: { type: 'string', description: 'ISO 8601 in UTC.' },
  },
  indexes: {
    primary: { collection: 'accountPage', pk: key('pk', ['customerId']), sk: key('sk', []) },
  },
});
