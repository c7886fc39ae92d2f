import type { Context } from '@aws-appsync/utils';
import { toProduct, toVariants } from './lib/product.ts';

export function request() {
  return {};
}

export function response(ctx: Context) {
  return {
    ...toProduct(ctx.stash.product),
    variants: { items: toVariants(ctx.stash.variants), nextToken: null },
  };
}
