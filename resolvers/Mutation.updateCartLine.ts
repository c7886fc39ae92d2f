import type { Context } from '@aws-appsync/utils';
import type { MutationUpdateCartLineArgs } from './generated/schema.ts';
import { toCart } from './lib/cart.ts';
import { checkQuantity, checkSku } from './lib/check.ts';
import { wholeStocks } from './lib/stock.ts';

export function request(ctx: Context<MutationUpdateCartLineArgs>) {
  const { sku, quantity } = ctx.args.input;
  ctx.stash.change = { kind: 'set', sku: checkSku('sku', sku), quantity: checkQuantity(quantity) };
  return {};
}

export function response(ctx: Context<MutationUpdateCartLineArgs>) {
  return toCart(ctx.stash.cart, wholeStocks(ctx), ctx.env.CURRENCY!);
}
