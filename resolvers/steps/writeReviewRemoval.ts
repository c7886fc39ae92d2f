import type { Context } from '@aws-appsync/utils';
import { NotFound } from '../../rules/errors.ts';
import { fail } from '../lib/fail.ts';
import { unlessAnswered } from '../lib/idempotency.ts';
import { afterReview, changeReview } from '../lib/review.ts';

/** Removes the review in the stash. */
export function request(ctx: Context) {
  unlessAnswered(ctx);
  if (!ctx.stash.review) fail(NotFound, { productId: ctx.stash.productId });
  return changeReview(ctx, ctx.stash.review);
}

export function response(ctx: Context) {
  return afterReview(ctx);
}
