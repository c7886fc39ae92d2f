import { Entity } from 'electrodb';
import { key, service } from './table.ts';

/**
 * A part of a variant's stock that is spread, beside the variant itself, which is the first; each in a partition of its
 * own: one item takes about 500 reservations a second, a hot product needs more. It repeats the price and whether the
 * variant is on sale, so that a checkout asks all three with one condition; and the reorder point, so that a change of it
 * tells whether somebody is to look. It is never removed: the units that orders
 * took from it are counted here for good, also when the stock has come together again.
 */
export const StockShard = new Entity({
  model: { entity: 'stock_shard', version: '1', service },
  attributes: {
    productId: { type: 'string', required: true, description: 'The product.' },
    sku: { type: 'string', required: true, description: "The variant's stock keeping unit." },
    shard: { type: 'number', required: true, padding: { length: 2, char: '0' }, description: 'From 1.' },
    available: { type: 'number', required: true, description: 'Units that can be bought now.' },
    reserved: { type: 'number', required: true, description: 'Units promised to orders, not shipped yet.' },
    sold: { type: 'number', required: true, description: 'Units that left.' },
    price: { type: 'number', required: true, description: "The variant's price, in minor units." },
    reorderPoint: { type: 'number', description: "The variant's reorder point, when it has one." },
    active: { type: 'boolean', required: true, description: 'Whether the variant is on sale.' },
  },
  indexes: {
    primary: { pk: key('pk', ['productId', 'sku', 'shard']), sk: key('sk', []) },
  },
});
