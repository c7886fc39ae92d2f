import type { Context } from '@aws-appsync/utils';
import { AlreadyExists, LimitReached, VersionConflict } from '../../rules/errors.ts';
import { maxVariants } from '../../rules/limits.ts';
import type { ProductItem, VariantItem } from '../generated/model.ts';
import { skuClaimItem, variantItem } from '../generated/model.ts';
import type { MutationAddVariantArgs } from '../generated/schema.ts';
import { fail, failFrom } from '../lib/fail.ts';
import { followVariants } from '../lib/product-change.ts';
import { checkVariant, checkVariantsDiffer } from '../lib/product-input.ts';
import { cancellationReasons, failedCondition, isNew, put, tableName } from '../lib/table.ts';
import { timestamp } from '../lib/time.ts';

/** Adds a variant to the product in the stash. */
export function request(ctx: Context<MutationAddVariantArgs>) {
  const product: ProductItem = ctx.stash.product;
  const siblings: VariantItem[] = ctx.stash.variants;
  const table = tableName(ctx);
  const now = timestamp();
  if (siblings.length >= maxVariants) fail(LimitReached, { limit: maxVariants });
  const variant = checkVariant(ctx, product, ctx.args.input.variant, siblings.length, now);
  if (siblings.some((sibling) => sibling.sku === variant.sku)) fail(AlreadyExists, { skus: [variant.sku] });
  const variants = [...siblings, variant];
  checkVariantsDiffer(variants);
  ctx.stash.variant = variant;
  return {
    operation: 'TransactWriteItems',
    transactItems: [
      followVariants(ctx, variants, now),
      { table, operation: 'PutItem', ...put(skuClaimItem(variant)), condition: isNew },
      { table, operation: 'PutItem', ...put(variantItem(variant)), condition: isNew },
    ],
  };
}

export function response(ctx: Context<MutationAddVariantArgs>) {
  if (ctx.error) {
    const reasons = cancellationReasons(ctx);
    if (failedCondition(reasons[1])) fail(AlreadyExists, { skus: [ctx.stash.variant.sku] });
    if (failedCondition(reasons[0])) fail(VersionConflict, { productId: ctx.stash.product.productId });
    failFrom(ctx.error);
  }
  return ctx.stash.variant;
}
