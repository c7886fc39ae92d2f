import type { Context } from '@aws-appsync/utils';
import { moveShipment } from '../../rules/orders/ship.ts';
import type { MutationMoveShipmentArgs } from '../generated/schema.ts';
import { checkShipmentMove } from '../lib/order-input.ts';
import { unlessAnswered } from '../lib/idempotency.ts';
import { actorOf, afterChange, carryOut } from '../lib/order-change.ts';

/** Moves a parcel of the order in the stash. */
export function request(ctx: Context<MutationMoveShipmentArgs>) {
  unlessAnswered(ctx);
  const { shipmentId, to, note } = checkShipmentMove(ctx.args.input);
  return carryOut(ctx, moveShipment(ctx.stash.page, shipmentId, to, actorOf(ctx), note));
}

export function response(ctx: Context<MutationMoveShipmentArgs>) {
  return afterChange(ctx);
}
