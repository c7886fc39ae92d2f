import type { Context } from '@aws-appsync/utils';
import type { MutationCancelOrderArgs } from './generated/schema.ts';
import { checkId, checkOptionalText } from './lib/check.ts';
import { answered, identify } from './lib/idempotency.ts';

export function request(ctx: Context<MutationCancelOrderArgs>) {
  const { orderId, reason } = ctx.args.input;
  identify(ctx, [checkId('orderId', orderId), checkOptionalText('reason', reason, 500)]);
  return {};
}

/** What the first request with this key was answered. */
export function response(ctx: Context<MutationCancelOrderArgs>) {
  return answered(ctx);
}
