import type { Context } from '@aws-appsync/utils';
import { decideReturn } from '../../rules/orders/returns.ts';
import type { MutationDecideReturnArgs } from '../generated/schema.ts';
import { checkReturnDecision } from '../lib/order-input.ts';
import { unlessAnswered } from '../lib/idempotency.ts';
import { actorOf, afterChange, carryOut } from '../lib/order-change.ts';

/** Approves or refuses a return of the order in the stash. */
export function request(ctx: Context<MutationDecideReturnArgs>) {
  unlessAnswered(ctx);
  const { returnId, to, note } = checkReturnDecision(ctx.args.input);
  return carryOut(ctx, decideReturn(ctx.stash.page, returnId, to, actorOf(ctx), note));
}

export function response(ctx: Context<MutationDecideReturnArgs>) {
  return afterChange(ctx);
}
