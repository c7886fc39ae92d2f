import type { Context } from '@aws-appsync/utils';
import { receiveReturn } from '../../rules/orders/returns.ts';
import type { MutationReceiveReturnArgs } from '../generated/schema.ts';
import { checkReturnReceipt } from '../lib/order-input.ts';
import { unlessAnswered } from '../lib/idempotency.ts';
import { actorOf, afterChange, carryOut } from '../lib/order-change.ts';

/** Takes in what arrived of a return of the order in the stash. */
export function request(ctx: Context<MutationReceiveReturnArgs>) {
  unlessAnswered(ctx);
  const { returnId, lines, note } = checkReturnReceipt(ctx.args.input);
  return carryOut(ctx, receiveReturn(ctx.stash.page, returnId, lines, actorOf(ctx), note));
}

export function response(ctx: Context<MutationReceiveReturnArgs>) {
  return afterChange(ctx);
}
