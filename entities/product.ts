import { Entity } from 'electrodb';
import { key, service } from './table.ts';
import { taxClasses } from './variant.ts';

export const productStatuses = ['DRAFT', 'ACTIVE', 'ARCHIVED'] as const;
export const mediaTypes = ['IMAGE', 'VIDEO'] as const;

/**
 * The `sellerId` of what the shop sells itself. It is written out, since an absent part would cut the index key short;
 * the API shows such a product's `sellerId` as null.
 */
export const shopSellerId = 'shop';

/** Something the shop sells; its variants lie beside it, so that one Query answers a product page. */
export const Product = new Entity({
  model: { entity: 'product', version: '1', service },
  attributes: {
    productId: { type: 'string', required: true, description: 'The id.' },
    handle: {
      type: 'string',
      required: true,
      readOnly: true,
      description: 'The name in the address of its page.',
    },
    title: { type: 'string', required: true, description: 'The name.' },
    description: { type: 'string', required: true, description: 'Plain text, up to 10,000 characters.' },
    status: { type: productStatuses, required: true, description: 'Whether it is on sale.' },
    vendor: { type: 'string', description: "The maker's or brand's name." },
    sellerId: {
      type: 'string',
      required: true,
      readOnly: true,
      description: "Who offers it; `shop` for the shop's own.",
    },
    categoryId: { type: 'string', required: true, description: 'Its category.' },
    tags: {
      type: 'list',
      items: { type: 'string' },
      required: true,
      description: 'Words to find it by.',
    },
    options: {
      type: 'list',
      items: {
        type: 'map',
        properties: {
          name: { type: 'string', required: true },
          values: { type: 'list', items: { type: 'string' }, required: true },
        },
      },
      required: true,
      description: 'What can be chosen.',
    },
    media: {
      type: 'list',
      items: {
        type: 'map',
        properties: {
          source: { type: 'string', required: true },
          type: { type: mediaTypes, required: true },
          alt: { type: 'string' },
        },
      },
      required: true,
      description: 'Pictures and films, in the order to show them.',
    },
    taxClass: { type: taxClasses, required: true, description: 'How its variants are taxed.' },
    minPrice: { type: 'number', required: true, description: "The variants' lowest price, in minor units." },
    maxPrice: { type: 'number', required: true, description: "The variants' highest price, in minor units." },
    currency: { type: 'string', required: true, description: 'ISO 4217.' },
    variantCount: { type: 'number', required: true, description: 'How many variants it has, 60 at most.' },
    createdAt: {
      type: 'string',
      required: true,
      readOnly: true,
      description: 'ISO 8601 in UTC, always with three decimals so that text sorts as time.',
    },
    updatedAt: { type: 'string', required: true, description: 'ISO 8601 in UTC.' },
    version: { type: 'number', required: true, description: 'Counts the changes, from 1.' },
  },
  indexes: {
    primary: { collection: 'productPage', pk: key('pk', ['productId']), sk: key('sk', []) },
    byCategory: {
      index: 'gsi1',
      pk: key('gsi1pk', ['categoryId', 'status']),
      sk: key('gsi1sk', ['createdAt', 'productId']),
    },
    byStatus: { index: 'gsi2', pk: key('gsi2pk', ['status']), sk: key('gsi2sk', ['createdAt', 'productId']) },
    // Of all states together a list is merged from three of these.
    bySeller: {
      index: 'gsi3',
      pk: key('gsi3pk', ['sellerId', 'status']),
      sk: key('gsi3sk', ['createdAt', 'productId']),
    },
  },
});
