/**
 * What a customer owes for parcels that left: money that was to be taken for them, and could not be. Each claim is a
 * setback beside its order until the money is there. As long as the provider holds something for it, it is asked again;
 * then somebody of the shop sees to it. Together the claims are what the order says is owed.
 */
import { maxTries } from '../limits.ts';
import { sumOf } from '../money.ts';
import { requestVoid, paymentsIn, underWay, withEntry } from './ledger.ts';
import type { Purpose } from './ledger.ts';
import type { Actor, OrderPage, OrderPlan } from './plan.ts';
import { withEvent } from './plan.ts';
import type { LedgerRecord, SetbackRecord } from './records.ts';
import { setbackOf } from './setback.ts';

/** What of an order's money is still to come, in minor units. */
export interface Account {
  /** For goods that left: neither received nor being taken, nor set off against returned goods, nor written off. */
  owed: number;
  /** For goods that have yet to leave: neither received nor being taken. */
  toCome: number;
}

/** What an order's customer owes now, and will owe when the rest has left. */
export function accountOf({ order, entries, shipments, returns }: OrderPage): Account {
  const forgiven = (order.writtenOff ?? 0) + sumOf(returns.map((one) => one.setOff ?? 0));
  const due = sumOf(shipments.map((one) => one.amount)) - forgiven;
  const have = order.captured + underWay(entries, 'CAPTURE');
  return {
    owed: Math.max(0, due - have),
    toCome: Math.max(0, order.total - forgiven - Math.max(due, have)),
  };
}

/** An order's page as a plan leaves it, as far as its money is concerned. */
export function pageAfter(page: OrderPage, plan: OrderPlan): OrderPage {
  const entries = page.entries.filter((one) => !plan.entries.some((other) => other.entryId === one.entryId));
  const shipments = page.shipments.filter(
    (one) => !plan.shipments.some((other) => other.shipmentId === one.shipmentId),
  );
  const returns = page.returns.filter(
    (one) => !plan.returns.some((other) => other.returnId === one.returnId),
  );
  return {
    ...page,
    order: plan.order,
    payments: paymentsIn(plan, page.payments),
    entries: [...entries, ...plan.entries],
    shipments: [...shipments, ...plan.shipments],
    returns: [...returns, ...plan.returns],
  };
}

/** What a plan has to do with claims, beside its sums. */
export interface About {
  /** The entry by which a capture failed: what is owed more is its claim. */
  failed?: LedgerRecord;
  /** The claim that is met first; then the oldest. */
  first?: string;
}

/**
 * The plan with claims that add up to what is owed after it, and with the order that says so. What is owed less meets
 * the oldest claims; what is owed more is a new one. A claim for which nothing is held any more is staff's at once.
 */
export function withClaims(plan: OrderPlan, page: OrderPage, actor: Actor, about?: About): OrderPlan {
  const failed = about?.failed;
  const first = about?.first;
  const after = pageAfter(page, plan);
  const { owed } = accountOf(after);
  const before = claimsIn(plan, page);
  let met = sumOf(before.map((one) => one.amount)) - owed;
  if (before.length === 0 && met === 0) return plan;
  const kept: SetbackRecord[] = [];
  const over: string[] = [];
  const sorted = [
    ...before.filter((one) => one.entryId === first),
    ...before.filter((one) => one.entryId !== first),
  ];
  for (const claim of sorted) {
    const part = Math.max(0, Math.min(met, claim.amount));
    met -= part;
    if (part === claim.amount) over.push(claim.entryId);
    else kept.push({ ...claim, amount: claim.amount - part });
  }
  if (failed && met < 0) kept.push({ ...setbackOf(failed, actor.now), amount: -met });
  const claims = kept.map((claim) => (isHeld(claim, after) ? claim : { ...claim, tries: maxTries }));
  const stored = page.setbacks ?? [];
  const others = (plan.setbacks ?? []).filter((one) => one.kind !== 'CAPTURE');
  return {
    ...plan,
    order: (plan.order.owed ?? 0) === owed ? plan.order : { ...plan.order, owed },
    setbacks: [
      ...others,
      ...claims.filter(
        ({ entryId, amount, tries }) =>
          !stored.some((one) => one.entryId === entryId && one.amount === amount && one.tries === tries),
      ),
    ],
    overcome: [
      ...(plan.overcome ?? []),
      ...over.filter((entryId) => stored.some((one) => one.entryId === entryId)),
    ],
  };
}

/**
 * The plan by which goods leave for which nothing is set aside, since it lapsed before: an entry that failed from the
 * start, and its claim.
 *
 * @param amount - minor units, more than nothing.
 */
export function withNothingToTake(
  plan: OrderPlan,
  page: OrderPage,
  amount: number,
  actor: Actor,
  purpose: Purpose,
): OrderPlan {
  const paid = paymentsIn(plan, page.payments).filter((one) => one.status !== 'DECLINED');
  const asked = paid.filter((one) => one.provider !== 'manual');
  const payment = asked[asked.length - 1] ?? paid[paid.length - 1];
  if (!payment) return plan;
  const made = withEntry(plan, payment, 'CAPTURE', amount, actor, purpose);
  const failureCode = 'nothing_held';
  const failed: LedgerRecord = { ...made.entries[made.entries.length - 1]!, status: 'FAILED', failureCode };
  const told = withEvent({ ...made, entries: [...plan.entries, failed] }, actor, 'CAPTURE_FAILED', {
    amount,
    subjectId: payment.paymentId,
    note: failureCode,
  });
  return withClaims(told, page, actor, { failed });
}

/** An order whose goods have all left and are paid keeps nothing set aside; what is being taken is waited for. */
export function letGo(plan: OrderPlan, page: OrderPage, actor: Actor): OrderPlan {
  const { status, owed } = plan.order;
  if ((status !== 'SHIPPED' && status !== 'DELIVERED') || owed) return plan;
  const { entries, payments } = pageAfter(page, plan);
  if (underWay(entries, 'CAPTURE') > 0 || !payments.some((one) => one.capturable > 0)) return plan;
  return requestVoid(plan, page.payments, actor, 'nothing is left to take');
}

/** The claims of an order as a plan has them so far. */
function claimsIn({ setbacks, overcome }: OrderPlan, page: OrderPage): SetbackRecord[] {
  const made = (setbacks ?? []).filter((one) => one.kind === 'CAPTURE');
  const stored = (page.setbacks ?? []).filter(
    ({ kind, entryId }) =>
      kind === 'CAPTURE' &&
      !made.some((one) => one.entryId === entryId) &&
      !(overcome ?? []).some((one) => one === entryId),
  );
  return [...stored, ...made];
}

/** Whether money is set aside of the payment that a claim is about, so that it may be asked for again. */
function isHeld({ entryId }: SetbackRecord, { entries, payments }: OrderPage): boolean {
  const entry = entries.find((one) => one.entryId === entryId);
  return payments.some((one) => !!entry && one.paymentId === entry.paymentId && one.capturable > 0);
}
