import { Entity } from 'electrodb';
import { key, service } from './table.ts';
import { taxClasses } from './variant.ts';

/** Where the shop sends to: what is taxed there and how, and what sending costs. */
export const Zone = new Entity({
  model: { entity: 'zone', version: '1', service },
  attributes: {
    country: { type: 'string', required: true, description: 'ISO 3166-1 alpha-2.' },
    region: {
      type: 'string',
      required: true,
      description: 'A state or province, or `*` for the whole country.',
    },
    pricesIncludeTax: {
      type: 'boolean',
      required: true,
      description: 'Whether prices hold the tax already, or it comes on top.',
    },
    taxRates: {
      type: 'map',
      properties: {
        STANDARD: { type: 'number', required: true },
        REDUCED: { type: 'number', required: true },
        SUPER_REDUCED: { type: 'number', required: true },
        ZERO: { type: 'number', required: true },
      },
      required: true,
      description: 'The rate of each class of goods, in basis points: 1900 is 19 %.',
    },
    shippingTaxClass: { type: taxClasses, required: true, description: 'How sending is taxed.' },
    shippingMethods: {
      type: 'list',
      items: {
        type: 'map',
        properties: {
          id: { type: 'string', required: true },
          name: { type: 'string', required: true },
          price: { type: 'number', required: true },
          freeFrom: { type: 'number' },
          minDays: { type: 'number' },
          maxDays: { type: 'number' },
        },
      },
      required: true,
      description: 'The ways of sending, the first one first; prices in minor units.',
    },
    currency: { type: 'string', required: true, description: 'ISO 4217.' },
    version: { type: 'number', required: true, description: 'Counts the changes, from 1.' },
    updatedAt: { type: 'string', required: true, description: 'ISO 8601 in UTC.' },
  },
  indexes: {
    primary: { pk: key('pk', ['country']), sk: key('sk', ['region']) },
    all: { index: 'gsi1', pk: key('gsi1pk', []), sk: key('gsi1sk', ['country', 'region']) },
  },
});
