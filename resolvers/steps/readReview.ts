import type { Context } from '@aws-appsync/utils';
import type { ReviewItem } from '../generated/model.ts';
import { orderKey, reviewKey } from '../generated/model.ts';
import { failFrom } from '../lib/fail.ts';
import { unlessAnswered } from '../lib/idempotency.ts';
import { batchItems, tableName, typed } from '../lib/table.ts';

/** Reads the review that the stash names and, where one is named, the order that it is about. */
export function request(ctx: Context) {
  unlessAnswered(ctx);
  const { productId, reviewerId, orderId } = ctx.stash;
  const keys = [typed(reviewKey({ productId, customerId: reviewerId }))];
  if (orderId) keys.push(typed(orderKey({ orderId })));
  return { operation: 'BatchGetItem', tables: { [tableName(ctx)]: { keys, consistentRead: true } } };
}

export function response(ctx: Context) {
  if (ctx.error) failFrom(ctx.error);
  const [review, order] = batchItems(ctx);
  ctx.stash.review = review as ReviewItem | null;
  ctx.stash.order = order;
  return {};
}
