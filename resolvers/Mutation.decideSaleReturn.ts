import type { Context } from '@aws-appsync/utils';
import type { MutationDecideSaleReturnArgs } from './generated/schema.ts';
import { canonical, checkReturnDecision } from './lib/order-input.ts';
import { answered, identify } from './lib/idempotency.ts';
import { asSeller } from './lib/selling.ts';

export function request(ctx: Context<MutationDecideSaleReturnArgs>) {
  asSeller(ctx);
  identify(ctx, canonical(checkReturnDecision(ctx.args.input)));
  return {};
}

/** What the first request with this key was answered. */
export function response(ctx: Context<MutationDecideSaleReturnArgs>) {
  return answered(ctx);
}
