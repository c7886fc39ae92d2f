/** Money that comes by itself: a transfer, cash; also in place of what a provider could not take. */
import { AlreadyExists, LimitReached, Overpayment } from '../errors.ts';
import { maxPayments } from '../limits.ts';
import { sumOf } from '../money.ts';
import { accountOf, withClaims } from './claims.ts';
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

/**
 * What may be received for an order: what is due for goods that left, though it may be set aside, for it could not be
 * taken; and of what the others will cost what is not set aside.
 */
export function receivableOf(page: OrderPage): number {
  const { owed, toCome } = accountOf(page);
  const held = page.order.authorized - underWay(page.entries, 'CAPTURE');
  // What the provider is being asked for may yet come.
  return owed + Math.max(0, toCome - held) - underWay(page.entries, 'AUTHORIZE');
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
 * pay; an order paid in full is confirmed, and claims on its customer are met, the oldest first.
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
  const due = receivableOf(page);
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
  const before = sumOf(page.payments.map((one) => one.inPlace ?? 0));
  const inPlace = amount - (order.total + before - order.authorized - order.captured);
  if (inPlace > 0) payment.inPlace = inPlace;
  const plan = planOf({ ...order, captured: order.captured + amount });
  const made = withEvent(withPayment(plan, payment), actor, 'PAYMENT_RECORDED', {
    amount,
    subjectId: payment.paymentId,
  });
  return secured(withClaims(made, page, actor), page, actor);
}
