import type { Context } from '@aws-appsync/utils';
import { NotFound } from '../../rules/errors.ts';
import type { ReviewItem } from '../generated/model.ts';
import type { MutationModerateReviewArgs } from '../generated/schema.ts';
import { fail } from '../lib/fail.ts';
import { unlessAnswered } from '../lib/idempotency.ts';
import { afterReview, changeReview } from '../lib/review.ts';

/** Hides the review in the stash, or shows it again. */
export function request(ctx: Context<MutationModerateReviewArgs>) {
  unlessAnswered(ctx);
  const before: ReviewItem | null = ctx.stash.review;
  if (!before) fail(NotFound, { productId: ctx.stash.productId, customerId: ctx.stash.reviewerId });
  return changeReview(ctx, before, {
    ...before!,
    status: ctx.args.input.published ? 'PUBLISHED' : 'HIDDEN',
    updatedAt: ctx.stash.now,
    version: before!.version + 1,
  });
}

export function response(ctx: Context<MutationModerateReviewArgs>) {
  return afterReview(ctx);
}
