import type { Context } from '@aws-appsync/utils';
import { UnknownSku } from '../../rules/errors.ts';
import { skuClaimKey } from '../generated/model.ts';
import { checkSku } from '../lib/check.ts';
import { fail, failFrom } from '../lib/fail.ts';
import { unlessAnswered } from '../lib/idempotency.ts';
import { typed } from '../lib/table.ts';

/** Finds which product the SKU in the input belongs to; its id goes on in the stash. */
export function request(ctx: Context) {
  unlessAnswered(ctx);
  const sku = checkSku('sku', ctx.args.input.sku);
  return { operation: 'GetItem', key: typed(skuClaimKey({ sku })), consistentRead: true };
}

export function response(ctx: Context) {
  if (ctx.error) failFrom(ctx.error);
  if (!ctx.result) fail(UnknownSku, { skus: [ctx.args.input.sku] });
  ctx.stash.productId = ctx.result.productId;
  return ctx.result;
}
