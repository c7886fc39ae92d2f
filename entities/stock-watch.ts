import { Entity } from 'electrodb';
import { key, service } from './table.ts';

export const stockLevels = ['LOW', 'ENOUGH'] as const;

/**
 * Whether the stock of a variant that has a reorder point is at or under it, as it was last looked at.
 *
 * An item of its own, not an index of the variant: checkouts write the variant, and neither a key of an index nor anybody
 * who keeps the list may stand in their way. So it is a moment behind the stock; `functions/watchStock.ts` keeps it.
 */
export const StockWatch = new Entity({
  model: { entity: 'stock_watch', version: '1', service },
  attributes: {
    sku: { type: 'string', required: true, description: "The variant's stock keeping unit." },
    productId: { type: 'string', required: true, description: 'The product.' },
    sellerId: {
      type: 'string',
      required: true,
      description: "Whose stock it is; `shop` for the shop's own.",
    },
    level: { type: stockLevels, required: true, description: 'How it stands.' },
    since: { type: 'string', required: true, description: 'Since when it stands so, ISO 8601 in UTC.' },
    available: {
      type: 'number',
      required: true,
      description: 'Units that could be bought, in all its parts.',
    },
    reorderPoint: { type: 'number', description: 'The reorder point; absent when it was taken away.' },
    version: { type: 'number', required: true, description: 'Counts the looks, from 1.' },
  },
  indexes: {
    primary: { pk: key('pk', ['sku']), sk: key('sk', []) },
    bySeller: {
      index: 'gsi1',
      pk: key('gsi1pk', ['sellerId', 'level']),
      sk: key('gsi1sk', ['since', 'sku']),
    },
  },
});
