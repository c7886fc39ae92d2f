import type { Context } from '@aws-appsync/utils';
import { orderByStatus } from '../generated/model.ts';
import type { QueryOrdersArgs } from '../generated/schema.ts';
import { checkLimit, checkPattern } from '../lib/check.ts';
import { failFrom } from '../lib/fail.ts';
import { keepOrders } from '../lib/order-list.ts';
import { dayOf, timestamp } from '../lib/time.ts';

/** Reads a page of one day's orders in one state into the stash. */
export function request(ctx: Context<QueryOrdersArgs>) {
  const placedOn = checkPattern(
    'placedOn',
    ctx.args.placedOn ?? dayOf(timestamp()),
    '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
    'must be a day without an offset, YYYY-MM-DD',
  );
  return {
    operation: 'Query',
    ...orderByStatus({ status: ctx.args.status, placedOn }),
    limit: checkLimit(ctx.args.limit, 20),
    nextToken: ctx.args.nextToken,
  };
}

export function response(ctx: Context<QueryOrdersArgs>) {
  if (ctx.error) failFrom(ctx.error, ctx.args.nextToken);
  return keepOrders(ctx, ctx.result.items);
}
