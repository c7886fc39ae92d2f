import type { Context } from '@aws-appsync/utils';
import { toCart } from './lib/cart.ts';
import { wholeStocks } from './lib/stock.ts';

export function request() {
  return {};
}

/** Priced as of now: carts keep no prices. */
export function response(ctx: Context) {
  return toCart(ctx.stash.cart, wholeStocks(ctx), ctx.env.CURRENCY!);
}
