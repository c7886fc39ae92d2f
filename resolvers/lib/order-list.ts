import type { Context } from '@aws-appsync/utils';
import type { OrderRecord } from '../../rules/orders/records.ts';
import type { Page } from './pages.ts';

/** Keeps a page of orders in the stash, where the steps that end what is overdue find them. */
export function keepOrders(ctx: Context, orders: OrderRecord[]) {
  ctx.stash.orders = orders;
  ctx.stash.nextToken = ctx.result.nextToken ?? null;
  return {};
}

/** The page of orders in the stash. */
export function keptOrders(ctx: Pick<Context, 'stash'>): Page<OrderRecord> {
  return { items: ctx.stash.orders, nextToken: ctx.stash.nextToken };
}
