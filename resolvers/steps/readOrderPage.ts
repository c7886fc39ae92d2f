import type { Context } from '@aws-appsync/utils';
import { NotFound } from '../../rules/errors.ts';
import { orderPage } from '../generated/model.ts';
import { checkId } from '../lib/check.ts';
import { fail, failFrom } from '../lib/fail.ts';
import { unlessAnswered } from '../lib/idempotency.ts';
import { orderPageItems } from '../lib/order.ts';
import { mayChange } from '../lib/selling.ts';

/**
 * Reads the order that the input names, with all that hangs from it, into the stash: the caller's own, for a seller one
 * with own goods, or any for staff.
 */
export function request(ctx: Context) {
  unlessAnswered(ctx);
  const orderId = checkId('orderId', ctx.args.input.orderId);
  return { operation: 'Query', ...orderPage({ orderId }), limit: 1000, consistentRead: true };
}

/** Somebody else's order is answered like one that does not exist. */
export function response(ctx: Context) {
  if (ctx.error) failFrom(ctx.error);
  const page = orderPageItems(ctx.result.items);
  if (!page.order || !mayChange(ctx, page.order)) fail(NotFound, { orderId: ctx.args.input.orderId });
  ctx.stash.page = page;
  return {};
}
