import type { Context } from '@aws-appsync/utils';
import type { MutationWriteOffClaimArgs } from './generated/schema.ts';
import { checkId, checkText } from './lib/check.ts';
import { answered, identify } from './lib/idempotency.ts';

export function request(ctx: Context<MutationWriteOffClaimArgs>) {
  const { orderId, reason } = ctx.args.input;
  identify(ctx, [checkId('orderId', orderId), checkText('reason', reason, 1, 500)]);
  return {};
}

/** What the first request with this key was answered. */
export function response(ctx: Context<MutationWriteOffClaimArgs>) {
  return answered(ctx);
}
