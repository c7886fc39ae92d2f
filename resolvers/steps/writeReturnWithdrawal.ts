import type { Context } from '@aws-appsync/utils';
import { decideReturn } from '../../rules/orders/returns.ts';
import type { MutationWithdrawReturnArgs } from '../generated/schema.ts';
import { checkReturnWithdrawal } from '../lib/order-input.ts';
import { unlessAnswered } from '../lib/idempotency.ts';
import { actorOf, afterChange, carryOut } from '../lib/order-change.ts';

/** Calls a return of the order in the stash off. */
export function request(ctx: Context<MutationWithdrawReturnArgs>) {
  unlessAnswered(ctx);
  const { returnId } = checkReturnWithdrawal(ctx.args.input);
  return carryOut(ctx, decideReturn(ctx.stash.page, returnId, 'WITHDRAWN', actorOf(ctx)));
}

export function response(ctx: Context<MutationWithdrawReturnArgs>) {
  return afterChange(ctx);
}
