/**
 * Movements of money that failed and must not stay so. What a shop owes it tries to pay again, after longer and longer
 * pauses; when that does not help, somebody pays by hand. What it holds of an order that has ended it frees again, until
 * the provider lets it go by itself. What its customers owe for parcels that left is a claim: see `claims.ts`.
 */
import type { Actor, OrderPage, OrderPlan } from './plan.ts';
import type { LedgerRecord, PaymentRecord, SetbackRecord } from './records.ts';

/** What remembers that an entry failed which must not stay so. */
export function setbackOf(entry: LedgerRecord, now: string): SetbackRecord {
  const setback: SetbackRecord = {
    orderId: entry.orderId,
    entryId: entry.entryId,
    tries: entry.tries ?? 1,
    kind: entry.kind,
    amount: entry.amount,
    currency: entry.currency,
    since: now,
  };
  if (entry.failureCode) setback.failureCode = entry.failureCode;
  return setback;
}

/** The plan that also remembers that an entry failed which must not stay so. */
export function withSetback(plan: OrderPlan, entry: LedgerRecord, actor: Actor): OrderPlan {
  return { ...plan, setbacks: [...(plan.setbacks ?? []), setbackOf(entry, actor.now)] };
}

/** The plan after which nobody has to see to these entries any more. */
export function withOvercome(plan: OrderPlan, entryIds: string[]): OrderPlan {
  return { ...plan, overcome: [...(plan.overcome ?? []), ...entryIds] };
}

/** The entries of a payment's failed voids: over, once nothing is held any more. */
export function heldBack(page: OrderPage, payment: PaymentRecord): string[] {
  return (page.setbacks ?? [])
    .filter((one) => one.kind === 'VOID')
    .map((one) => one.entryId)
    .filter((entryId) =>
      page.entries.some((entry) => entry.entryId === entryId && entry.paymentId === payment.paymentId),
    );
}
