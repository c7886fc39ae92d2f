import { Entity } from 'electrodb';
import { key, service } from './table.ts';

/**
 * What a product's published reviews add up to. An item of its own: reviews change it without touching the product and
 * its version, and the page of the product brings it along.
 */
export const ProductRating = new Entity({
  model: { entity: 'product_rating', version: '1', service },
  attributes: {
    productId: { type: 'string', required: true, description: 'The product.' },
    count: { type: 'number', required: true, description: 'How many reviews are shown.' },
    sum: { type: 'number', required: true, description: 'Their ratings together.' },
  },
  indexes: {
    primary: { collection: 'productPage', pk: key('pk', ['productId']), sk: key('sk', []) },
  },
});
