import type { Context } from '@aws-appsync/utils';
import type { MutationReceiveSaleReturnArgs } from './generated/schema.ts';
import { canonical, checkReturnReceipt } from './lib/order-input.ts';
import { answered, identify } from './lib/idempotency.ts';
import { asSeller } from './lib/selling.ts';

export function request(ctx: Context<MutationReceiveSaleReturnArgs>) {
  asSeller(ctx);
  identify(ctx, canonical(checkReturnReceipt(ctx.args.input)));
  return {};
}

/** What the first request with this key was answered. */
export function response(ctx: Context<MutationReceiveSaleReturnArgs>) {
  return answered(ctx);
}
