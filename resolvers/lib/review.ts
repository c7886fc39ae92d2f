import type { Context } from '@aws-appsync/utils';
import { Contention } from '../../rules/errors.ts';
import { ratingChange } from '../../rules/reviews.ts';
import type { ProductRatingItem, ReviewItem } from '../generated/model.ts';
import { productRatingKey, productRatingMarkers, reviewItem, reviewKey } from '../generated/model.ts';
import type { Rating, Review } from '../generated/schema.ts';
import { fail, failFrom } from './fail.ts';
import { memoryAction, recalled } from './idempotency.ts';
import {
  cancellationReasons,
  failedCondition,
  isNew,
  isStill,
  lostRace,
  put,
  tableName,
  typed,
} from './table.ts';

/** How often a pipeline holds the reading and the writing step of a review. */
const attempts = 2;

export function toReview(review: ReviewItem): Review {
  return {
    productId: review.productId,
    customerId: review.customerId,
    author: review.author ?? null,
    rating: review.rating,
    title: review.title ?? null,
    text: review.text ?? null,
    published: review.status === 'PUBLISHED',
    reply: review.reply ?? null,
    repliedAt: review.repliedAt ?? null,
    createdAt: review.createdAt,
    updatedAt: review.updatedAt,
  };
}

export function toRating(rating: ProductRatingItem | null | undefined): Rating {
  if (!rating || rating.count < 1) return { count: 0, average: null };
  return { count: rating.count, average: Math.round((rating.sum * 100) / rating.count) / 100 };
}

/**
 * Writes a review as it becomes, or removes it, and keeps what the product's reviews add up to, in one transaction with
 * the memory of the request.
 *
 * @param after - absent: the review goes.
 */
export function changeReview(ctx: Context, before: ReviewItem | null | undefined, after?: ReviewItem) {
  const table = tableName(ctx);
  const { productId } = after ?? before!;
  const change = ratingChange(before, after);
  ctx.stash.attempt = (ctx.stash.attempt ?? 0) + 1;
  ctx.stash.draft = toReview(after ?? before!);
  const condition = before ? isStill('version', before.version) : isNew;
  const review = after
    ? { table, operation: 'PutItem', ...put(reviewItem(after)), condition }
    : { table, operation: 'DeleteItem', key: typed(reviewKey(before!)), condition };
  const { __edb_e__, __edb_v__ } = productRatingMarkers();
  const rating = {
    table,
    operation: 'UpdateItem',
    key: typed(productRatingKey({ productId })),
    update: {
      expression: 'SET #productId = :productId, #e = :e, #v = :v ADD #count :count, #sum :sum',
      expressionNames: {
        '#productId': 'productId',
        '#e': '__edb_e__',
        '#v': '__edb_v__',
        '#count': 'count',
        '#sum': 'sum',
      },
      expressionValues: typed({
        ':productId': productId,
        ':e': __edb_e__,
        ':v': __edb_v__,
        ':count': change.count,
        ':sum': change.sum,
      }),
    },
  };
  return {
    operation: 'TransactWriteItems',
    transactItems: [memoryAction(ctx, ctx.stash.draft), review, rating],
  };
}

/** What the writing step answers. */
export function afterReview(ctx: Context) {
  if (!ctx.error) {
    ctx.stash.answer = ctx.stash.draft;
    return {};
  }
  const [memory, review] = cancellationReasons(ctx);
  if (recalled(ctx, memory)) return {};
  const raced = failedCondition(review) || lostRace(ctx);
  if (!raced) return failFrom(ctx.error);
  if (ctx.stash.attempt >= attempts) fail(Contention);
  return {};
}
