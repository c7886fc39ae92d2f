/** What a provider's answer does to an order. */
import type { ShopError } from '../errors.ts';
import { NotFound } from '../errors.ts';
import { canMove } from '../states/machine.ts';
import { paymentMachine } from '../states/payment.ts';
import { letGo, withClaims } from './claims.ts';
import { requestRefund, requestVoid, withEntry, withPayment } from './ledger.ts';
import type { Actor, OrderPage, OrderPlan, Refusal } from './plan.ts';
import { planOf, withEvent } from './plan.ts';
import { heldBack, withOvercome, withSetback } from './setback.ts';
import type { LedgerRecord, PaymentRecord } from './records.ts';

/** What the provider said of an entry. */
export interface Outcome {
  /**
   * `ACTION`: the customer must confirm it first; `PENDING`: the provider will tell. The entry stays open.
   * `RELEASED`, of an authorisation or of a capture: nothing is set aside any more, e.g. because it lapsed.
   */
  result: 'SUCCEEDED' | 'FAILED' | 'ACTION' | 'PENDING' | 'RELEASED';
  reference?: string;
  /** The provider's id of the payment, as the answer to the first entry tells it. */
  paymentReference?: string;
  failureCode?: string;
  /** Of an authorisation: whether the provider takes money of it once only. */
  singleCapture?: boolean;
  action?: PaymentRecord['action'];
}

/**
 * Settles an entry of the ledger. An entry that is settled already stays as it is, so that answers may come twice, late
 * and in any order: the plan then has no events.
 */
export function settle(
  page: OrderPage,
  entryId: string,
  outcome: Outcome,
  actor: Actor,
): OrderPlan | Refusal {
  const entry = page.entries.find((one) => one.entryId === entryId);
  const payment = page.payments.find((one) => !!entry && one.paymentId === entry.paymentId);
  if (!entry || !payment) return { refusal: NotFound as ShopError, info: { entryId } };
  const plan = planOf(page.order);
  if (outcome.result === 'RELEASED' && entry.status === 'SUCCEEDED') return lapse(plan, page, payment, actor);
  if (entry.status !== 'REQUESTED' || outcome.result === 'PENDING') return plan;
  if (outcome.result === 'ACTION') return withAction(plan, page, payment, outcome, actor);
  const settled: LedgerRecord = { ...entry, status: 'FAILED', updatedAt: actor.now };
  if (outcome.result === 'SUCCEEDED') settled.status = 'SUCCEEDED';
  if (outcome.reference) settled.reference = outcome.reference;
  if (outcome.result === 'RELEASED') settled.failureCode = 'released';
  if (outcome.failureCode) settled.failureCode = outcome.failureCode;
  const changed: PaymentRecord = { ...payment, updatedAt: actor.now };
  if (outcome.paymentReference) changed.reference = outcome.paymentReference;
  const after: OrderPage = {
    ...page,
    entries: page.entries.map((one) => (one.entryId === entryId ? settled : one)),
  };
  const made =
    outcome.result === 'SUCCEEDED'
      ? succeeded(plan, after, changed, entry, outcome, actor)
      : failed(plan, after, changed, settled, actor, outcome);
  return { ...made, entries: [settled, ...made.entries] };
}

/** The customer is told once that the bank wants a word; for an order that has ended it is called off. */
function withAction(
  plan: OrderPlan,
  page: OrderPage,
  payment: PaymentRecord,
  outcome: Outcome,
  actor: Actor,
): OrderPlan {
  if (payment.status !== 'PENDING') return plan;
  const waiting: PaymentRecord = { ...payment, status: 'REQUIRES_ACTION', updatedAt: actor.now };
  if (outcome.action) waiting.action = outcome.action;
  if (outcome.paymentReference) waiting.reference = outcome.paymentReference;
  const told = withEvent(withPayment(plan, waiting), actor, 'PAYMENT_ACTION_REQUIRED', {
    subjectId: payment.paymentId,
  });
  return givenBack(told, page, actor);
}

/**
 * What was set aside is free again without the shop's doing: the ledger says so in an entry that is settled, of nothing
 * where all of it is being taken.
 */
