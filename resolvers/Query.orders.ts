import type { Context } from '@aws-appsync/utils';
import { util } from '@aws-appsync/utils';
import { InvalidCursor } from '../rules/errors.ts';
import type { OrderItem } from './generated/model.ts';
import type { QueryOrdersArgs } from './generated/schema.ts';
import { checkLimit, checkPattern } from './lib/check.ts';
import { fail } from './lib/fail.ts';
import { toOrder } from './lib/order.ts';
import { dayOf, timestamp } from './lib/time.ts';

/** What a token holds: the list it belongs to, and where in it the page ended. */
const tokenPattern = '^[A-Z_]+ [0-9]{4}-[0-9]{2}-[0-9]{2} [0-9T:.-]{23}Z#orderId_[A-Za-z0-9_-]{1,128}$';

export function request(ctx: Context<QueryOrdersArgs>) {
  const placedOn = checkPattern(
    'placedOn',
    ctx.args.placedOn ?? dayOf(timestamp()),
    '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
    'must be a day without an offset, YYYY-MM-DD',
  );
  ctx.stash.status = ctx.args.status;
  ctx.stash.placedOn = placedOn;
  ctx.stash.limit = checkLimit(ctx.args.limit, 20);
  if (ctx.args.nextToken) ctx.stash.after = positionIn(ctx.args.nextToken, listOf(ctx));
  return {};
}

/**
 * The order in which they were placed is one over all buckets, so a token names one place, whatever bucket it is in. One
 * that ended by being read is in another state than was asked for.
 */
export function response(ctx: Context<QueryOrdersArgs>) {
  const { limit } = ctx.stash;
  const found: OrderItem[] = ctx.stash.orders;
  const page = found.slice(0, limit);
  const more = found.length > limit || !!ctx.stash.until;
  const last = more ? page[page.length - 1] : undefined;
  const listed = page.filter((order) => order.status === ctx.args.status);
  return {
    items: listed.map((order) => toOrder(order)),
    nextToken: last ? util.base64Encode(`${listOf(ctx)} ${last.placedAt}#orderId_${last.orderId}`) : null,
  };
}

/** What tells this list from that of another state or day. */
function listOf(ctx: Context): string {
  return `${ctx.stash.status} ${ctx.stash.placedOn}`;
}

/** Where a page ended; a token of another list is refused. */
function positionIn(token: string, list: string): string {
  const text = util.matches('^[A-Za-z0-9+/]+=*$', token) ? util.base64Decode(token) : '';
  if (!util.matches(tokenPattern, text) || !text.startsWith(`${list} `)) fail(InvalidCursor);
  return text.slice(list.length + 1);
}
