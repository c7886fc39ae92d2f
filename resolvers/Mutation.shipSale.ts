import type { Context } from '@aws-appsync/utils';
import type { MutationShipSaleArgs } from './generated/schema.ts';
import { canonical, checkShipping } from './lib/order-input.ts';
import { answered, identify } from './lib/idempotency.ts';
import { asSeller } from './lib/selling.ts';

export function request(ctx: Context<MutationShipSaleArgs>) {
  asSeller(ctx);
  identify(ctx, canonical(checkShipping(ctx.args.input)));
  return {};
}

/** What the first request with this key was answered. */
export function response(ctx: Context<MutationShipSaleArgs>) {
  return answered(ctx);
}
