import type { Context } from '@aws-appsync/utils';
import type { ReturnItem } from './generated/model.ts';
import { returnBySeller } from './generated/model.ts';
import type { QueryMyReturnsArgs } from './generated/schema.ts';
import { callerId } from './lib/caller.ts';
import { checkLimit } from './lib/check.ts';
import { failFrom } from './lib/fail.ts';
import { toReturn } from './lib/order.ts';
import { pageOf } from './lib/pages.ts';

export function request(ctx: Context<QueryMyReturnsArgs>) {
  const { status, limit, nextToken } = ctx.args;
  return {
    operation: 'Query',
    ...returnBySeller({ sellerId: callerId(ctx), status }),
    limit: checkLimit(limit, 20),
    nextToken,
  };
}

export function response(ctx: Context<QueryMyReturnsArgs>) {
  if (ctx.error) failFrom(ctx.error, ctx.args.nextToken);
  return pageOf(
    ctx,
    ctx.result.items.map((one: ReturnItem) => toReturn(one, ctx.env.CURRENCY!)),
  );
}
