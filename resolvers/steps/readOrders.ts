import type { Context } from '@aws-appsync/utils';
import type { OrderItem } from '../generated/model.ts';
import { orderByStatus } from '../generated/model.ts';
import { failFrom } from '../lib/fail.ts';

/**
 * Reads one bucket of a day's orders in one state, the next with each call, and keeps of all that were read so far the
 * first of them by time: as many as the page holds, and one more that tells whether there is another page. A later bucket
 * is only asked for what comes before the last of these, so that all together read some four pages, not eight.
 *
 * Where large orders fill the megabyte that one Query reads, nothing is known of the bucket behind them: the page ends
 * there, at `ctx.stash.until`.
 */
export function request(ctx: Context) {
  const { status, placedOn, limit, after, until } = ctx.stash;
  const bucket: number = ctx.stash.bucket ?? 0;
  ctx.stash.bucket = bucket + 1;
  const kept: OrderItem[] = ctx.stash.orders ?? [];
  const to: string | null = kept.length > limit ? positionOf(kept[limit]!) : (until ?? null);
  // Behind the position itself: `!` comes before everything that an id may go on with.
  const range = { from: after ? `${after}!` : null, to };
  return {
    operation: 'Query',
    ...orderByStatus({ status, placedOn, bucket: `${bucket}` }, range),
    limit: limit + 1,
  };
}

export function response(ctx: Context) {
  if (ctx.error) failFrom(ctx.error);
  const { limit } = ctx.stash;
  const kept: OrderItem[] = ctx.stash.orders ?? [];
  const read: OrderItem[] = ctx.result.items;
  if (ctx.result.nextToken && read.length > 0 && read.length <= limit) {
    const end = positionOf(read[read.length - 1]!);
    if (!ctx.stash.until || end < ctx.stash.until) ctx.stash.until = end;
  }
  const until: string | undefined = ctx.stash.until;
  const keyed: Record<string, OrderItem> = {};
  for (const order of [...kept, ...read]) keyed[positionOf(order)] = order;
  // The runtime's sort takes no comparator, so the keys carry the order.
  ctx.stash.orders = Object.keys(keyed)
    .filter((key) => !until || key <= until)
    .sort()
    .slice(0, limit + 1)
    .map((key) => keyed[key]!);
  return {};
}

/** Where an order stands among those of its day: the end of its key in the index. */
function positionOf({ placedAt, orderId }: OrderItem): string {
  return `${placedAt}#orderId_${orderId}`;
}
