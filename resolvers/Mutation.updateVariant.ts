import type { Context } from '@aws-appsync/utils';
import { toVariant } from './lib/product.ts';
import { wholeStock } from './lib/stock.ts';

export function request() {
  return {};
}

/** The variant as the last step left it. */
export function response(ctx: Context) {
  return toVariant(wholeStock(ctx, ctx.stash.variant));
}
