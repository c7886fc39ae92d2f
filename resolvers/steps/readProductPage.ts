import type { Context } from '@aws-appsync/utils';
import { NotFound } from '../../rules/errors.ts';
import { maxVariants } from '../../rules/limits.ts';
import { isProduct, isVariant, productPage } from '../generated/model.ts';
import { mayManage } from '../lib/caller.ts';
import { checkId, isGiven } from '../lib/check.ts';
import { fail, failFrom } from '../lib/fail.ts';
import { unlessAnswered } from '../lib/idempotency.ts';

/** Reads a product and all its variants into the stash, for whoever may change it. */
export function request(ctx: Context) {
  unlessAnswered(ctx);
  const { input } = ctx.args;
  const named = isGiven(input.id) ? 'id' : 'productId';
  const productId = ctx.stash.productId ?? checkId(named, input[named]);
  ctx.stash.productId = productId;
  return { operation: 'Query', ...productPage({ productId }), limit: maxVariants + 2, consistentRead: true };
}

/** Somebody else's product is answered like one that does not exist. */
export function response(ctx: Context) {
  if (ctx.error) failFrom(ctx.error);
  const items: any[] = ctx.result.items;
  const product = items.find((item) => isProduct(item));
  if (!product || !mayManage(ctx, product.sellerId)) fail(NotFound, { productId: ctx.stash.productId });
  ctx.stash.product = product;
  ctx.stash.variants = items.filter((item) => isVariant(item));
  return product;
}
