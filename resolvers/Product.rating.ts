import type { Context } from '@aws-appsync/utils';
import { runtime } from '@aws-appsync/utils';
import { productRatingKey } from './generated/model.ts';
import { failFrom } from './lib/fail.ts';
import { toRating } from './lib/review.ts';
import { typed } from './lib/table.ts';

/** It came with the product when its collection was read as a page. */
export function request(ctx: Context) {
  if (ctx.source.rating) runtime.earlyReturn(ctx.source.rating);
  return { operation: 'GetItem', key: typed(productRatingKey({ productId: ctx.source.id })) };
}

export function response(ctx: Context) {
  if (ctx.error) failFrom(ctx.error);
  return toRating(ctx.result);
}
