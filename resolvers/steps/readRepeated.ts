import type { Context } from '@aws-appsync/utils';
import { runtime } from '@aws-appsync/utils';
import { orderKey } from '../generated/model.ts';
import { failFrom } from '../lib/fail.ts';
import { typed } from '../lib/table.ts';

/** Reads the order that a repeated request came to the first time. */
export function request(ctx: Context) {
  if (!ctx.stash.repeatOf) runtime.earlyReturn({});
  return {
    operation: 'GetItem',
    key: typed(orderKey({ orderId: ctx.stash.repeatOf })),
    consistentRead: true,
  };
}

export function response(ctx: Context) {
  if (ctx.error) failFrom(ctx.error);
  ctx.stash.order = ctx.result;
  return ctx.result;
}
