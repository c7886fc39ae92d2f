import type { Context } from '@aws-appsync/utils';
import { maxLowStock } from '../../rules/limits.ts';
import { shopSeller } from '../../rules/orders/goods.ts';
import { stockWatchBySeller } from '../generated/model.ts';
import type { QueryLowStockArgs } from '../generated/schema.ts';
import { callerId, isStaff } from '../lib/caller.ts';
import { checkWithin } from '../lib/check.ts';
import { failFrom } from '../lib/fail.ts';

/** Finds which of the caller's stocks are low; for staff the shop's own. */
export function request(ctx: Context<QueryLowStockArgs>) {
  const { limit, nextToken } = ctx.args;
  const sellerId = isStaff(ctx) ? shopSeller : callerId(ctx);
  return {
    operation: 'Query',
    ...stockWatchBySeller({ sellerId, level: 'LOW' }),
    limit: checkWithin('limit', limit ?? 20, 1, maxLowStock),
    nextToken,
  };
}

export function response(ctx: Context<QueryLowStockArgs>) {
  if (ctx.error) failFrom(ctx.error, ctx.args.nextToken);
  ctx.stash.watches = ctx.result.items;
  ctx.stash.nextToken = ctx.result.nextToken ?? null;
  return {};
}