function lapse(plan: OrderPlan, page: OrderPage, payment: PaymentRecord, actor: Actor): OrderPlan {
  const amount = payment.capturable;
  if (amount === 0 && (!isBeingTaken(page, payment) || hasLapsed(page, payment))) return plan;
  const freed = voided(page, { ...payment, capturable: 0, updatedAt: actor.now });
  const made = withEntry(plan, freed, 'VOID', amount, actor, { reason: 'the provider let it go' });
  const { order } = made;
  const told: OrderPlan = {
    ...made,
    order: { ...order, authorized: order.authorized - amount },
    entries: made.entries.map((entry) => ({ ...entry, status: 'SUCCEEDED' as const })),
  };
  const freely = withEvent(told, actor, 'VOID_SUCCEEDED', { amount, subjectId: payment.paymentId });
  return withClaims(withOvercome(freely, heldBack(page, payment)), page, actor);
}

function succeeded(
  plan: OrderPlan,
  page: OrderPage,
  payment: PaymentRecord,
  entry: LedgerRecord,
  outcome: Outcome,
  actor: Actor,
): OrderPlan {
  const told = { amount: entry.amount, subjectId: payment.paymentId };
  const { order } = plan;
  if (entry.kind === 'AUTHORIZE') {
    const held: PaymentRecord = { ...payment, status: 'AUTHORIZED', capturable: entry.amount };
    if (outcome.singleCapture) held.singleCapture = true;
    const made = withEvent(
      withPayment(
        { ...plan, order: { ...order, authorized: order.authorized + entry.amount } },
        withoutAction(held),
      ),
      actor,
      'PAYMENT_AUTHORIZED',
      told,
    );
    return secured(made, page, actor);
  }
  if (entry.kind === 'CAPTURE') {
    const captured = payment.captured + entry.amount;
    const taken: PaymentRecord = {
      ...payment,
      captured,
      refundable: payment.refundable + entry.amount,
      status: captured === payment.amount ? 'CAPTURED' : 'PARTIALLY_CAPTURED',
    };
    const made = withEvent(
      withPayment(
        {
          ...plan,
          order: {
            ...order,
            authorized: order.authorized - entry.amount,
            captured: order.captured + entry.amount,
          },
        },
        taken,
      ),
      actor,
      'CAPTURE_SUCCEEDED',
      told,
    );
    return givenBack(made, page, actor);
  }
  if (entry.kind === 'REFUND') {
    return refundedReturns(
      withEvent(
        withPayment(plan, { ...payment, refunded: payment.refunded + entry.amount }),
        actor,
        'REFUND_SUCCEEDED',
        told,
      ),
      page,
      entry,
      actor,
    );
  }
  const freed = voided(page, payment);
  // What waited for the customer's word will not get it any more.
  const given = page.entries
    .filter(
      (other) =>
        other.paymentId === payment.paymentId && other.kind === 'AUTHORIZE' && other.status === 'REQUESTED',
    )
    .map((other) => ({ ...other, status: 'FAILED' as const, failureCode: 'voided', updatedAt: actor.now }));
  return withEvent(
    withPayment(
      { ...plan, entries: given, order: { ...order, authorized: order.authorized - entry.amount } },
      withoutAction(freed),
    ),
    actor,
    'VOID_SUCCEEDED',
    told,
  );
}

