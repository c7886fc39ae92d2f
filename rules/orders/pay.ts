/** Asking a provider for an order's money. */
import type { ShopError } from '../errors.ts';
import { LimitReached, PaymentUnderWay } from '../errors.ts';
import { maxPayments } from '../limits.ts';
import { childId } from './ids.ts';
import { withEntry } from './ledger.ts';
import type { Actor, OrderPage, OrderPlan, Refusal } from './plan.ts';
import { outOfTurn, planOf, withEvent } from './plan.ts';
import type { PaymentRecord } from './records.ts';
import { dueOf } from './receive.ts';

/** Who is asked, and with what the client was given for the card. */
export interface Asked {
  provider: string;
  token: string;
}

/** The plan with a new payment of what is due, and the entry that has the provider asked. */
export function withPaymentAsked(plan: OrderPlan, { provider, token }: Asked, actor: Actor): OrderPlan {
  const { order } = plan;
  const amount = dueOf(order);
  const payment: PaymentRecord = {
    orderId: order.orderId,
    paymentId: childId('payment', order.sequence + 1),
    method: 'CARD',
    status: 'PENDING',
    amount,
    currency: order.currency,
    capturable: 0,
    captured: 0,
    refundable: 0,
    refunded: 0,
    provider,
    token,
    createdAt: actor.now,
    updatedAt: actor.now,
  };
  return withEvent(withEntry(plan, payment, 'AUTHORIZE', amount, actor), actor, 'PAYMENT_REQUESTED', {
    amount,
    subjectId: payment.paymentId,
  });
}

/** Pays an order that waits for its payment: after a declined card, or when it was placed without one. */
export function pay(page: OrderPage, asked: Asked, actor: Actor): OrderPlan | Refusal {
  const { order, payments } = page;
  if (order.status !== 'PLACED') return outOfTurn(order);
  const open = payments.find((one) => one.status === 'PENDING' || one.status === 'REQUIRES_ACTION');
  if (open) return { refusal: PaymentUnderWay as ShopError, info: { paymentId: open.paymentId } };
  if (payments.length >= maxPayments) return { refusal: LimitReached, info: { limit: maxPayments } };
  return withPaymentAsked(planOf(order), asked, actor);
}
