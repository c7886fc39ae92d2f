import type { Context } from '@aws-appsync/utils';
import { runtime } from '@aws-appsync/utils';
import type { ReturnItem } from './generated/model.ts';
import { returnQuery } from './generated/model.ts';
import { failFrom } from './lib/fail.ts';
import { toReturn } from './lib/order.ts';

/** They came with the order when its collection was read as a page. */
export function request(ctx: Context) {
  if (ctx.source.returns) runtime.earlyReturn(ctx.source.returns);
  return { operation: 'Query', ...returnQuery({ orderId: ctx.source.id }), limit: 500, consistentRead: true };
}

export function response(ctx: Context) {
  if (ctx.error) failFrom(ctx.error);
  return ctx.result.items.map((item: ReturnItem) => toReturn(item, ctx.source.total.currency));
}
