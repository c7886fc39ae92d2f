import type { Context } from '@aws-appsync/utils';
import type { MutationPayOrderArgs } from './generated/schema.ts';
import { checkId, checkText } from './lib/check.ts';
import { answered, identify } from './lib/idempotency.ts';

export function request(ctx: Context<MutationPayOrderArgs>) {
  const { orderId, payment } = ctx.args.input;
  identify(ctx, [checkId('orderId', orderId), checkText('payment.token', payment.token, 1, 200)]);
  return {};
}

/** What the first request with this key was answered. */
export function response(ctx: Context<MutationPayOrderArgs>) {
  return answered(ctx);
}
