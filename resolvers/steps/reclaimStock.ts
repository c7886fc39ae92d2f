import type { Context } from '@aws-appsync/utils';
import { runtime } from '@aws-appsync/utils';
import { failFrom } from '../lib/fail.ts';
import { unlessAnswered } from '../lib/idempotency.ts';

/**
 * Before a checkout is refused for want of stock, orders whose time is up give back what they hold. Those are the
 * sweeper's to find; the checkout then looks at the stock again.
 */
export function request(ctx: Context) {
  unlessAnswered(ctx);
  if (!ctx.stash.short) runtime.earlyReturn({});
  return { operation: 'Invoke', payload: { skus: ctx.stash.short } };
}

export function response(ctx: Context) {
  if (ctx.error) failFrom(ctx.error);
  ctx.stash.reclaimed = true;
  ctx.stash.stale = true;
  return {};
}
