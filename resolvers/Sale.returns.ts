import type { Context } from '@aws-appsync/utils';
import { areOf } from '../rules/orders/goods.ts';
import type { ReturnItem } from './generated/model.ts';
import { returnQuery } from './generated/model.ts';
import { failFrom } from './lib/fail.ts';
import { toReturn } from './lib/order.ts';

export function request(ctx: Context) {
  const { orderId } = ctx.source;
  return { operation: 'Query', ...returnQuery({ orderId }), limit: 500, consistentRead: true };
}

/** A return with anything else in it than the sale's lines is for the shop's staff. */
export function response(ctx: Context) {
  if (ctx.error) failFrom(ctx.error);
  const returns: ReturnItem[] = ctx.result.items;
  return returns
    .filter(({ lines }) => areOf(ctx.source.lines, lines))
    .map((one) => toReturn(one, ctx.source.total.currency));
}
