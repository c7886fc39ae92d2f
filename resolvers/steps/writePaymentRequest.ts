import type { Context } from '@aws-appsync/utils';
import { pay } from '../../rules/orders/pay.ts';
import type { MutationPayOrderArgs } from '../generated/schema.ts';
import { checkText } from '../lib/check.ts';
import { unlessAnswered } from '../lib/idempotency.ts';
import { actorOf, afterChange, carryOut } from '../lib/order-change.ts';

/** Has the provider asked for what the order in the stash still costs. */
export function request(ctx: Context<MutationPayOrderArgs>) {
  unlessAnswered(ctx);
  const token = checkText('payment.token', ctx.args.input.payment.token, 1, 200);
  const asked = { provider: ctx.env.PAYMENT_PROVIDER!, token };
  return carryOut(ctx, pay(ctx.stash.page, asked, actorOf(ctx)));
}

export function response(ctx: Context<MutationPayOrderArgs>) {
  return afterChange(ctx);
}
