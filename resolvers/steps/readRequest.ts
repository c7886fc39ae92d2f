import type { Context } from '@aws-appsync/utils';
import { idempotencyKey } from '../generated/model.ts';
import { failFrom } from '../lib/fail.ts';
import { memoryKey, recall, unlessAnswered } from '../lib/idempotency.ts';
import { typed } from '../lib/table.ts';

/** Looks whether the request in the stash was answered before; its answer then stands in the stash, too. */
export function request(ctx: Context) {
  unlessAnswered(ctx);
  return { operation: 'GetItem', key: typed(idempotencyKey(memoryKey(ctx))), consistentRead: true };
}

export function response(ctx: Context) {
  if (ctx.error) failFrom(ctx.error);
  recall(ctx, ctx.result);
  return {};
}
