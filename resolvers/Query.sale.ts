import type { Context } from '@aws-appsync/utils';
import type { QuerySaleArgs } from './generated/schema.ts';
import { checkId } from './lib/check.ts';

export function request(ctx: Context<QuerySaleArgs>) {
  checkId('orderId', ctx.args.orderId);
  return {};
}

/** The sale as it was read last: once, or again after the order's time was found to be up. */
export function response(ctx: Context<QuerySaleArgs>) {
  return ctx.stash.view ?? null;
}
