import type { Context } from '@aws-appsync/utils';
import { runtime } from '@aws-appsync/utils';
import { failFrom } from '../lib/fail.ts';
import { keepVisible, readProduct } from '../lib/product-read.ts';

/** Reads the product whose id is in the stash, and its variants when they are asked for. */
export function request(ctx: Context) {
  if (!ctx.stash.productId) runtime.earlyReturn({}, { skipTo: 'END' });
  return readProduct(ctx, ctx.stash.productId);
}

export function response(ctx: Context) {
  if (ctx.error) failFrom(ctx.error);
  keepVisible(ctx);
  return {};
}
