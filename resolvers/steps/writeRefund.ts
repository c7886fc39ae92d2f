import type { Context } from '@aws-appsync/utils';
import { refund } from '../../rules/orders/refund.ts';
import type { MutationRefundOrderArgs } from '../generated/schema.ts';
import { checkMoney, checkText } from '../lib/check.ts';
import { unlessAnswered } from '../lib/idempotency.ts';
import { actorOf, afterChange, carryOut } from '../lib/order-change.ts';

/** Gives part of the money of the order in the stash back. */
export function request(ctx: Context<MutationRefundOrderArgs>) {
  unlessAnswered(ctx);
  const { input } = ctx.args;
  const { page } = ctx.stash;
  const goodwill = {
    amount: checkMoney('amount', input.amount, page.order.currency),
    reason: checkText('reason', input.reason, 1, 500),
  };
  return carryOut(ctx, refund(page, goodwill, actorOf(ctx)));
}

export function response(ctx: Context<MutationRefundOrderArgs>) {
  return afterChange(ctx);
}
