import type { Context } from '@aws-appsync/utils';
import { requestReturn } from '../../rules/orders/returns.ts';
import type { MutationRequestReturnArgs } from '../generated/schema.ts';
import { checkReturnRequest } from '../lib/order-input.ts';
import { unlessAnswered } from '../lib/idempotency.ts';
import { actorOf, afterChange, carryOut } from '../lib/order-change.ts';

/** Asks for a return of the order in the stash. */
export function request(ctx: Context<MutationRequestReturnArgs>) {
  unlessAnswered(ctx);
  const { lines, note } = checkReturnRequest(ctx.args.input);
  return carryOut(ctx, requestReturn(ctx.stash.page, lines, actorOf(ctx), note));
}

export function response(ctx: Context<MutationRequestReturnArgs>) {
  return afterChange(ctx);
}
