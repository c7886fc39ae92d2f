import type { Context } from '@aws-appsync/utils';
import { runtime } from '@aws-appsync/utils';
import { UnknownSku } from '../../rules/errors.ts';
import { variantKey } from '../generated/model.ts';
import type { MutationPublishStockChangeArgs } from '../generated/schema.ts';
import { checkId, checkSku } from '../lib/check.ts';
import { fail, failFrom } from '../lib/fail.ts';
import { typed } from '../lib/table.ts';
import { timestamp } from '../lib/time.ts';

/**
 * Reads the variant of a stock that is spread, unless the answer is there already. The time is taken before: whatever is
 * read later holds all changes until then, so the latest of several answers is right.
 */
export function request(ctx: Context<MutationPublishStockChangeArgs>) {
  if (ctx.stash.answer) runtime.earlyReturn(ctx.stash.answer, { skipTo: 'END' });
  const { productId, sku } = ctx.args.input;
  ctx.stash.now = timestamp();
  const key = variantKey({ productId: checkId('productId', productId), sku: checkSku('sku', sku) });
  return { operation: 'GetItem', key: typed(key), consistentRead: true };
}

export function response(ctx: Context<MutationPublishStockChangeArgs>) {
  if (ctx.error) failFrom(ctx.error);
  if (!ctx.result) fail(UnknownSku, { skus: [ctx.args.input.sku] });
  ctx.stash.variants = [ctx.result];
  return {};
}
