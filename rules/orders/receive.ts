/** Money that comes by itself: a transfer, cash. */
import { AlreadyExists, LimitReached, Overpayment } from '../errors.ts';
import { maxPayments } from '../limits.ts';
import { childId } from './ids.ts';
import { underWay, withPayment } from './ledger.ts';
import type { Actor, OrderPage, OrderPlan, Refusal } from './plan.ts';
import { outOfTurn, planOf, withEvent } from './plan.ts';
import type { OrderRecord, PaymentMethod, PaymentRecord } from './records.ts';
import { secured } from './settle.ts';

/** What of an order is still to pay: what is neither set aside nor received. */
export function dueOf(order: OrderRecord): number {
  return Math.max(0, order.total - order.authorized - order.captured);
}

/** What came, how, and under which reference of the bank's. */
export interface Received {
  method: PaymentMethod;
  /** Minor units. */
  amount: number;
  reference: string;
}

/**
 * Records money received. The same reference counts once, however often it is sent, and never more than is still to
 * pay; an order paid in full is confirmed.
 */
export function receive(page: OrderPage, received: Received, actor: Actor): OrderPlan | Refusal {
  const { order } = page;
  const { method, amount, reference } = received;
  if (page.payments.some((one) => one.provider === 'manual' && one.reference === reference)) {
    return { refusal: AlreadyExists, info: { reference } };
  }
  if (order.status === 'CANCELLED' || order.status === 'EXPIRED') return outOfTurn(order);
  // Each is given back in the one transaction that calls the order off.
  if (page.payments.filter((one) => one.captured > 0).length >= maxPayments) {
    return { refusal: LimitReached, info: { limit: maxPayments } };
  }
  // What the provider is being asked for may yet come.
  const due = dueOf(order) - underWay(page.entries, 'AUTHORIZE');
  if (amount > due) {
    return { refusal: Overpayment, info: { due: Math.max(0, due), currency: order.currency } };
  }
  const payment: PaymentRecord = {
    orderId: order.orderId,
    paymentId: childId('payment', order.sequence + 1),
    method,
    status: 'CAPTURED',
    amount,
    currency: order.currency,
    capturable: 0,
    captured: amount,
    refundable: amount,
    refunded: 0,
    provider: 'manual',
    reference,
    createdAt: actor.now,
    updatedAt: actor.now,
  };
  const plan = planOf({ ...order, captured: order.captured + amount });
  const made = withEvent(withPayment(plan, payment), actor, 'PAYMENT_RECORDED', {
    amount,
    subjectId: payment.paymentId,
  });
  return secured(made, page, actor);
}
