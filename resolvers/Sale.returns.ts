import type { Context } from '@aws-appsync/utils';
import { runtime } from '@aws-appsync/utils';
import { returnQuery } from './generated/model.ts';
import { failFrom } from './lib/fail.ts';
import { ownReturns } from './lib/sale.ts';

/** They came with the sale when the order's collection was read as a page. */
export function request(ctx: Context) {
  if (ctx.source.returns) runtime.earlyReturn(ctx.source.returns);
  const { orderId } = ctx.source;
  return { operation: 'Query', ...returnQuery({ orderId }), limit: 500, consistentRead: true };
}

export function response(ctx: Context) {
  if (ctx.error) failFrom(ctx.error);
  return ownReturns(ctx.result.items, ctx.source.lines, ctx.source.total.currency);
}
