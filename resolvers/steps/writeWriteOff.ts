import type { Context } from '@aws-appsync/utils';
import { writeOff } from '../../rules/orders/write-off.ts';
import type { MutationWriteOffClaimArgs } from '../generated/schema.ts';
import { checkText } from '../lib/check.ts';
import { unlessAnswered } from '../lib/idempotency.ts';
import { actorOf, afterChange, carryOut } from '../lib/order-change.ts';

/** Gives up what the customer of the order in the stash owes. */
export function request(ctx: Context<MutationWriteOffClaimArgs>) {
  unlessAnswered(ctx);
  const reason = checkText('reason', ctx.args.input.reason, 1, 500);
  return carryOut(ctx, writeOff(ctx.stash.page, reason, actorOf(ctx)));
}

export function response(ctx: Context<MutationWriteOffClaimArgs>) {
  return afterChange(ctx);
}
