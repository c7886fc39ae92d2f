import type { Context } from '@aws-appsync/utils';
import type { ShardLevel } from '../../rules/stock.ts';
import { shardsOf } from '../../rules/stock.ts';
import type { StockShardItem, VariantItem } from '../generated/model.ts';
import { stockShardKey } from '../generated/model.ts';
import type { CancellationReason } from './table.ts';
import { failedCondition, typed } from './table.ts';

/** How many keys one BatchGetItem, and how many items one TransactGetItems may ask for. */
export const maxKeys = 100;

/** The keys of a stock's parts beside the variant; none of a stock that was never spread. */
export function shardKeys(variant: VariantItem): Record<string, any>[] {
  const { productId, sku } = variant;
  return shardsOf(variant).map((shard) => typed(stockShardKey({ productId, sku, shard })));
}

/** Puts the parts that were read into `ctx.stash.shards`, by the SKUs of these variants. */
export function keepShards(ctx: Context, variants: VariantItem[], items: (StockShardItem | null)[]): void {
  variants.forEach(({ sku }) => {
    ctx.stash.shards[sku] = items.filter((item) => !!item && item.sku === sku);
  });
}

/** The parts of a stock beside its variant, as far as they were read. */
function shardsRead(ctx: Pick<Context, 'stash'>, variant: VariantItem): StockShardItem[] {
  // Only what is spread has an entry, and a SKU may be called as what every object has.
  if (shardsOf(variant).length === 0) return [];
  return ctx.stash.shards?.[variant.sku] ?? [];
}

/** The variant's reorder point as its parts repeat it. */
export function watched({ reorderPoint }: VariantItem): { reorderPoint?: number } {
  return reorderPoint === undefined ? {} : { reorderPoint };
}

/** What is available in each part of a stock, as far as it was read, the variant first. */
export function levelsOf(ctx: Pick<Context, 'stash'>, variant: VariantItem): ShardLevel[] {
  const first: ShardLevel = { shard: 0, available: variant.available };
  return [first, ...shardsRead(ctx, variant)];
}

/** A variant with the counts of all parts of its stock, as readers see it. */
export function wholeStock(ctx: Pick<Context, 'stash'>, variant: VariantItem): VariantItem {
  const parts = shardsRead(ctx, variant);
  return {
    ...variant,
    available: parts.reduce((sum, part) => sum + part.available, variant.available),
    reserved: parts.reduce((sum, part) => sum + part.reserved, variant.reserved),
    sold: parts.reduce((sum, part) => sum + part.sold, variant.sold),
  };
}

/** The variants in the stash by SKU, each with the counts of all parts of its stock. */
export function wholeStocks(ctx: Pick<Context, 'stash'>): Record<string, VariantItem> {
  const variants: VariantItem[] = Object.values(ctx.stash.variants);
  const whole: Record<string, VariantItem> = {};
  for (const variant of variants) whole[variant.sku] = wholeStock(ctx, variant);
  return whole;
}

/** Takes up a part as a failed condition met it; whether it is one of those that were read. */
export function learnShard(ctx: Context, reason: CancellationReason | undefined): boolean {
  if (!failedCondition(reason) || !reason!.item) return false;
  const met: StockShardItem = reason!.item;
  const known: StockShardItem[] = ctx.stash.shards[met.sku];
  ctx.stash.shards[met.sku] = known.map((one) => (one.shard === met.shard ? met : one));
  return true;
}
