import type { Context } from '@aws-appsync/utils';
import { runtime } from '@aws-appsync/utils';
import { shardNumbers } from '../../rules/stock.ts';
import type { StockShardItem, VariantItem } from '../generated/model.ts';
import { stockShardKey } from '../generated/model.ts';
import { failFrom } from '../lib/fail.ts';
import { unlessAnswered } from '../lib/idempotency.ts';
import { batchItems, tableName, typed } from '../lib/table.ts';

/**
 * Reads the parts of every stock of the cart that is spread, into `ctx.stash.shards` by SKU. Most carts have none, and
 * pass by without a read.
 */
export function request(ctx: Context) {
  unlessAnswered(ctx);
  if (ctx.stash.shards && !ctx.stash.stale) runtime.earlyReturn({});
  ctx.stash.shards = {};
  const variants: VariantItem[] = Object.values(ctx.stash.variants);
  const keys = variants
    .filter((variant) => (variant.shards ?? 0) > 0)
    .flatMap(({ productId, sku, shards }) =>
      shardNumbers.slice(0, shards).map((shard) => typed(stockShardKey({ productId, sku, shard }))),
    );
  if (keys.length === 0) runtime.earlyReturn({});
  return {
    operation: 'BatchGetItem',
    // One request holds 100 keys. What is left out is known when it is needed: as a part with nothing in it.
    tables: { [tableName(ctx)]: { keys: keys.slice(0, 100), consistentRead: true } },
  };
}

export function response(ctx: Context) {
  if (ctx.error) failFrom(ctx.error);
  const shards: Record<string, StockShardItem[]> = {};
  for (const shard of batchItems(ctx)) {
    if (shard) shards[shard.sku] = [...(shards[shard.sku] ?? []), shard];
  }
  ctx.stash.shards = shards;
  return {};
}
