import type { Context } from '@aws-appsync/utils';
import { runtime } from '@aws-appsync/utils';
import { cartKey } from '../generated/model.ts';
import { callerId } from '../lib/caller.ts';
import { failFrom } from '../lib/fail.ts';
import { typed } from '../lib/table.ts';

/** Reads the caller's cart into `ctx.stash.cart`; below `Query.me` the parent may have brought it along. */
export function request(ctx: Context) {
  const known = ctx.source?.storedCart;
  // Null is known as well: the account has no cart yet.
  if (known !== undefined) {
    ctx.stash.cart = known;
    runtime.earlyReturn({});
  }
  return { operation: 'GetItem', key: typed(cartKey({ customerId: callerId(ctx) })), consistentRead: true };
}

export function response(ctx: Context) {
  if (ctx.error) failFrom(ctx.error);
  ctx.stash.cart = ctx.result;
  return ctx.result;
}
