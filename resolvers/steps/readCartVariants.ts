import type { Context } from '@aws-appsync/utils';
import { runtime } from '@aws-appsync/utils';
import type { VariantItem } from '../generated/model.ts';
import { variantKey } from '../generated/model.ts';
import { linesOf } from '../lib/cart.ts';
import { failFrom } from '../lib/fail.ts';
import { batchItems, tableName, typed } from '../lib/table.ts';

/**
 * Reads the variants of the cart in the stash, and the one about to be added, into `ctx.stash.variants` by SKU.
 * Reads are consistent when `ctx.stash.consistent` is set: a checkout must not be refused for a stale price.
 */
export function request(ctx: Context) {
  const keys: Record<string, string> = {};
  for (const line of linesOf(ctx.stash.cart?.lines)) keys[line.sku] = line.productId;
  if (ctx.stash.productId) keys[ctx.args.input.sku] = ctx.stash.productId;
  ctx.stash.variants = {};
  // No cart, or a checkout that was done before.
  if (Object.keys(keys).length === 0) runtime.earlyReturn({});
  return {
    operation: 'BatchGetItem',
    tables: {
      [tableName(ctx)]: {
        keys: Object.entries(keys).map(([sku, productId]) => typed(variantKey({ productId, sku }))),
        consistentRead: ctx.stash.consistent === true,
      },
    },
  };
}

export function response(ctx: Context) {
  if (ctx.error) failFrom(ctx.error);
  const variants: Record<string, VariantItem> = {};
  for (const variant of batchItems(ctx)) {
    if (variant) variants[variant.sku] = variant;
  }
  ctx.stash.variants = variants;
  return variants;
}
