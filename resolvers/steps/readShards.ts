import type { Context } from '@aws-appsync/utils';
import { runtime } from '@aws-appsync/utils';
import { maxShards } from '../../rules/limits.ts';
import type { StockShardItem, VariantItem } from '../generated/model.ts';
import { isVariant, variantKey } from '../generated/model.ts';
import { checkoutLines, isSpread, serve } from '../lib/checkout.ts';
import { failFrom } from '../lib/fail.ts';
import { unlessAnswered } from '../lib/idempotency.ts';
import { keepShards, maxKeys, shardKeys } from '../lib/stock.ts';
import { batchItems, cancellationReasons, tableName, typed } from '../lib/table.ts';

/**
 * Reads the parts of the stocks that the cart needs them of, into `ctx.stash.shards` by SKU. Most carts need none, and
 * pass by without a read.
 *
 * Before the first attempt whatever is near the truth will do, for the conditions decide. After it the parts of what is
 * short are read once more, all at one moment: only such a sight tells that a stock is out, as units may have moved from
 * one part to another between two reads.
 */
export function request(ctx: Context) {
  unlessAnswered(ctx);
  if (!ctx.stash.shards) {
    ctx.stash.shards = {};
    const keys = keysOf(needed(ctx));
    if (keys.length === 0) runtime.earlyReturn({});
    return { operation: 'BatchGetItem', tables: { [tableName(ctx)]: { keys, consistentRead: true } } };
  }
  if (!ctx.stash.stale) runtime.earlyReturn({});
  const short = shortStocks(ctx);
  if (short.length === 0) runtime.earlyReturn({});
  ctx.stash.looking = short.map((variant) => variant.sku);
  const table = tableName(ctx);
  const keys = short.flatMap((variant) => [typed(variantKey(variant)), ...shardKeys(variant)]);
  return { operation: 'TransactGetItems', transactItems: keys.map((key) => ({ table, key })) };
}

export function response(ctx: Context) {
  const looking: string[] | undefined = ctx.stash.looking;
  if (!looking) {
    if (ctx.error) failFrom(ctx.error);
    keepShards(ctx, needed(ctx), batchItems(ctx));
    return {};
  }
  if (ctx.error) {
    // Somebody is buying there just now: what was seen before has to do, and nothing is out.
    if (cancellationReasons(ctx).length > 0) return {};
    failFrom(ctx.error);
  }
  const items: any[] = ctx.result.items;
  const seen: VariantItem[] = items.filter((item) => item && isVariant(item));
  const parts: StockShardItem[] = items.filter((item) => item && !isVariant(item));
  keepShards(ctx, seen, parts);
  seen.forEach((variant) => {
    ctx.stash.variants[variant.sku] = variant;
    const own: StockShardItem[] = ctx.stash.shards[variant.sku];
    // More parts may have come into being since their number was read.
    ctx.stash.sure[variant.sku] = own.length === shardKeys(variant).length;
  });
  return {};
}

/** The variants of the cart whose own part is not all that the checkout looks at. */
function needed(ctx: Context): VariantItem[] {
  return checkoutLines(ctx)
    .filter((line) => !!ctx.stash.variants[line.sku] && isSpread(ctx.stash.variants[line.sku], line.quantity))
    .map((line) => ctx.stash.variants[line.sku]);
}

/** All parts, or where those are more than one request may name, one of each stock. */
function keysOf(variants: VariantItem[]): Record<string, any>[] {
  const all = variants.flatMap((variant) => shardKeys(variant));
  if (all.length <= maxKeys) return all;
  return variants.map((variant) => {
    const keys = shardKeys(variant);
    return keys[Math.floor(Math.random() * keys.length)]!;
  });
}

/** The variants of which there seems to be too little in all parts, as many as one request may name. */
function shortStocks(ctx: Context): VariantItem[] {
  const variants: Record<string, VariantItem> = ctx.stash.variants;
  const served = serve(
    ctx,
    checkoutLines(ctx).filter((line) => !!variants[line.sku]),
  );
  const short = served
    .filter(({ line, enough }) => !enough && isSpread(variants[line.sku]!, line.quantity))
    .map(({ line }) => variants[line.sku]!);
  return short.slice(0, Math.floor(maxKeys / maxShards));
}
