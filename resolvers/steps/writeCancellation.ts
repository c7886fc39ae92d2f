import type { Context } from '@aws-appsync/utils';
import { cancel } from '../../rules/orders/end.ts';
import type { MutationCancelOrderArgs } from '../generated/schema.ts';
import { checkOptionalText } from '../lib/check.ts';
import { unlessAnswered } from '../lib/idempotency.ts';
import { actorOf, afterChange, carryOut } from '../lib/order-change.ts';

/** Calls the order in the stash off. */
export function request(ctx: Context<MutationCancelOrderArgs>) {
  unlessAnswered(ctx);
  return carryOut(
    ctx,
    cancel(ctx.stash.page, actorOf(ctx), checkOptionalText('reason', ctx.args.input.reason, 500)),
  );
}

export function response(ctx: Context<MutationCancelOrderArgs>) {
  return afterChange(ctx);
}
