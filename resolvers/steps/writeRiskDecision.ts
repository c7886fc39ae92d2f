import type { Context } from '@aws-appsync/utils';
import { decide } from '../../rules/orders/hold.ts';
import type { MutationDecideRiskReviewArgs } from '../generated/schema.ts';
import { checkOptionalText } from '../lib/check.ts';
import { unlessAnswered } from '../lib/idempotency.ts';
import { actorOf, afterChange, carryOut } from '../lib/order-change.ts';

/** Lets the held order in the stash go on, or calls it off. */
export function request(ctx: Context<MutationDecideRiskReviewArgs>) {
  unlessAnswered(ctx);
  const { approve, note } = ctx.args.input;
  const to = approve ? 'APPROVED' : 'DECLINED';
  return carryOut(ctx, decide(ctx.stash.page, to, actorOf(ctx), checkOptionalText('note', note, 500)));
}

export function response(ctx: Context<MutationDecideRiskReviewArgs>) {
  return afterChange(ctx);
}
