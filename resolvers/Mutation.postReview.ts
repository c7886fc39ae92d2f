import type { Context } from '@aws-appsync/utils';
import type { MutationPostReviewArgs } from './generated/schema.ts';
import { callerId } from './lib/caller.ts';
import { checkId, checkOptionalText, checkWithin, withoutNulls } from './lib/check.ts';
import { answered, identify } from './lib/idempotency.ts';

export function request(ctx: Context<MutationPostReviewArgs>) {
  const { input } = ctx.args;
  const wanted = withoutNulls({
    rating: checkWithin('rating', input.rating, 1, 5),
    title: checkOptionalText('title', input.title, 100),
    text: checkOptionalText('text', input.text, 5000),
    author: checkOptionalText('author', input.author, 50),
  });
  ctx.stash.wanted = wanted;
  ctx.stash.productId = checkId('productId', input.productId);
  ctx.stash.orderId = checkId('orderId', input.orderId);
  ctx.stash.reviewerId = callerId(ctx);
  identify(ctx, [ctx.stash.productId, ctx.stash.orderId, Object.entries(wanted)]);
  return {};
}

/** What the first request with this key was answered. */
export function response(ctx: Context<MutationPostReviewArgs>) {
  return answered(ctx);
}
