import { Entity } from 'electrodb';
import { key, service } from './table.ts';

/** Says whose a handle is: makes it unique, and finds its product with one strongly consistent read. */
export const HandleClaim = new Entity({
  model: { entity: 'handleClaim', version: '1', service },
  attributes: {
    handle: { type: 'string', required: true, description: "The name in a product page's address." },
    productId: { type: 'string', required: true, readOnly: true, description: 'The product that has it.' },
  },
  indexes: {
    primary: { pk: key('pk', ['handle']), sk: key('sk', []) },
  },
});
