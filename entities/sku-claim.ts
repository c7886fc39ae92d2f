import { Entity } from 'electrodb';
import { key, service } from './table.ts';

/** Says whose a SKU is: makes it unique, and finds its product with one strongly consistent read. */
export const SkuClaim = new Entity({
  model: { entity: 'skuClaim', version: '1', service },
  attributes: {
    sku: { type: 'string', required: true, description: 'The stock keeping unit.' },
    productId: {
      type: 'string',
      required: true,
      readOnly: true,
      description: 'The product whose variant has it.',
    },
  },
  indexes: {
    primary: { pk: key('pk', ['sku']), sk: key('sk', []) },
  },
});
