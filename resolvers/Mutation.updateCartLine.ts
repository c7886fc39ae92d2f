import type { Context } from '@aws-appsync/utils';
import type { MutationUpdateCartLineArgs } from './generated/schema.ts';
import { toCart } from './lib/cart.ts';
import { checkQuantity, checkSku } from './lib/check.ts';

export function request(ctx: Context<MutationUpdateCartLineArgs>) {
  const { sku, quantity } = ctx.args.input;
  ctx.stash.change = { kind: 'set', sku: checkSku('sku', sku), quantity: checkQuantity(quantity) };
  return {};
}

export function response(ctx: Context<MutationUpdateCartLineArgs>) {
  return toCart(ctx.stash.cart, ctx.stash.variants, ctx.env.CURRENCY!);
}
