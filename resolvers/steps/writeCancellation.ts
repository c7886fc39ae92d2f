import type { Context } from '@aws-appsync/utils';
import { runtime, util } from '@aws-appsync/utils';
import type { OrderItem, PaymentItem } from '../generated/model.ts';
import type { MutationCancelOrderArgs } from '../generated/schema.ts';
import { checkOptionalText } from '../lib/check.ts';
import { afterChange, changeOrder, checkMove } from '../lib/order-change.ts';

/** What came by each method, given back by it. */
function refundsOf(payments: PaymentItem[]) {
  const received: Record<string, number> = {};
  payments.forEach((payment) => {
    received[payment.method] = (received[payment.method] ?? 0) + payment.amount;
  });
  return payments
    .filter((payment, index) => payments.findIndex((other) => other.method === payment.method) === index)
    .map(({ method }) => ({
      paymentId: util.autoUlid(),
      method,
      amount: -received[method]!,
      reference: 'refund',
    }));
}

/** Calls the order off: its stock is offered again, and what was paid is given back the way it came. */
export function request(ctx: Context<MutationCancelOrderArgs>) {
  if (ctx.stash.done) runtime.earlyReturn({});
  const order: OrderItem = ctx.stash.order;
  checkMove(order, 'CANCELLED');
  return changeOrder(ctx, {
    status: 'CANCELLED',
    type: 'CANCELLED',
    note: checkOptionalText('reason', ctx.args.input.reason, 500),
    paid: 0,
    payments: refundsOf(ctx.stash.payments),
    stock: 'return',
  });
}

export function response(ctx: Context<MutationCancelOrderArgs>) {
  return afterChange(ctx);
}
