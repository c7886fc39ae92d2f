import type { Context } from '@aws-appsync/utils';
import { NotFound } from '../../rules/errors.ts';
import { reviewKey } from '../generated/model.ts';
import { fail, failFrom } from '../lib/fail.ts';
import { isThere, settingOf, typed } from '../lib/table.ts';
import { timestamp } from '../lib/time.ts';

/** Answers a review of the product in the stash, which the caller may manage. */
export function request(ctx: Context) {
  const { productId, reviewerId, reply } = ctx.stash;
  return {
    operation: 'UpdateItem',
    key: typed(reviewKey({ productId, customerId: reviewerId })),
    update: settingOf({ reply, repliedAt: timestamp() }),
    condition: isThere,
  };
}

export function response(ctx: Context) {
  if (ctx.error) {
    const { productId, reviewerId: customerId } = ctx.stash;
    if (ctx.error.type === 'DynamoDB:ConditionalCheckFailedException')
      fail(NotFound, { productId, customerId });
    failFrom(ctx.error);
  }
  ctx.stash.review = ctx.result;
  return ctx.result;
}
