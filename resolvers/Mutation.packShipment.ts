import type { Context } from '@aws-appsync/utils';
import type { MutationPackShipmentArgs } from './generated/schema.ts';
import { canonical, checkPacking } from './lib/order-input.ts';
import { answered, identify } from './lib/idempotency.ts';

export function request(ctx: Context<MutationPackShipmentArgs>) {
  identify(ctx, canonical(checkPacking(ctx.args.input)));
  return {};
}

/** What the first request with this key was answered. */
export function response(ctx: Context<MutationPackShipmentArgs>) {
  return answered(ctx);
}
