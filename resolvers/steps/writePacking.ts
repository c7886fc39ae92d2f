import type { Context } from '@aws-appsync/utils';
import { pack } from '../../rules/orders/ship.ts';
import type { MutationPackShipmentArgs } from '../generated/schema.ts';
import { checkPacking } from '../lib/order-input.ts';
import { unlessAnswered } from '../lib/idempotency.ts';
import { actorOf, afterChange, carryOut } from '../lib/order-change.ts';

/** Packs a parcel of the order in the stash. */
export function request(ctx: Context<MutationPackShipmentArgs>) {
  unlessAnswered(ctx);
  const { units, carriage } = checkPacking(ctx.args.input);
  return carryOut(ctx, pack(ctx.stash.page, units, carriage, actorOf(ctx)));
}

export function response(ctx: Context<MutationPackShipmentArgs>) {
  return afterChange(ctx);
}
