import type { Context } from '@aws-appsync/utils';
import type { MutationRecordPaymentArgs } from './generated/schema.ts';
import { checkId, checkMoney, checkText, refuse } from './lib/check.ts';
import { answered, identify } from './lib/idempotency.ts';

export function request(ctx: Context<MutationRecordPaymentArgs>) {
  const { orderId, method, amount, reference } = ctx.args.input;
  const received = checkMoney('amount', amount, ctx.env.CURRENCY!);
  if (received === 0) refuse('amount', 'must be more than nothing');
  identify(ctx, [checkId('orderId', orderId), method, received, checkText('reference', reference, 1, 100)]);
  return {};
}

/** What the first request with this key was answered. */
export function response(ctx: Context<MutationRecordPaymentArgs>) {
  return answered(ctx);
}
