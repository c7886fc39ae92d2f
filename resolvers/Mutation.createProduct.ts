import type { Context } from '@aws-appsync/utils';
import { util } from '@aws-appsync/utils';
import { AlreadyExists, NotFound } from '../rules/errors.ts';
import { maxVariantsAtOnce } from '../rules/limits.ts';
import { shopSeller } from '../rules/orders/goods.ts';
import type { ProductItem, VariantItem } from './generated/model.ts';
import { categoryKey, handleClaimItem, productItem, skuClaimItem, variantItem } from './generated/model.ts';
import type { MutationCreateProductArgs } from './generated/schema.ts';
import { callerId, isStaff } from './lib/caller.ts';
import { checkHandle, checkId, checkOptionalText, checkText, refuse } from './lib/check.ts';
import { fail, failFrom } from './lib/fail.ts';
import { answered, identify, memoryAction, recalled } from './lib/idempotency.ts';
import {
  checkMedia,
  checkOptions,
  checkTags,
  checkVariant,
  checkVariantsDiffer,
  priceBounds,
  variantRequest,
} from './lib/product-input.ts';
import { toProduct, toVariants } from './lib/product.ts';
import { cancellationReasons, failedCondition, isNew, isThere, put, tableName, typed } from './lib/table.ts';

/** Where each action stands; a claim of a SKU and its variant follow for each variant. */
const place = { memory: 0, product: 1, handle: 2, category: 3, variants: 4 };

/**
 * The product, its handle, its variants and their SKUs, on condition that all are new and the category exists. A repeat
 * meets what is remembered of it in the same transaction, so nobody looks beforehand.
 */
export function request(ctx: Context<MutationCreateProductArgs>) {
  const { input } = ctx.args;
  if (input.variants.length < 1 || input.variants.length > maxVariantsAtOnce) {
    refuse('variants', `must be 1 to ${maxVariantsAtOnce}`);
  }
  const wanted = {
    handle: checkHandle('handle', input.handle),
    title: checkText('title', input.title, 1, 200),
    status: input.status ?? ('DRAFT' as const),
    options: checkOptions(input.options ?? []),
    sellerId: isStaff(ctx) ? shopSeller : callerId(ctx),
    categoryId: checkId('categoryId', input.categoryId),
    taxClass: input.taxClass ?? ('STANDARD' as const),
    description: checkText('description', input.description ?? '', 0, 10_000),
    tags: checkTags(input.tags ?? []),
    media: checkMedia(input.media ?? []),
  };
  const vendor = checkOptionalText('vendor', input.vendor, 200);
  identify(ctx, [Object.values(wanted), vendor ?? null, input.variants.map((one) => variantRequest(one))]);
  const { now } = ctx.stash;
  const head = { ...wanted, productId: util.autoUlid() };
  const variants = input.variants.map((variant, index) => checkVariant(ctx, head, variant, index, now));
  checkVariantsDiffer(variants);
  const checked: ProductItem = {
    ...head,
    ...priceBounds(variants),
    currency: ctx.env.CURRENCY!,
    variantCount: variants.length,
    createdAt: now,
    updatedAt: now,
    version: 1,
  };
  const product = vendor ? { ...checked, vendor } : checked;
  ctx.stash.product = product;
  ctx.stash.variants = variants;
  ctx.stash.draft = { ...toProduct(product), variants: { items: toVariants(variants), nextToken: null } };

  const table = tableName(ctx);
  const actions: any[] = [
    memoryAction(ctx, ctx.stash.draft),
    { table, operation: 'PutItem', ...put(productItem(product)), condition: isNew },
    { table, operation: 'PutItem', ...put(handleClaimItem(product)), condition: isNew },
    {
      table,
      operation: 'ConditionCheck',
      key: typed(categoryKey(product)),
      condition: isThere,
    },
  ];
  variants.forEach((variant) => {
    actions.push({ table, operation: 'PutItem', ...put(skuClaimItem(variant)), condition: isNew });
    actions.push({ table, operation: 'PutItem', ...put(variantItem(variant)), condition: isNew });
  });
  return { operation: 'TransactWriteItems', transactItems: actions };
}

export function response(ctx: Context<MutationCreateProductArgs>) {
  if (!ctx.error) return ctx.stash.draft;
  const reasons = cancellationReasons(ctx);
  if (recalled(ctx, reasons[place.memory])) return answered(ctx);
  const product: ProductItem = ctx.stash.product;
  const variants: VariantItem[] = ctx.stash.variants;
  if (failedCondition(reasons[place.handle])) fail(AlreadyExists, { handle: product.handle });
  if (failedCondition(reasons[place.category])) fail(NotFound, { categoryId: product.categoryId });
  const taken = variants.filter((_, index) => failedCondition(reasons[place.variants + 2 * index]));
  if (taken.length > 0) fail(AlreadyExists, { skus: taken.map((variant) => variant.sku) });
  return failFrom(ctx.error);
}
