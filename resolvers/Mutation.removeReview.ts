import type { Context } from '@aws-appsync/utils';
import type { MutationRemoveReviewArgs } from './generated/schema.ts';
import { callerId } from './lib/caller.ts';
import { checkId } from './lib/check.ts';
import { answered, identify } from './lib/idempotency.ts';

export function request(ctx: Context<MutationRemoveReviewArgs>) {
  ctx.stash.productId = checkId('productId', ctx.args.input.productId);
  ctx.stash.reviewerId = callerId(ctx);
  identify(ctx, [ctx.stash.productId]);
  return {};
}

/** What the first request with this key was answered. */
export function response(ctx: Context<MutationRemoveReviewArgs>) {
  return answered(ctx);
}
