import type { Context } from '@aws-appsync/utils';
import { ship } from '../../rules/orders/ship.ts';
import type { MutationShipShipmentArgs } from '../generated/schema.ts';
import { checkShipping } from '../lib/order-input.ts';
import { unlessAnswered } from '../lib/idempotency.ts';
import { actorOf, afterChange, carryOut } from '../lib/order-change.ts';

/** Lets a parcel of the order in the stash leave. */
export function request(ctx: Context<MutationShipShipmentArgs>) {
  unlessAnswered(ctx);
  const { shipmentId, carriage } = checkShipping(ctx.args.input);
  return carryOut(ctx, ship(ctx.stash.page, shipmentId, carriage, actorOf(ctx)));
}

export function response(ctx: Context<MutationShipShipmentArgs>) {
  return afterChange(ctx);
}
