import type { Context } from '@aws-appsync/utils';
import { UnknownSku, VersionConflict } from '../../rules/errors.ts';
import type { VariantItem } from '../generated/model.ts';
import { variantKey } from '../generated/model.ts';
import type { MutationUpdateVariantArgs } from '../generated/schema.ts';
import { checkMoney, checkText, isGiven } from '../lib/check.ts';
import { fail, failFrom } from '../lib/fail.ts';
import { followVariants, repeatInShards } from '../lib/product-change.ts';
import { checkReorderPoint } from '../lib/product-input.ts';
import { watched } from '../lib/stock.ts';
import { cancellationReasons, failedCondition, isStill, settingOf, tableName, typed } from '../lib/table.ts';
import { timestamp } from '../lib/time.ts';

/** Changes a variant of the product in the stash, and the product's price range with it. */
export function request(ctx: Context<MutationUpdateVariantArgs>) {
  const { sku, version, title, price, compareAtPrice, reorderPoint } = ctx.args.input;
  const siblings: VariantItem[] = ctx.stash.variants;
  const current = siblings.find((variant) => variant.sku === sku);
  if (!current) fail(UnknownSku, { skus: [sku] });
  if (current!.version !== version) fail(VersionConflict, { version: current!.version });
  const now = timestamp();
  const changes: Partial<VariantItem> = { updatedAt: now, version: version + 1 };
  if (isGiven(title)) changes.title = checkText('title', title, 1, 200);
  if (price) changes.price = checkMoney('price', price, ctx.env.CURRENCY!);
  if (compareAtPrice)
    changes.compareAtPrice = checkMoney('compareAtPrice', compareAtPrice, ctx.env.CURRENCY!);
  if (isGiven(reorderPoint)) changes.reorderPoint = checkReorderPoint('reorderPoint', reorderPoint);
  const changed: VariantItem = { ...current!, ...changes };
  // What is absent stays; null takes it away.
  const removed = reorderPoint === null ? ['reorderPoint'] : [];
  if (removed.length > 0) delete changed.reorderPoint;
  ctx.stash.variant = changed;
  return {
    operation: 'TransactWriteItems',
    transactItems: [
      followVariants(
        ctx,
        siblings.map((variant) => (variant.sku === sku ? changed : variant)),
        now,
      ),
      {
        table: tableName(ctx),
        operation: 'UpdateItem',
        key: typed(variantKey(changed)),
        update: settingOf(changes, removed),
        condition: isStill('version', version),
      },
      ...(price || reorderPoint !== undefined
        ? repeatInShards(ctx, [changed], { price: changed.price, ...watched(changed) }, removed)
        : []),
    ],
  };
}

export function response(ctx: Context<MutationUpdateVariantArgs>) {
  if (ctx.error) {
    if (cancellationReasons(ctx).some((reason) => failedCondition(reason))) {
      fail(VersionConflict, { sku: ctx.args.input.sku });
    }
    failFrom(ctx.error);
  }
  return ctx.stash.variant;
}
