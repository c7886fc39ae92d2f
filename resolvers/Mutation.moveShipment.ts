import type { Context } from '@aws-appsync/utils';
import type { MutationMoveShipmentArgs } from './generated/schema.ts';
import { canonical, checkShipmentMove } from './lib/order-input.ts';
import { answered, identify } from './lib/idempotency.ts';

export function request(ctx: Context<MutationMoveShipmentArgs>) {
  identify(ctx, canonical(checkShipmentMove(ctx.args.input)));
  return {};
}

/** What the first request with this key was answered. */
export function response(ctx: Context<MutationMoveShipmentArgs>) {
  return answered(ctx);
}
