import type { Context } from '@aws-appsync/utils';
import type { MutationWithdrawReturnArgs } from './generated/schema.ts';
import { canonical, checkReturnWithdrawal } from './lib/order-input.ts';
import { answered, identify } from './lib/idempotency.ts';

export function request(ctx: Context<MutationWithdrawReturnArgs>) {
  identify(ctx, canonical(checkReturnWithdrawal(ctx.args.input)));
  return {};
}

/** What the first request with this key was answered. */
export function response(ctx: Context<MutationWithdrawReturnArgs>) {
  return answered(ctx);
}
