import type { Context } from '@aws-appsync/utils';
import { runtime, util } from '@aws-appsync/utils';
import { AlreadyExists, IllegalTransition, Overpayment } from '../../rules/errors.ts';
import { nextStates } from '../../rules/order-states.ts';
import type { OrderItem, PaymentItem } from '../generated/model.ts';
import type { MutationRecordPaymentArgs } from '../generated/schema.ts';
import { checkMoney, checkText, refuse } from '../lib/check.ts';
import { fail } from '../lib/fail.ts';
import { afterChange, changeOrder } from '../lib/order-change.ts';

/**
 * Records money received. The order's payments were read consistently and its sequence guards the write, so that the
 * same reference is recorded once however often it is sent.
 */
export function request(ctx: Context<MutationRecordPaymentArgs>) {
  if (ctx.stash.done) runtime.earlyReturn({});
  const { input } = ctx.args;
  const order: OrderItem = ctx.stash.order;
  const payments: PaymentItem[] = ctx.stash.payments;
  const amount = checkMoney('amount', input.amount, order.currency);
  const reference = checkText('reference', input.reference, 1, 100);
  if (amount === 0) refuse('amount', 'must be more than nothing');

  const before = payments.find((payment) => payment.reference === reference && payment.amount > 0);
  if (before) {
    if (before.amount !== amount || before.method !== input.method) fail(AlreadyExists, { reference });
    runtime.earlyReturn({});
  }
  if (order.status === 'CANCELLED') {
    fail(IllegalTransition, { status: order.status, nextStatuses: nextStates(order.status) });
  }
  const due = order.total - order.paid;
  if (amount > due) fail(Overpayment, { due, currency: order.currency });
  const paid = order.paid + amount;
  return changeOrder(ctx, {
    status: paid === order.total && order.status === 'PLACED' ? 'PAID' : order.status,
    type: 'PAYMENT_RECORDED',
    paid,
    payments: [{ paymentId: util.autoUlid(), method: input.method, amount, reference }],
  });
}

export function response(ctx: Context<MutationRecordPaymentArgs>) {
  return afterChange(ctx);
}
