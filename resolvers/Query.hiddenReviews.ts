import type { Context } from '@aws-appsync/utils';
import type { QueryHiddenReviewsArgs } from './generated/schema.ts';
import { checkId } from './lib/check.ts';
import { readReviews, reviewPage } from './lib/review-list.ts';

export function request(ctx: Context<QueryHiddenReviewsArgs>) {
  return readReviews(ctx, checkId('productId', ctx.args.productId), 'HIDDEN', 20);
}

export function response(ctx: Context<QueryHiddenReviewsArgs>) {
  return reviewPage(ctx);
}
