import type { Context } from '@aws-appsync/utils';
import type { MutationMoveSaleArgs } from './generated/schema.ts';
import { canonical, checkShipmentMove } from './lib/order-input.ts';
import { answered, identify } from './lib/idempotency.ts';
import { asSeller } from './lib/selling.ts';

export function request(ctx: Context<MutationMoveSaleArgs>) {
  asSeller(ctx);
  identify(ctx, canonical(checkShipmentMove(ctx.args.input)));
  return {};
}

/** What the first request with this key was answered. */
export function response(ctx: Context<MutationMoveSaleArgs>) {
  return answered(ctx);
}
