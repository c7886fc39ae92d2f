import type { Context } from '@aws-appsync/utils';
import type { ProductReviewsArgs } from './generated/schema.ts';
import { readReviews, reviewPage } from './lib/review-list.ts';

export function request(ctx: Context<ProductReviewsArgs>) {
  return readReviews(ctx, ctx.source.id, 'PUBLISHED', 10);
}

export function response(ctx: Context<ProductReviewsArgs>) {
  return reviewPage(ctx);
}
