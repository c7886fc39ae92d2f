import { Entity } from 'electrodb';
import { ledgerKinds } from './ledger-entry.ts';
import { key, service } from './table.ts';

/**
 * A movement of money that failed and must not stay so: a refund that did not arrive, money set aside that could not be
 * freed, money for a parcel that left and could not be taken. It is there until the money has moved, and found by how
 * often that was tried: up to the last try a schedule asks the provider again, then somebody of the shop sees to it.
 */
export const Setback = new Entity({
  model: { entity: 'setback', version: '1', service },
  attributes: {
    orderId: { type: 'string', required: true, description: 'The order.' },
    entryId: { type: 'string', required: true, description: 'The entry of the ledger that failed.' },
    tries: {
      type: 'number',
      required: true,
      readOnly: true,
      padding: { length: 2, char: '0' },
      description: 'How often the provider was asked.',
    },
    kind: {
      type: ledgerKinds,
      required: true,
      readOnly: true,
      description: 'What the provider was to do.',
    },
    amount: {
      type: 'number',
      required: true,
      description: 'Minor units; of a capture, what of it is still owed.',
    },
    currency: { type: 'string', required: true, readOnly: true, description: 'ISO 4217.' },
    failureCode: {
      type: 'string',
      readOnly: true,
      description: "Why it failed, in the provider's terms.",
    },
    since: {
      type: 'string',
      required: true,
      readOnly: true,
      description: 'When it failed, ISO 8601 in UTC.',
    },
  },
  indexes: {
    primary: { collection: 'orderPage', pk: key('pk', ['orderId']), sk: key('sk', ['entryId']) },
    byTries: {
      index: 'gsi3',
      pk: key('gsi3pk', ['tries']),
      sk: key('gsi3sk', ['since', 'orderId', 'entryId']),
    },
  },
});
