import type { Context } from '@aws-appsync/utils';
import type { ReviewItem } from '../generated/model.ts';
import { reviewByProduct } from '../generated/model.ts';
import { checkLimit } from './check.ts';
import { failFrom } from './fail.ts';
import { pageOf } from './pages.ts';
import { toReview } from './review.ts';

/** What a list of reviews is asked for. */
type Listed = Context<{ limit?: number | null; nextToken?: string | null }>;

/**
 * Reads a page of a product's reviews that are shown, or of those that are hidden, newest first.
 *
 * @param limit - reviews of a page that does not say how many.
 */
export function readReviews(ctx: Listed, productId: string, status: ReviewItem['status'], limit: number) {
  return {
    operation: 'Query',
    ...reviewByProduct({ productId, status }),
    limit: checkLimit(ctx.args.limit, limit),
    nextToken: ctx.args.nextToken,
    scanIndexForward: false,
  };
}

/** The page that was read. */
export function reviewPage(ctx: Listed) {
  if (ctx.error) failFrom(ctx.error, ctx.args.nextToken);
  return pageOf(
    ctx,
    ctx.result.items.map((review: ReviewItem) => toReview(review)),
  );
}
