import type { Context } from '@aws-appsync/utils';
import { mayManage } from './lib/caller.ts';

export function request() {
  return { payload: null };
}

/** Whoever may change a variant sees its reorder point; other sellers do not. */
export function response(ctx: Context) {
  return mayManage(ctx, ctx.source.ownerId) ? (ctx.source.reorderPoint ?? null) : null;
}
