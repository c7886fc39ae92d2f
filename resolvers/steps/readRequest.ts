import type { Context } from '@aws-appsync/utils';
import { failFrom } from '../lib/fail.ts';
import { readMemory, recall, unlessAnswered } from '../lib/idempotency.ts';

/** Looks whether the request in the stash was answered before; its answer then stands in the stash, too. */
export function request(ctx: Context) {
  unlessAnswered(ctx);
  return readMemory(ctx);
}

export function response(ctx: Context) {
  if (ctx.error) failFrom(ctx.error);
  recall(ctx, ctx.result);
  return {};
}
