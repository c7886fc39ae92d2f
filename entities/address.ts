import { Entity } from 'electrodb';
import { key, service } from './table.ts';

/** What a postal address consists of, wherever it is stored. */
export const postalAddress = {
  name: { type: 'string', required: true, description: 'Who lives there.' },
  line1: { type: 'string', required: true, description: 'Street and number.' },
  line2: { type: 'string', description: 'Flat, floor, company.' },
  city: { type: 'string', required: true, description: 'Town or city.' },
  region: { type: 'string', description: 'State, province or county.' },
  postalCode: { type: 'string', required: true, description: 'Postal code.' },
  country: { type: 'string', required: true, description: 'ISO 3166-1 alpha-2.' },
  phone: { type: 'string', description: 'A number for the carrier.' },
} as const;

/** A postal address of an account. */
export const Address = new Entity({
  model: { entity: 'address', version: '1', service },
  attributes: {
    customerId: { type: 'string', required: true, description: 'Whose it is.' },
    addressId: { type: 'string', required: true, description: 'The id within the account.' },
    ...postalAddress,
    createdAt: { type: 'string', required: true, readOnly: true, description: 'ISO 8601 in UTC.' },
    updatedAt: { type: 'string', required: true, description: 'ISO 8601 in UTC.' },
  },
  indexes: {
    primary: { collection: 'accountPage', pk: key('pk', ['customerId']), sk: key('sk', ['addressId']) },
  },
});
