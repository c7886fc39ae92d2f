import type { Context } from '@aws-appsync/utils';
import type { MutationRemoveFromCartArgs } from './generated/schema.ts';
import { toCart } from './lib/cart.ts';
import { checkSku } from './lib/check.ts';
import { wholeStocks } from './lib/stock.ts';

export function request(ctx: Context<MutationRemoveFromCartArgs>) {
  ctx.stash.change = { kind: 'remove', sku: checkSku('sku', ctx.args.input.sku), quantity: 0 };
  return {};
}

export function response(ctx: Context<MutationRemoveFromCartArgs>) {
  return toCart(ctx.stash.cart, wholeStocks(ctx), ctx.env.CURRENCY!);
}
