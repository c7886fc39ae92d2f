import type { Context } from '@aws-appsync/utils';
import { NotFound } from '../../rules/errors.ts';
import { orderPage } from '../generated/model.ts';
import { callerId, isStaff } from '../lib/caller.ts';
import { checkId } from '../lib/check.ts';
import { fail, failFrom } from '../lib/fail.ts';
import { orderPageItems } from '../lib/order.ts';

/** Reads the order that the input names, with its payments, into the stash: the caller's own, or any for staff. */
export function request(ctx: Context) {
  const orderId = checkId('orderId', ctx.args.input.orderId);
  return { operation: 'Query', ...orderPage({ orderId }), limit: 500, consistentRead: true };
}

export function response(ctx: Context) {
  if (ctx.error) failFrom(ctx.error);
  const { order, payments } = orderPageItems(ctx.result.items);
  if (!order || (order.customerId !== callerId(ctx) && !isStaff(ctx))) {
    fail(NotFound, { orderId: ctx.args.input.orderId });
  }
  ctx.stash.order = order;
  ctx.stash.payments = payments;
  return order;
}
