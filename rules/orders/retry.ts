/** What is done about movements of money that failed: the provider is asked again, or somebody pays by hand. */
import type { ShopError } from '../errors.ts';
import { NotFound } from '../errors.ts';
import { maxTries } from '../limits.ts';
import { accountOf, withClaims } from './claims.ts';
import type { Purpose } from './ledger.ts';
import { paymentsIn, requestCapture, requestRefund, requestVoid } from './ledger.ts';
import type { Actor, OrderPage, OrderPlan, Refusal } from './plan.ts';
import { planOf } from './plan.ts';
import type { LedgerRecord } from './records.ts';
import { withOvercome } from './setback.ts';
import type { Outcome } from './settle.ts';
import { settle } from './settle.ts';

/**
 * Asks the provider once more for what failed, under a new entry: as much of it as is still owed or still held. When
 * the money has moved in another way meanwhile, the setback is merely over. A claim on a customer is met as soon as it
 * moves in another way, so there is nothing left to ask for.
 */
export function retry(page: OrderPage, entryId: string, actor: Actor): OrderPlan | Refusal {
  const found = failedEntry(page, entryId);
  if (!found) return { refusal: NotFound as ShopError, info: { entryId } };
  const { entry, payment, setback } = found;
  if (setback.tries >= maxTries) return planOf(page.order);
  const tries = setback.tries + 1;
  if (entry.kind === 'CAPTURE') {
    const { owed, toCome } = accountOf(page);
    const amount = Math.min(setback.amount, owed);
    const purpose: Purpose = { ...purposeOf(entry), tries };
    const asked = requestCapture(planOf(page.order), [payment], amount, actor, purpose, owed + toCome);
    return asked.entries.length > 0 ? withClaims(asked, page, actor, { first: entryId }) : asked;
  }
  const plan = withOvercome(planOf(page.order), [entryId]);
  if (entry.kind === 'VOID') {
    return requestVoid(plan, [payment], actor, entry.reason ?? 'the order ended', tries);
  }
  return requestRefund(plan, [payment], entry.amount, actor, { ...purposeOf(entry), tries });
}

/**
 * Books that somebody paid by hand what the provider could not give back: a movement of its own, since the failed one
 * stays what it is.
 */
export function paidByHand(
  page: OrderPage,
  entryId: string,
  reference: string,
  actor: Actor,
): OrderPlan | Refusal {
  const found = failedEntry(page, entryId);
  if (!found || found.entry.kind !== 'REFUND') {
    return { refusal: NotFound as ShopError, info: { entryId } };
  }
  const { entry, payment } = found;
  const asked = requestRefund(withOvercome(planOf(page.order), [entryId]), [payment], entry.amount, actor, {
    ...purposeOf(entry),
    byHand: true,
  });
  const [made] = asked.entries;
  if (!made) return asked;
  const outcome: Outcome = { result: 'SUCCEEDED', reference };
  const after: OrderPage = {
    ...page,
    order: asked.order,
    payments: paymentsIn(asked, page.payments),
    entries: [...page.entries, made],
  };
  const done = settle(after, made.entryId, outcome, actor) as OrderPlan;
  return { ...done, events: [...asked.events, ...done.events], overcome: asked.overcome };
}

function failedEntry(page: OrderPage, entryId: string) {
  const setback = (page.setbacks ?? []).find((one) => one.entryId === entryId);
  const entry = page.entries.find((one) => one.entryId === entryId);
  const payment = page.payments.find((one) => !!entry && one.paymentId === entry.paymentId);
  return setback && entry && payment ? { setback, entry, payment } : undefined;
}

function purposeOf({ subjectId, reason }: LedgerRecord): { subjectId?: string; reason?: string } {
  const purpose: { subjectId?: string; reason?: string } = {};
  if (subjectId) purpose.subjectId = subjectId;
  if (reason) purpose.reason = reason;
  return purpose;
}
