/**
 * The ledger of an order's money. What the provider is to do is first written down as an entry (`REQUESTED`), in the
 * same transaction as the reason for it; then the provider does it under the entry's id as its idempotency key; then
 * the entry is settled. What an entry asks for is taken off `capturable` or `refundable` at once, so that requests
 * under way can never add up to more than there is.
 */
import { sumOf } from '../money.ts';
import { childId } from './ids.ts';
import type { Actor, OrderPlan } from './plan.ts';
import { withEvent } from './plan.ts';
import type { LedgerKind, LedgerRecord, PaymentRecord } from './records.ts';

const words: Record<LedgerKind, string> = {
  AUTHORIZE: 'authorize',
  CAPTURE: 'capture',
  REFUND: 'refund',
  VOID: 'void',
};

/** What an entry is for, and why. */
export interface Purpose {
  subjectId?: string;
  reason?: string | null;
  /** Which try it is at what failed before. */
  tries?: number;
  /** Whether somebody paid it past the provider. */
  byHand?: boolean;
}

/** The plan with one more entry of a payment, and the payment as the entry leaves it. */
export function withEntry(
  plan: OrderPlan,
  payment: PaymentRecord,
  kind: LedgerKind,
  amount: number,
  actor: Actor,
  purpose: Purpose = {},
): OrderPlan {
  const entry: LedgerRecord = {
    orderId: plan.order.orderId,
    entryId: childId(words[kind], plan.order.sequence + 1, plan.entries.length),
    paymentId: payment.paymentId,
    kind,
    status: 'REQUESTED',
    amount,
    currency: payment.currency,
    createdAt: actor.now,
    updatedAt: actor.now,
  };
  if (purpose.subjectId) entry.subjectId = purpose.subjectId;
  if (purpose.reason) entry.reason = purpose.reason;
  if (purpose.tries) entry.tries = purpose.tries;
  if (purpose.byHand) entry.byHand = true;
  return { ...withPayment(plan, payment), entries: [...plan.entries, entry] };
}

/** The plan with a payment as it becomes; it stands in a plan once. */
export function withPayment(plan: OrderPlan, payment: PaymentRecord): OrderPlan {
  const others = plan.payments.filter((one) => one.paymentId !== payment.paymentId);
  return { ...plan, payments: [...others, payment] };
}

/** Payments as the plan has them, those it does not touch as they were. */
export function paymentsIn(plan: OrderPlan, before: PaymentRecord[]): PaymentRecord[] {
  return before.map((one) => plan.payments.find((other) => other.paymentId === one.paymentId) ?? one);
}

/**
 * Takes money that was set aside: as much of `amount` as the payments still hold. A payment that can be captured once
 * only is taken whole the first time; what that is ahead is then not asked for again, since nothing is held any more.
 *
 * @param most - what of such a payment may be taken at most: what the whole order still costs.
 * @returns the plan, and in it no entry where nothing is set aside.
 */
export function requestCapture(
  plan: OrderPlan,
  payments: PaymentRecord[],
  amount: number,
  actor: Actor,
  purpose: Purpose,
  most?: number,
): OrderPlan {
  let made = plan;
  let left = amount;
  for (const payment of paymentsIn(plan, payments)) {
    const wanted = Math.min(left, payment.capturable);
    const whole = Math.min(
      payment.capturable,
      most === undefined ? payment.capturable : most - amount + left,
    );
    const part = wanted > 0 && payment.singleCapture ? whole : wanted;
    if (part > 0) {
      const capturable = payment.capturable - part;
      made = requested(made, { ...payment, capturable }, 'CAPTURE', part, actor, purpose);
      left -= part;
    }
  }
  return made;
}

/** Gives money back: as much of `amount` as was taken and not given back, the last payment first. */
export function requestRefund(
  plan: OrderPlan,
  payments: PaymentRecord[],
  amount: number,
  actor: Actor,
  purpose: Purpose,
): OrderPlan {
  let made = plan;
  let left = amount;
  for (const payment of paymentsIn(plan, payments).reverse()) {
    const part = Math.min(left, payment.refundable);
    if (part > 0) {
      const refundable = payment.refundable - part;
      made = { ...made, order: { ...made.order, refunded: made.order.refunded + part } };
      made = requested(made, { ...payment, refundable }, 'REFUND', part, actor, purpose);
      left -= part;
    }
  }
  return made;
}

/** Frees what is set aside and not taken, and calls off what waits for the customer. */
export function requestVoid(
  plan: OrderPlan,
  payments: PaymentRecord[],
  actor: Actor,
  reason: string,
  tries?: number,
): OrderPlan {
  let made = plan;
  for (const payment of paymentsIn(plan, payments)) {
    if (payment.capturable > 0 || payment.status === 'REQUIRES_ACTION') {
      const freed = payment.capturable;
      const purpose: Purpose = tries ? { reason, tries } : { reason };
      made = requested(made, { ...payment, capturable: 0 }, 'VOID', freed, actor, purpose);
    }
  }
  return made;
}

/** The plan with an entry that asks for a movement, and the event that tells of it. */
function requested(
  plan: OrderPlan,
  payment: PaymentRecord,
  kind: 'CAPTURE' | 'REFUND' | 'VOID',
  amount: number,
  actor: Actor,
  purpose: Purpose,
): OrderPlan {
  const asked = withEntry(plan, { ...payment, updatedAt: actor.now }, kind, amount, actor, purpose);
  return withEvent(asked, actor, `${kind}_REQUESTED`, { amount, subjectId: payment.paymentId });
}

/** What entries of one kind that are under way ask for. */
export function underWay(entries: LedgerRecord[], kind: LedgerKind): number {
  return sumOf(
    entries
      .filter((entry) => entry.kind === kind && entry.status === 'REQUESTED')
      .map((entry) => entry.amount),
  );
}
