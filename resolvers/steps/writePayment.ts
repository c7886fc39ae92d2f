import type { Context } from '@aws-appsync/utils';
import { receive } from '../../rules/orders/receive.ts';
import type { MutationRecordPaymentArgs } from '../generated/schema.ts';
import { checkMoney, checkText } from '../lib/check.ts';
import { unlessAnswered } from '../lib/idempotency.ts';
import { actorOf, afterChange, carryOut } from '../lib/order-change.ts';

/** Records money that came by itself for the order in the stash. */
export function request(ctx: Context<MutationRecordPaymentArgs>) {
  unlessAnswered(ctx);
  const { input } = ctx.args;
  const { page } = ctx.stash;
  const received = {
    method: input.method,
    amount: checkMoney('amount', input.amount, page.order.currency),
    reference: checkText('reference', input.reference, 1, 100),
  };
  return carryOut(ctx, receive(page, received, actorOf(ctx)));
}

export function response(ctx: Context<MutationRecordPaymentArgs>) {
  return afterChange(ctx);
}
