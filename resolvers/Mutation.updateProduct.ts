import type { Context } from '@aws-appsync/utils';
import { toProduct, toVariants } from './lib/product.ts';
import { wholeStocks } from './lib/stock.ts';

export function request() {
  return {};
}

export function response(ctx: Context) {
  return {
    ...toProduct(ctx.stash.product),
    variants: { items: toVariants(Object.values(wholeStocks(ctx))), nextToken: null },
  };
}