function failed(
  plan: OrderPlan,
  page: OrderPage,
  payment: PaymentRecord,
  entry: LedgerRecord,
  actor: Actor,
  { result }: Outcome,
): OrderPlan {
  const told = { amount: entry.amount, subjectId: payment.paymentId, note: entry.failureCode };
  if (entry.kind === 'AUTHORIZE') {
    const declined: PaymentRecord = { ...withoutAction(payment), status: 'DECLINED' };
    if (entry.failureCode) declined.declineCode = entry.failureCode;
    return withEvent(withPayment(plan, declined), actor, 'PAYMENT_DECLINED', told);
  }
  if (entry.kind === 'CAPTURE') {
    const back: PaymentRecord = { ...payment, capturable: payment.capturable + entry.amount };
    const made = withEvent(withPayment(plan, back), actor, 'CAPTURE_FAILED', told);
    const claimed = withClaims(made, page, actor, { failed: entry });
    // Of a payment that lapsed there is nothing to hold on to.
    const lapsed = result === 'RELEASED' || hasLapsed(page, payment);
    return lapsed ? lapse(claimed, page, back, actor) : givenBack(claimed, page, actor);
  }
  if (entry.kind === 'REFUND') {
    const back: PaymentRecord = { ...payment, refundable: payment.refundable + entry.amount };
    const order = { ...plan.order, refunded: plan.order.refunded - entry.amount };
    const made = withEvent(withPayment({ ...plan, order }, back), actor, 'REFUND_FAILED', told);
    return withSetback(made, entry, actor);
  }
  const held: PaymentRecord = { ...payment, capturable: payment.capturable + entry.amount };
  const made = withEvent(withPayment(plan, held), actor, 'VOID_FAILED', told);
  return withSetback(made, entry, actor);
}

/**
 * What follows from money that is sure: an order that waits for it is confirmed; one that has ended meanwhile keeps
 * nothing of it. There is no third way.
 */
export function secured(plan: OrderPlan, page: OrderPage, actor: Actor): OrderPlan {
  const { order } = plan;
  if (order.status !== 'PLACED') return givenBack(plan, page, actor);
  if (order.authorized + order.captured < order.total) return plan;
  return { ...withEvent(plan, actor, 'CONFIRMED', {}, 'CONFIRMED'), reservation: 'remove' };
}

/** An order that has ended keeps no money: what is set aside is freed, what was taken goes back. */
function givenBack(plan: OrderPlan, page: OrderPage, actor: Actor): OrderPlan {
  const { order } = plan;
  if (order.status !== 'CANCELLED' && order.status !== 'EXPIRED') return letGo(plan, page, actor);
  const reason = 'the order had ended';
  const freed = requestVoid(plan, page.payments, actor, reason);
  return requestRefund(freed, page.payments, order.captured - order.refunded, actor, { reason });
}

/** A return whose refund has arrived is done. */
function refundedReturns(plan: OrderPlan, page: OrderPage, entry: LedgerRecord, actor: Actor): OrderPlan {
  const found = page.returns.find((one) => one.returnId === entry.subjectId && one.status === 'RECEIVED');
  const open = page.entries.some(
    (other) =>
      other.entryId !== entry.entryId &&
      other.subjectId === entry.subjectId &&
      other.kind === 'REFUND' &&
      other.status === 'REQUESTED',
  );
  if (!found || open) return plan;
  const done = { ...found, status: 'REFUNDED' as const, updatedAt: actor.now };
  return withEvent({ ...plan, returns: [done] }, actor, 'RETURN_REFUNDED', {
    subjectId: found.returnId,
    amount: found.amount,
  });
}

/** A payment of which nothing is set aside any more: `VOIDED`, unless something was or is being taken, or it was declined. */
function voided(page: OrderPage, payment: PaymentRecord): PaymentRecord {
  const over = payment.captured === 0 && !isBeingTaken(page, payment);
  return over && canMove(paymentMachine, payment.status, 'VOIDED')
    ? { ...payment, status: 'VOIDED' }
    : payment;
}

/** Whether money of a payment is being taken. */
function isBeingTaken({ entries }: OrderPage, { paymentId }: PaymentRecord): boolean {
  return entries.some(
    (one) => one.paymentId === paymentId && one.kind === 'CAPTURE' && one.status === 'REQUESTED',
  );
}

/** Whether the provider holds nothing of a payment any more: it let go what was not being taken. */
function hasLapsed({ entries }: OrderPage, { paymentId }: PaymentRecord): boolean {
  return entries.some(
    (one) => one.paymentId === paymentId && one.kind === 'VOID' && one.status === 'SUCCEEDED',
  );
}

function withoutAction(payment: PaymentRecord): PaymentRecord {
  const { action: _, ...rest } = payment;
  return rest;
}
