import type { Context } from '@aws-appsync/utils';
import { orderKey } from './generated/model.ts';
import { failFrom } from './lib/fail.ts';
import { toOrder } from './lib/order.ts';
import { typed } from './lib/table.ts';

/** The order that a review is about. */
export function request(ctx: Context) {
  return {
    operation: 'GetItem',
    key: typed(orderKey({ orderId: ctx.source.orderId })),
    consistentRead: true,
  };
}

export function response(ctx: Context) {
  if (ctx.error) failFrom(ctx.error);
  return toOrder(ctx.result);
}
