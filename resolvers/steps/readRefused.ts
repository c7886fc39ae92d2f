import type { Context } from '@aws-appsync/utils';
import { runtime } from '@aws-appsync/utils';
import type { Refusal } from '../../rules/orders/plan.ts';
import { isRefusal } from '../../rules/orders/plan.ts';
import { whyNot } from '../lib/checkout.ts';
import { fail, failFrom } from '../lib/fail.ts';
import { readMemory, recall } from '../lib/idempotency.ts';

/**
 * Before the refusal in the stash is said: looks whether the request was answered after all. A twin that came at the same
 * time may have taken the very things that are missing here, and both are to get its answer.
 */
export function request(ctx: Context) {
  if (!ctx.stash.refused) runtime.earlyReturn({});
  return readMemory(ctx);
}

export function response(ctx: Context) {
  if (ctx.error) failFrom(ctx.error);
  recall(ctx, ctx.result);
  if (ctx.stash.answer) return {};
  const { refusal, info }: Refusal = isRefusal(ctx.stash.refused) ? ctx.stash.refused : whyNot(ctx);
  return fail(refusal, info);
}
