import type { Context } from '@aws-appsync/utils';
import type { MutationRefundOrderArgs } from './generated/schema.ts';
import { checkId, checkMoney, checkText, refuse } from './lib/check.ts';
import { answered, identify } from './lib/idempotency.ts';

export function request(ctx: Context<MutationRefundOrderArgs>) {
  const { orderId, amount, reason } = ctx.args.input;
  const back = checkMoney('amount', amount, ctx.env.CURRENCY!);
  if (back === 0) refuse('amount', 'must be more than nothing');
  identify(ctx, [checkId('orderId', orderId), back, checkText('reason', reason, 1, 500)]);
  return {};
}

/** What the first request with this key was answered. */
export function response(ctx: Context<MutationRefundOrderArgs>) {
  return answered(ctx);
}
