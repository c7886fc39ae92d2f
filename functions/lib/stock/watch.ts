/** Keeps the list of low stocks, beside the stock and never in its way. */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { EntityItem } from 'electrodb';
import { openShop } from '../../../entities/index.ts';
import type { StockWatch } from '../../../entities/stock-watch.ts';
import { shardsOf } from '../../../rules/stock.ts';
import { holds } from '../condition.ts';
import { pause } from '../pause.ts';

/** How often a look is repeated after another was quicker. */
const attempts = 5;

/** Which stock. */
export interface WatchedStock {
  readonly productId: string;
  readonly sku: string;
}

export interface Watch {
  /**
   * Looks at a stock and notes how it stands.
   *
   * Each look reads the note before it reads the stock, and writes only over the note that it read. So whoever wrote last
   * saw the stock after whoever wrote before, and the look that follows the last change has the last word, however many
   * looks there are at once and in whatever order they come. That is why a look writes even when nothing is other than it
   * was. The stock is only read: no checkout waits for this, or fails by it.
   *
   * @throws Error when others keep being quicker; another look is needed then.
   */
  look(stock: WatchedStock): Promise<void>;
}

/** Opens the list in the table of that name. */
export function openWatch(client: DynamoDBDocumentClient, table: string): Watch {
  const shop = openShop({ client, table });
  const { Variant, StockShard } = shop.entities;
  const Note = shop.entities.StockWatch;

  async function read({ productId, sku }: WatchedStock) {
    const { data: variant } = await Variant.get({ productId, sku }).go({ consistent: true });
    if (!variant) return undefined;
    const { sellerId, reorderPoint } = variant;
    let { available } = variant;
    const keys = shardsOf(variant).map((shard) => ({ productId, sku, shard }));
    if (keys.length > 0) {
      const { data: parts, unprocessed } = await StockShard.get(keys).go({ consistent: true });
      if (unprocessed.length > 0) throw new Error(`Not all parts of the stock of ${sku} could be read.`);
      for (const part of parts) available += part.available;
    }
    return { sellerId, reorderPoint, available };
  }

  function note(item: EntityItem<typeof StockWatch>, over: number | undefined): Promise<boolean> {
    return holds(
      Note.put(item)
        .where(({ version }, { eq, notExists }) =>
          over === undefined ? notExists(version) : eq(version, over),
        )
        .go(),
    );
  }

  return {
    async look({ productId, sku }) {
      for (let attempt = 1; attempt <= attempts; attempt += 1) {
        const { data: before } = await Note.get({ sku }).go({ consistent: true });
        const now = new Date().toISOString();
        const stock = await read({ productId, sku });
        if (!stock) return;
        const { sellerId, reorderPoint, available } = stock;
        const level = reorderPoint !== undefined && available <= reorderPoint ? 'LOW' : 'ENOUGH';
        const item = {
          sku,
          productId,
          sellerId,
          level,
          since: before?.level === level ? before.since : now,
          available,
          ...(reorderPoint === undefined ? {} : { reorderPoint }),
          version: (before?.version ?? 0) + 1,
        } as const;
        if (await note(item, before?.version)) return;
        await pause(attempt);
      }
      throw new Error(`Others keep looking at the stock of ${sku}.`);
    },
  };
}
