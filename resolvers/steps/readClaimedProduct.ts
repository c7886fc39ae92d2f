import type { Context } from '@aws-appsync/utils';
import { runtime } from '@aws-appsync/utils';
import { failFrom } from '../lib/fail.ts';
import { readProduct, visibleProduct } from '../lib/product-read.ts';

/** Reads the product that a claim in the step before named. */
export function request(ctx: Context) {
  if (!ctx.stash.productId) runtime.earlyReturn({});
  return readProduct(ctx, ctx.stash.productId);
}

export function response(ctx: Context) {
  if (ctx.error) failFrom(ctx.error);
  ctx.stash.product = visibleProduct(ctx);
  return ctx.stash.product;
}
