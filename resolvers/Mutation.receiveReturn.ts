import type { Context } from '@aws-appsync/utils';
import type { MutationReceiveReturnArgs } from './generated/schema.ts';
import { canonical, checkReturnReceipt } from './lib/order-input.ts';
import { answered, identify } from './lib/idempotency.ts';

export function request(ctx: Context<MutationReceiveReturnArgs>) {
  identify(ctx, canonical(checkReturnReceipt(ctx.args.input)));
  return {};
}

/** What the first request with this key was answered. */
export function response(ctx: Context<MutationReceiveReturnArgs>) {
  return answered(ctx);
}
