import type { Context } from '@aws-appsync/utils';
import type { MutationRequestReturnArgs } from './generated/schema.ts';
import { canonical, checkReturnRequest } from './lib/order-input.ts';
import { answered, identify } from './lib/idempotency.ts';

export function request(ctx: Context<MutationRequestReturnArgs>) {
  identify(ctx, canonical(checkReturnRequest(ctx.args.input)));
  return {};
}

/** What the first request with this key was answered. */
export function response(ctx: Context<MutationRequestReturnArgs>) {
  return answered(ctx);
}
