import type { Context } from '@aws-appsync/utils';
import { indexBuckets } from '../rules/limits.ts';
import type { OrderItem } from './generated/model.ts';
import type { QueryOrdersArgs } from './generated/schema.ts';
import { checkLimit, checkPattern } from './lib/check.ts';
import { beginMerged, mergedPage } from './lib/merged.ts';
import { toOrder } from './lib/order.ts';
import { dayOf, timestamp } from './lib/time.ts';

const buckets = ['0', '1', '2', '3', '4', '5', '6', '7'];

export function request(ctx: Context<QueryOrdersArgs>) {
  const { status, limit, nextToken } = ctx.args;
  const placedOn = checkPattern(
    'placedOn',
    ctx.args.placedOn ?? dayOf(timestamp()),
    '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
    'must be a day without an offset, YYYY-MM-DD',
  );
  ctx.stash.placedOn = placedOn;
  const list = {
    name: `${status} ${placedOn}`,
    partitions: buckets.slice(0, indexBuckets),
    limit: checkLimit(limit, 20),
    oldestFirst: true,
  };
  beginMerged(ctx, list, nextToken);
  return {};
}

/** One that ended by being read is in another state than was asked for. */
export function response(ctx: Context<QueryOrdersArgs>) {
  const orders: OrderItem[] = ctx.stash.orders;
  const listed = orders.filter((order) => order.status === ctx.args.status);
  return { items: listed.map((order) => toOrder(order)), nextToken: mergedPage(ctx).nextToken };
}
