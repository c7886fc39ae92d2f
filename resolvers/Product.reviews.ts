import type { Context } from '@aws-appsync/utils';
import type { ReviewItem } from './generated/model.ts';
import { reviewByProduct } from './generated/model.ts';
import type { ProductReviewsArgs } from './generated/schema.ts';
import { checkLimit } from './lib/check.ts';
import { failFrom } from './lib/fail.ts';
import { pageOf } from './lib/pages.ts';
import { toReview } from './lib/review.ts';

export function request(ctx: Context<ProductReviewsArgs>) {
  return {
    operation: 'Query',
    ...reviewByProduct({ productId: ctx.source.id, status: 'PUBLISHED' }),
    limit: checkLimit(ctx.args.limit, 10),
    nextToken: ctx.args.nextToken,
    scanIndexForward: false,
  };
}

export function response(ctx: Context<ProductReviewsArgs>) {
  if (ctx.error) failFrom(ctx.error, ctx.args.nextToken);
  return pageOf(
    ctx,
    ctx.result.items.map((review: ReviewItem) => toReview(review)),
  );
}
