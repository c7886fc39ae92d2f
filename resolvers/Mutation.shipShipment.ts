import type { Context } from '@aws-appsync/utils';
import type { MutationShipShipmentArgs } from './generated/schema.ts';
import { canonical, checkShipping } from './lib/order-input.ts';
import { answered, identify } from './lib/idempotency.ts';

export function request(ctx: Context<MutationShipShipmentArgs>) {
  identify(ctx, canonical(checkShipping(ctx.args.input)));
  return {};
}

/** What the first request with this key was answered. */
export function response(ctx: Context<MutationShipShipmentArgs>) {
  return answered(ctx);
}
