import type { Context } from '@aws-appsync/utils';
import type { MutationReplyToReviewArgs } from './generated/schema.ts';
import { checkId, checkText } from './lib/check.ts';
import { toReview } from './lib/review.ts';

export function request(ctx: Context<MutationReplyToReviewArgs>) {
  const { productId, customerId, reply } = ctx.args.input;
  ctx.stash.productId = checkId('productId', productId);
  ctx.stash.reviewerId = checkId('customerId', customerId);
  ctx.stash.reply = checkText('reply', reply, 1, 2000);
  return {};
}

/** The review as the last step left it. */
export function response(ctx: Context<MutationReplyToReviewArgs>) {
  return toReview(ctx.stash.review);
}
