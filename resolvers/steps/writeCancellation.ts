import type { Context } from '@aws-appsync/utils';
import { runtime, util } from '@aws-appsync/utils';
import type { OrderItem, PaymentItem } from '../generated/model.ts';
import type { MutationCancelOrderArgs } from '../generated/schema.ts';
import { checkOptionalText } from '../lib/check.ts';
import { afterChange, changeOrder, checkMove } from '../lib/order-change.ts';

/** Calls the order off: its stock is offered again, and what was paid is given back the way it came. */
export function request(ctx: Context<MutationCancelOrderArgs>) {
  if (ctx.stash.done) runtime.earlyReturn({});
  const order: OrderItem = ctx.stash.order;
  const payments: PaymentItem[] = ctx.stash.payments;
  checkMove(order, 'CANCELLED');
  return changeOrder(ctx, {
    status: 'CANCELLED',
    type: 'CANCELLED',
    note: checkOptionalText('reason', ctx.args.input.reason, 500),
    paid: 0,
    payment:
      order.paid > 0
        ? {
            paymentId: util.autoUlid(),
            method: payments[0]!.method,
            amount: -order.paid,
            reference: 'refund',
          }
        : undefined,
    stock: 'return',
  });
}

export function response(ctx: Context<MutationCancelOrderArgs>) {
  return afterChange(ctx);
}
