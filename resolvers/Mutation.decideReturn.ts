import type { Context } from '@aws-appsync/utils';
import type { MutationDecideReturnArgs } from './generated/schema.ts';
import { canonical, checkReturnDecision } from './lib/order-input.ts';
import { answered, identify } from './lib/idempotency.ts';

export function request(ctx: Context<MutationDecideReturnArgs>) {
  identify(ctx, canonical(checkReturnDecision(ctx.args.input)));
  return {};
}

/** What the first request with this key was answered. */
export function response(ctx: Context<MutationDecideReturnArgs>) {
  return answered(ctx);
}
