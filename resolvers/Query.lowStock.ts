import type { Context } from '@aws-appsync/utils';
import type { StockWatchItem, VariantItem } from './generated/model.ts';
import { toVariant } from './lib/product.ts';
import { wholeStock } from './lib/stock.ts';

export function request() {
  return {};
}

/** The list may be a moment behind; what was restocked meanwhile, or is watched no more, is left out. */
export function response(ctx: Context) {
  const watches: StockWatchItem[] = ctx.stash.watches;
  const variants: VariantItem[] = ctx.stash.variants;
  const items = watches.flatMap(({ sku, since }) => {
    const found = variants.find((variant) => variant.sku === sku);
    if (!found || found.reorderPoint === undefined) return [];
    const variant = wholeStock(ctx, found);
    const { reorderPoint, productTitle } = variant;
    return variant.available > reorderPoint!
      ? []
      : [{ variant: toVariant(variant), productTitle, reorderPoint, since }];
  });
  return { items, nextToken: ctx.stash.nextToken };
}
