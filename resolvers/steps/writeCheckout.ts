import type { Context } from '@aws-appsync/utils';
import { runtime } from '@aws-appsync/utils';
import { CartChanged } from '../../rules/errors.ts';
import {
  checkLines,
  checkoutActions,
  checkoutLines,
  checkTotal,
  orderOf,
  place,
  variantsMet,
} from '../lib/checkout.ts';
import { fail, failFrom } from '../lib/fail.ts';
import { orderOfRepeat } from '../lib/idempotency.ts';
import { cancellationReasons, failedCondition, lostRace } from '../lib/table.ts';

/** How often the pipeline holds this step: a transaction that lost a race is tried again at once. */
const attempts = 3;

/** Turns the cart into an order, unless an attempt before this one did, or the request is a repeat. */
export function request(ctx: Context) {
  if (ctx.stash.repeatOf || ctx.stash.order) runtime.earlyReturn({});
  const lines = checkoutLines(ctx);
  checkLines(lines, ctx.stash.variants);
  checkTotal(ctx, lines, ctx.stash.variants);
  ctx.stash.attempt = (ctx.stash.attempt ?? 0) + 1;
  ctx.stash.draft = orderOf(ctx, lines, ctx.stash.variants);
  return { operation: 'TransactWriteItems', transactItems: checkoutActions(ctx, ctx.stash.draft) };
}

/**
 * A failed condition becomes the shop's error by its place in the transaction. The key comes first: two requests with
 * the same one at the same time are one order, whatever else the slower one met.
 */
export function response(ctx: Context) {
  if (!ctx.error) {
    ctx.stash.order = ctx.stash.draft;
    return {};
  }
  const reasons = cancellationReasons(ctx);
  const memory = reasons[place.idempotency];
  if (failedCondition(memory)) {
    ctx.stash.repeatOf = orderOfRepeat(ctx, memory!.item);
    return {};
  }
  if (failedCondition(reasons[place.cart])) fail(CartChanged);
  const lines = checkoutLines(ctx);
  const met = variantsMet(lines, reasons, ctx.stash.variants);
  checkLines(lines, met);
  checkTotal(ctx, lines, met);
  if (lostRace(ctx) && ctx.stash.attempt < attempts) return {};
  return failFrom(ctx.error);
}
