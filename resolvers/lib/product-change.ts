import type { Context } from '@aws-appsync/utils';
import type { ProductItem, VariantItem } from '../generated/model.ts';
import { productChanges, productKey } from '../generated/model.ts';
import { priceBounds } from './product-input.ts';
import { shardKeys } from './stock.ts';
import { isStill, settingOf, tableName, typed } from './table.ts';

/**
 * The product's part of a change to its variants: how many there are and what they cost. Its version guards the sum
 * against another change at the same time.
 */
export function followVariants(ctx: Context, variants: VariantItem[], now: string) {
  const product: ProductItem = ctx.stash.product;
  const changes = {
    ...priceBounds(variants),
    variantCount: variants.length,
    updatedAt: now,
    version: product.version + 1,
  };
  return {
    table: tableName(ctx),
    operation: 'UpdateItem',
    key: typed(productKey(product)),
    update: settingOf(productChanges(product, changes)),
    condition: isStill('version', product.version),
  };
}

/**
 * What the parts of spread stocks repeat of their variants. How many parts there are changes under the product's version,
 * too, so that none is forgotten.
 */
export function repeatInShards(
  ctx: Context,
  variants: VariantItem[],
  changes: { price?: number; active?: boolean; reorderPoint?: number },
  removed: string[] = [],
) {
  const update = settingOf(changes, removed);
  return variants
    .flatMap((variant) => shardKeys(variant))
    .map((key) => ({ table: tableName(ctx), operation: 'UpdateItem', key, update }));
}
