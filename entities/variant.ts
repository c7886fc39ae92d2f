import { Entity } from 'electrodb';
import { key, service } from './table.ts';

export const taxClasses = ['STANDARD', 'REDUCED', 'SUPER_REDUCED', 'ZERO'] as const;

/**
 * One buyable form of a product.
 *
 * Its stock lies on it, together with its price and whether it is on sale, so that a checkout asks all three with the
 * condition of one update: an item of its own for stock would cost each order line a second transaction action. Where
 * the stock is spread, this is its first part, and `StockShard`s are the others.
 */
export const Variant = new Entity({
  model: { entity: 'variant', version: '1', service },
  attributes: {
    productId: { type: 'string', required: true, description: 'Its product.' },
    sku: { type: 'string', required: true, description: 'The stock keeping unit, one in the whole shop.' },
    title: { type: 'string', required: true, description: 'Its name beside its siblings.' },
    productTitle: {
      type: 'string',
      required: true,
      description: "The product's name, for carts and orders.",
    },
    selectedOptions: {
      type: 'list',
      items: {
        type: 'map',
        properties: {
          name: { type: 'string', required: true },
          value: { type: 'string', required: true },
        },
      },
      required: true,
      description: "The choice made for each of the product's options.",
    },
    position: { type: 'number', required: true, description: 'Its place among its siblings, from 0.' },
    price: { type: 'number', required: true, description: 'Minor units.' },
    compareAtPrice: { type: 'number', description: 'What it cost before, in minor units.' },
    currency: { type: 'string', required: true, description: 'ISO 4217.' },
    available: {
      type: 'number',
      required: true,
      description: 'Units that can be bought now, never below 0.',
    },
    reserved: {
      type: 'number',
      required: true,
      description: 'Units promised to orders that are not shipped yet.',
    },
    sold: { type: 'number', required: true, description: 'Units that left the shop.' },
    shards: {
      type: 'number',
      description:
        'In how many parts its stock is spread, from 1; absent for 1. This item is the first, and its numbers are those of that part alone.',
    },
    shardsEver: {
      type: 'number',
      description:
        'The most parts there ever were. Units that orders took from one of them return to it, so all of these are looked at.',
    },
    reorderPoint: {
      type: 'number',
      description: 'Its seller is told when no more units than these can be bought; absent: never.',
    },
    sellerId: { type: 'string', required: true, description: "Who offers it; `shop` for the shop's own." },
    categoryId: { type: 'string', required: true, description: "The product's category." },
    taxClass: { type: taxClasses, required: true, description: 'How it is taxed.' },
    active: { type: 'boolean', required: true, description: 'Whether its product is `ACTIVE`.' },
    weightGrams: { type: 'number', description: 'Weight of a unit.' },
    createdAt: { type: 'string', required: true, readOnly: true, description: 'ISO 8601 in UTC.' },
    updatedAt: { type: 'string', required: true, description: 'ISO 8601 in UTC.' },
    version: {
      type: 'number',
      required: true,
      description: 'Counts the changes of everything but stock, from 1.',
    },
  },
  indexes: {
    primary: { collection: 'productPage', pk: key('pk', ['productId']), sk: key('sk', ['sku']) },
  },
});
