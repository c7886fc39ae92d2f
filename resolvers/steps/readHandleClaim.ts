import type { Context } from '@aws-appsync/utils';
import { handleClaimKey } from '../generated/model.ts';
import type { QueryProductByHandleArgs } from '../generated/schema.ts';
import { failFrom } from '../lib/fail.ts';
import { checkHandle } from '../lib/check.ts';
import { typed } from '../lib/table.ts';

/** Finds which product has the handle. */
export function request(ctx: Context<QueryProductByHandleArgs>) {
  const handle = checkHandle('handle', ctx.args.handle);
  return { operation: 'GetItem', key: typed(handleClaimKey({ handle })) };
}

export function response(ctx: Context<QueryProductByHandleArgs>) {
  if (ctx.error) failFrom(ctx.error);
  ctx.stash.productId = ctx.result?.productId;
  return ctx.result;
}
