import type { Context } from '@aws-appsync/utils';
import { maxListedStates, maxSales } from '../rules/limits.ts';
import type { OrderRecord } from '../rules/orders/records.ts';
import type { QueryMySalesArgs } from './generated/schema.ts';
import { callerId } from './lib/caller.ts';
import { checkTime, checkWithin, isGiven, refuse } from './lib/check.ts';
import { beginMerged, mergedPage } from './lib/merged.ts';
import { checkDistinct } from './lib/product-input.ts';
import { anyState, toSale } from './lib/sale.ts';

export function request(ctx: Context<QueryMySalesArgs>) {
  const { args } = ctx;
  const statuses = args.statuses ?? [];
  if (statuses.length > maxListedStates) refuse('statuses', `may be ${maxListedStates} at most`);
  checkDistinct('statuses', statuses);
  const from = isGiven(args.from) ? checkTime('from', args.from) : null;
  const to = isGiven(args.to) ? checkTime('to', args.to) : null;
  if (from && to && from > to) refuse('to', 'must not be before from');
  const oldestFirst = args.oldestFirst ?? false;
  const list = {
    name: `sales ${statuses.join('+')} ${oldestFirst ? 'oldest' : 'newest'} ${from ?? ''} ${to ?? ''}`,
    partitions: statuses.length === 0 ? [anyState] : statuses,
    // Each is read as an order, and one request reads 16 MB at most.
    limit: checkWithin('limit', args.limit ?? 20, 1, maxSales),
    oldestFirst,
    from,
    to,
  };
  beginMerged(ctx, list, args.nextToken);
  return {};
}

/**
 * Of each order the caller sees no more than the own lines. One that an index was behind with, or that ended by being
 * read, is in another state than was asked for.
 */
export function response(ctx: Context<QueryMySalesArgs>) {
  const statuses = ctx.args.statuses ?? [];
  const orders: OrderRecord[] = ctx.stash.orders;
  const listed = orders.filter((order) => statuses.length === 0 || statuses.indexOf(order.status) >= 0);
  return {
    items: listed.map((order) => toSale(order, callerId(ctx))),
    nextToken: mergedPage(ctx).nextToken,
  };
}
