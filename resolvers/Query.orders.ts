import type { Context } from '@aws-appsync/utils';
import type { OrderItem } from './generated/model.ts';
import { orderByStatus } from './generated/model.ts';
import type { QueryOrdersArgs } from './generated/schema.ts';
import { checkLimit, checkPattern } from './lib/check.ts';
import { failFrom } from './lib/fail.ts';
import { toOrder } from './lib/order.ts';
import { pageOf } from './lib/pages.ts';
import { dayOf, timestamp } from './lib/time.ts';

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
  return pageOf(
    ctx,
    ctx.result.items.map((order: OrderItem) => toOrder(order)),
  );
}
