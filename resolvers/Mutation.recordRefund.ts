import type { Context } from '@aws-appsync/utils';
import type { MutationRecordRefundArgs } from './generated/schema.ts';
import { checkId, checkText } from './lib/check.ts';
import { answered, identify } from './lib/idempotency.ts';

export function request(ctx: Context<MutationRecordRefundArgs>) {
  const { orderId, entryId, reference } = ctx.args.input;
  identify(ctx, [
    checkId('orderId', orderId),
    checkId('entryId', entryId),
    checkText('reference', reference, 1, 100),
  ]);
  return {};
}

/** What the first request with this key was answered. */
export function response(ctx: Context<MutationRecordRefundArgs>) {
  return answered(ctx);
}
