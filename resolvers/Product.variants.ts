import type { Context } from '@aws-appsync/utils';
import { toVariants } from './lib/product.ts';
import { wholeStocks } from './lib/stock.ts';

export function request() {
  return {};
}

export function response(ctx: Context) {
  if (ctx.stash.page) return ctx.stash.page;
  return { items: toVariants(Object.values(wholeStocks(ctx))), nextToken: ctx.stash.nextToken ?? null };
}
