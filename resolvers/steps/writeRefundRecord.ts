import type { Context } from '@aws-appsync/utils';
import { recordRefund } from '../../rules/orders/refund.ts';
import type { MutationRecordRefundArgs } from '../generated/schema.ts';
import { checkId, checkText } from '../lib/check.ts';
import { unlessAnswered } from '../lib/idempotency.ts';
import { actorOf, afterChange, carryOut } from '../lib/order-change.ts';

/** Settles a refund of the order in the stash that was paid back by hand. */
export function request(ctx: Context<MutationRecordRefundArgs>) {
  unlessAnswered(ctx);
  const { entryId, reference } = ctx.args.input;
  const paid = {
    entryId: checkId('entryId', entryId),
    reference: checkText('reference', reference, 1, 100),
  };
  return carryOut(ctx, recordRefund(ctx.stash.page, paid, actorOf(ctx)));
}

export function response(ctx: Context<MutationRecordRefundArgs>) {
  return afterChange(ctx);
}
