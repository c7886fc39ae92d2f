import type { Context } from '@aws-appsync/utils';
import { NotFound, VersionConflict } from '../../rules/errors.ts';
import type { ProductItem, VariantItem } from '../generated/model.ts';
import { categoryKey, productChanges, productKey, variantKey } from '../generated/model.ts';
import type { MutationUpdateProductArgs } from '../generated/schema.ts';
import { checkId, checkOptionalText, checkText, isGiven } from '../lib/check.ts';
import { fail, failFrom } from '../lib/fail.ts';
import { repeatInShards } from '../lib/product-change.ts';
import { checkMedia, checkTags } from '../lib/product-input.ts';
import {
  cancellationReasons,
  failedCondition,
  isStill,
  isThere,
  settingOf,
  tableName,
  typed,
} from '../lib/table.ts';
import { timestamp } from '../lib/time.ts';

/** What the input changes of a product; what is absent stays. */
function changesOf(ctx: Context<MutationUpdateProductArgs>, current: ProductItem, now: string) {
  const { input } = ctx.args;
  const changes: Partial<ProductItem> & { updatedAt: string; version: number } = {
    updatedAt: now,
    version: current.version + 1,
  };
  if (isGiven(input.title)) changes.title = checkText('title', input.title, 1, 200);
  if (isGiven(input.description)) {
    changes.description = checkText('description', input.description, 0, 10_000);
  }
  if (input.status) changes.status = input.status;
  if (input.vendor) changes.vendor = checkOptionalText('vendor', input.vendor, 200) ?? undefined;
  if (isGiven(input.categoryId)) changes.categoryId = checkId('categoryId', input.categoryId);
  if (input.taxClass) changes.taxClass = input.taxClass;
  if (input.tags) changes.tags = checkTags(input.tags);
  if (input.media) changes.media = checkMedia(input.media);
  return changes;
}

/**
 * Changes the product; its variants follow where they repeat what changed: whether they are on sale, its
 * title, category and tax class. So do the parts of stocks that are spread.
 */
export function request(ctx: Context<MutationUpdateProductArgs>) {
  const current: ProductItem = ctx.stash.product;
  const variants: VariantItem[] = ctx.stash.variants;
  const table = tableName(ctx);
  if (current.version !== ctx.args.input.version) fail(VersionConflict, { version: current.version });
  const changes = changesOf(ctx, current, timestamp());
  const changed: ProductItem = { ...current, ...changes };
  const follow =
    changed.status !== current.status ||
    changed.title !== current.title ||
    changed.categoryId !== current.categoryId ||
    changed.taxClass !== current.taxClass;
  const inVariants = {
    active: changed.status === 'ACTIVE',
    productTitle: changed.title,
    categoryId: changed.categoryId,
    taxClass: changed.taxClass,
  };
  ctx.stash.product = changed;
  ctx.stash.variants = follow ? variants.map((variant) => ({ ...variant, ...inVariants })) : variants;

  const write = {
    table,
    operation: 'UpdateItem',
    key: typed(productKey(current)),
    update: settingOf(productChanges(current, changes)),
    condition: isStill('version', current.version),
  };
  const category = {
    table,
    operation: 'ConditionCheck',
    key: typed(categoryKey(changed)),
    condition: isThere,
  };
  const checks = changed.categoryId !== current.categoryId ? [category] : [];
  const following = follow ? variants : [];
  const repeats = following.map((variant) => ({
    table,
    operation: 'UpdateItem',
    key: typed(variantKey(variant)),
    update: settingOf(inVariants),
  }));
  const { active } = inVariants;
  const parts = changed.status === current.status ? [] : repeatInShards(ctx, variants, { active });
  return { operation: 'TransactWriteItems', transactItems: [write, ...checks, ...repeats, ...parts] };
}

export function response(ctx: Context<MutationUpdateProductArgs>) {
  if (ctx.error) {
    const reasons = cancellationReasons(ctx);
    if (failedCondition(reasons[0])) fail(VersionConflict, { version: ctx.args.input.version });
    if (failedCondition(reasons[1])) fail(NotFound, { categoryId: ctx.args.input.categoryId });
    failFrom(ctx.error);
  }
  return ctx.stash.product;
}
