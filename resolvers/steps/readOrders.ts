import type { Context } from '@aws-appsync/utils';
import type { OrderItem } from '../generated/model.ts';
import { orderByStatus } from '../generated/model.ts';
import type { QueryOrdersArgs } from '../generated/schema.ts';
import { failFrom } from '../lib/fail.ts';
import { merge, mergedPage, nextPartition, stretch } from '../lib/merged.ts';

/** Reads one bucket of a day's orders in one state, the next with each call: all eight together are some four pages. */
export function request(ctx: Context<QueryOrdersArgs>) {
  const bucket = nextPartition(ctx)!;
  const { range, limit, scanIndexForward } = stretch(ctx);
  const { status } = ctx.args;
  const { placedOn } = ctx.stash;
  return {
    operation: 'Query',
    ...orderByStatus({ status, placedOn, bucket }, range),
    limit,
    scanIndexForward,
  };
}

export function response(ctx: Context<QueryOrdersArgs>) {
  if (ctx.error) failFrom(ctx.error);
  const read: OrderItem[] = ctx.result.items;
  merge(
    ctx,
    read.map(({ placedAt, orderId }) => `${placedAt}#orderId_${orderId}`),
  );
  ctx.stash.orders = mergedPage(ctx).items;
  return {};
}
