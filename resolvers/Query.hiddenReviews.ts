import type { Context } from '@aws-appsync/utils';
import type { ReviewItem } from './generated/model.ts';
import { reviewByProduct } from './generated/model.ts';
import type { QueryHiddenReviewsArgs } from './generated/schema.ts';
import { checkId, checkLimit } from './lib/check.ts';
import { failFrom } from './lib/fail.ts';
import { pageOf } from './lib/pages.ts';
import { toReview } from './lib/review.ts';

export function request(ctx: Context<QueryHiddenReviewsArgs>) {
  const { productId, limit, nextToken } = ctx.args;
  return {
    operation: 'Query',
    ...reviewByProduct({ productId: checkId('productId', productId), status: 'HIDDEN' }),
    limit: checkLimit(limit, 20),
    nextToken,
    scanIndexForward: false,
  };
}

export function response(ctx: Context<QueryHiddenReviewsArgs>) {
  if (ctx.error) failFrom(ctx.error, ctx.args.nextToken);
  return pageOf(
    ctx,
    ctx.result.items.map((review: ReviewItem) => toReview(review)),
  );
}
