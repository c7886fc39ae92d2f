import type { Context } from '@aws-appsync/utils';
import { runtime } from '@aws-appsync/utils';
import type { OrderItem } from '../generated/model.ts';
import type { MutationMoveOrderArgs } from '../generated/schema.ts';
import { checkOptionalText, refuse } from '../lib/check.ts';
import { afterChange, changeOrder, checkMove } from '../lib/order-change.ts';

/** Moves the order on. Paying and calling off have mutations of their own, since money and stock go with them. */
export function request(ctx: Context<MutationMoveOrderArgs>) {
  if (ctx.stash.done) runtime.earlyReturn({});
  const { to, note } = ctx.args.input;
  const order: OrderItem = ctx.stash.order;
  checkMove(order, to);
  // An order that costs nothing has no payment to wait for.
  if (to === 'PAID' && order.paid < order.total) refuse('to', 'an order becomes PAID through recordPayment');
  if (to === 'CANCELLED') refuse('to', 'an order becomes CANCELLED through cancelOrder');
  return changeOrder(ctx, {
    status: to,
    type: 'STATUS_CHANGED',
    note: checkOptionalText('note', note, 500),
    stock: to === 'SHIPPED' ? 'leave' : undefined,
  });
}

export function response(ctx: Context<MutationMoveOrderArgs>) {
  return afterChange(ctx);
}
