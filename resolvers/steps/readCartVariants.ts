import type { Context } from '@aws-appsync/utils';
import { runtime } from '@aws-appsync/utils';
import type { VariantItem, ZoneItem } from '../generated/model.ts';
import { isVariant, isZone, variantKey, zoneKey } from '../generated/model.ts';
import { linesOf } from '../lib/cart.ts';
import { failFrom } from '../lib/fail.ts';
import { unlessAnswered } from '../lib/idempotency.ts';
import { batchItems, tableName, typed } from '../lib/table.ts';

/**
 * Reads the variants of the cart in the stash, and the one about to be added, into `ctx.stash.variants` by SKU; with an
 * address in the stash also its zone, that of its region before that of its country. Reads are consistent when
 * `ctx.stash.consistent` is set: a checkout must not be refused for a stale price.
 *
 * In a pipeline that has read them before it reads them again only after `ctx.stash.stale` was set.
 */
export function request(ctx: Context) {
  unlessAnswered(ctx);
  if (ctx.stash.variants && !ctx.stash.stale) runtime.earlyReturn({});
  const skus: Record<string, string> = {};
  for (const line of linesOf(ctx.stash.cart?.lines)) skus[line.sku] = line.productId;
  if (ctx.stash.productId) skus[ctx.args.input.sku] = ctx.stash.productId;
  ctx.stash.variants = {};
  if (Object.keys(skus).length === 0) runtime.earlyReturn({});
  const keys = Object.entries(skus).map(([sku, productId]) => typed(variantKey({ productId, sku })));
  const { address } = ctx.stash;
  if (address) {
    const { country, region } = address;
    keys.push(typed(zoneKey({ country, region: '*' })));
    if (region && region !== '*') keys.push(typed(zoneKey({ country, region })));
  }
  return {
    operation: 'BatchGetItem',
    tables: { [tableName(ctx)]: { keys, consistentRead: ctx.stash.consistent === true } },
  };
}

export function response(ctx: Context) {
  if (ctx.error) failFrom(ctx.error);
  const variants: Record<string, VariantItem> = {};
  let zone: ZoneItem | undefined = undefined;
  for (const item of batchItems(ctx)) {
    if (item && isVariant(item)) variants[item.sku] = item;
    if (item && isZone(item)) zone = item;
  }
  ctx.stash.variants = variants;
  ctx.stash.zone = zone;
  return variants;
}
