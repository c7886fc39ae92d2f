import type { Context } from '@aws-appsync/utils';
import type { MutationDecideRiskReviewArgs } from './generated/schema.ts';
import { checkId, checkOptionalText } from './lib/check.ts';
import { answered, identify } from './lib/idempotency.ts';

export function request(ctx: Context<MutationDecideRiskReviewArgs>) {
  const { orderId, approve, note } = ctx.args.input;
  identify(ctx, [checkId('orderId', orderId), approve, checkOptionalText('note', note, 500)]);
  return {};
}

/** What the first request with this key was answered. */
export function response(ctx: Context<MutationDecideRiskReviewArgs>) {
  return answered(ctx);
}
