import type { Context } from '@aws-appsync/utils';
import type { MutationPackSaleArgs } from './generated/schema.ts';
import { canonical, checkPacking } from './lib/order-input.ts';
import { answered, identify } from './lib/idempotency.ts';
import { asSeller } from './lib/selling.ts';

export function request(ctx: Context<MutationPackSaleArgs>) {
  asSeller(ctx);
  identify(ctx, canonical(checkPacking(ctx.args.input)));
  return {};
}

/** What the first request with this key was answered. */
export function response(ctx: Context<MutationPackSaleArgs>) {
  return answered(ctx);
}
