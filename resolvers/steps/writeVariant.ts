import type { Context } from '@aws-appsync/utils';
import { AlreadyExists, LimitReached, VersionConflict } from '../../rules/errors.ts';
import { maxVariants } from '../../rules/limits.ts';
import type { ProductItem, VariantItem } from '../generated/model.ts';
import { skuClaimItem, variantItem } from '../generated/model.ts';
import type { MutationAddVariantArgs } from '../generated/schema.ts';
import { fail, failFrom } from '../lib/fail.ts';
import { memoryAction, recalled, unlessAnswered } from '../lib/idempotency.ts';
import { followVariants } from '../lib/product-change.ts';
import { checkVariant, checkVariantsDiffer } from '../lib/product-input.ts';
import { toVariant } from '../lib/product.ts';
import { cancellationReasons, failedCondition, isNew, put, tableName } from '../lib/table.ts';

/** Adds a variant to the product in the stash. */
export function request(ctx: Context<MutationAddVariantArgs>) {
  unlessAnswered(ctx);
  const product: ProductItem = ctx.stash.product;
  const siblings: VariantItem[] = ctx.stash.variants;
  const { now } = ctx.stash;
  const table = tableName(ctx);
  if (siblings.length >= maxVariants) fail(LimitReached, { limit: maxVariants });
  const variant = checkVariant(ctx, product, ctx.args.input.variant, siblings.length, now);
  if (siblings.some((sibling) => sibling.sku === variant.sku)) fail(AlreadyExists, { skus: [variant.sku] });
  const variants = [...siblings, variant];
  checkVariantsDiffer(variants);
  ctx.stash.draft = toVariant(variant);
  return {
    operation: 'TransactWriteItems',
    transactItems: [
      memoryAction(ctx, ctx.stash.draft),
      followVariants(ctx, variants, now),
      { table, operation: 'PutItem', ...put(skuClaimItem(variant)), condition: isNew },
      { table, operation: 'PutItem', ...put(variantItem(variant)), condition: isNew },
    ],
  };
}

export function response(ctx: Context<MutationAddVariantArgs>) {
  if (!ctx.error) {
    ctx.stash.answer = ctx.stash.draft;
    return {};
  }
  const [memory, product, claim] = cancellationReasons(ctx);
  if (recalled(ctx, memory)) return {};
  if (failedCondition(claim)) fail(AlreadyExists, { skus: [ctx.stash.draft.sku] });
  if (failedCondition(product)) fail(VersionConflict, { productId: ctx.stash.product.productId });
  return failFrom(ctx.error);
}
