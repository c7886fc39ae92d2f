import type { Context } from '@aws-appsync/utils';
import { runtime } from '@aws-appsync/utils';
import type { StockWatchItem, VariantItem } from '../generated/model.ts';
import { variantKey } from '../generated/model.ts';
import { failFrom } from '../lib/fail.ts';
import { batchItems, tableName, typed } from '../lib/table.ts';

/** Reads the variants of the page of low stocks. */
export function request(ctx: Context) {
  const watches: StockWatchItem[] = ctx.stash.watches;
  ctx.stash.variants = [];
  if (watches.length === 0) runtime.earlyReturn({});
  const keys = watches.map(({ productId, sku }) => typed(variantKey({ productId, sku })));
  return { operation: 'BatchGetItem', tables: { [tableName(ctx)]: { keys } } };
}

export function response(ctx: Context) {
  if (ctx.error) failFrom(ctx.error);
  const variants: (VariantItem | null)[] = batchItems(ctx);
  ctx.stash.variants = variants.filter((variant) => !!variant);
  return {};
}
