import type { Context } from '@aws-appsync/utils';
import type { MutationModerateReviewArgs } from './generated/schema.ts';
import { checkId } from './lib/check.ts';
import { answered, identify } from './lib/idempotency.ts';

export function request(ctx: Context<MutationModerateReviewArgs>) {
  const { productId, customerId, published } = ctx.args.input;
  ctx.stash.productId = checkId('productId', productId);
  ctx.stash.reviewerId = checkId('customerId', customerId);
  identify(ctx, [productId, customerId, published]);
  return {};
}

/** What the first request with this key was answered. */
export function response(ctx: Context<MutationModerateReviewArgs>) {
  return answered(ctx);
}
