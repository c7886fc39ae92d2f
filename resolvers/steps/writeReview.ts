import type { Context } from '@aws-appsync/utils';
import { NotPurchased } from '../../rules/errors.ts';
import type { OrderItem, ReviewItem } from '../generated/model.ts';
import { callerId } from '../lib/caller.ts';
import { fail } from '../lib/fail.ts';
import { unlessAnswered } from '../lib/idempotency.ts';
import { afterReview, changeReview } from '../lib/review.ts';

/** Writes the review in the stash, for a product of an order of the caller's of which something has left. */
export function request(ctx: Context) {
  unlessAnswered(ctx);
  const { productId, orderId, wanted, now } = ctx.stash;
  const order: OrderItem | null = ctx.stash.order;
  const bought =
    order?.customerId === callerId(ctx) &&
    order.lines.some((line) => line.productId === productId && line.shipped > 0);
  if (!bought) fail(NotPurchased, { orderId, productId });
  const before: ReviewItem | null = ctx.stash.review;
  const after: ReviewItem = {
    ...wanted,
    productId,
    orderId,
    customerId: callerId(ctx),
    status: before?.status ?? 'PUBLISHED',
    createdAt: before?.createdAt ?? now,
    updatedAt: now,
    version: (before?.version ?? 0) + 1,
  };
  if (before?.reply) after.reply = before.reply;
  if (before?.repliedAt) after.repliedAt = before.repliedAt;
  return changeReview(ctx, before, after);
}

export function response(ctx: Context) {
  return afterReview(ctx);
}
