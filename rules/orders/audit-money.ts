/** Whether an order's sums, its payments and the entries of its ledger say the same. */
import { sumOf } from '../money.ts';
import { accountOf } from './claims.ts';
import type { Compared } from './difference.ts';
import { underWay } from './ledger.ts';
import type { OrderPage } from './plan.ts';
import type { LedgerKind, LedgerRecord, PaymentRecord } from './records.ts';

/** What entries of one kind that have not failed ask for, or only those that were carried out. */
function total(entries: LedgerRecord[], kind: LedgerKind, onlyDone = false): number {
  return sumOf(
    entries
      .filter((entry) => entry.kind === kind && entry.status !== 'FAILED')
      .filter((entry) => !onlyDone || entry.status === 'SUCCEEDED')
      .map((entry) => entry.amount),
  );
}

/** A payment beside the entries that made it what it is. Money that came by itself has no entry for its coming. */
export function comparePayment(payment: PaymentRecord, ledger: LedgerRecord[]): Compared[] {
  const subject = `${payment.orderId} ${payment.paymentId}`;
  const entries = ledger.filter((entry) => entry.paymentId === payment.paymentId);
  const manual = payment.provider === 'manual';
  const captured = manual ? payment.amount : total(entries, 'CAPTURE', true);
  const held = manual ? 0 : total(entries, 'AUTHORIZE', true);
  const compared: Compared[] = [
    { check: 'payment.captured', subject, expected: captured, found: payment.captured },
    {
      check: 'payment.capturable',
      subject,
      expected: held - total(entries, 'CAPTURE') - total(entries, 'VOID'),
      found: payment.capturable,
    },
    {
      check: 'payment.refundable',
      subject,
      expected: captured - total(entries, 'REFUND'),
      found: payment.refundable,
    },
    {
      check: 'payment.refunded',
      subject,
      expected: total(entries, 'REFUND', true),
      found: payment.refunded,
    },
  ];
  const least = [payment.captured, payment.capturable, payment.refundable, payment.refunded];
  least.forEach((found) => {
    compared.push({ check: 'payment.never-below-nothing', subject, expected: 0, found, orMore: true });
  });
  return compared;
}

/** Whether money of a payment could not be moved, and somebody sees to it. */
function seenTo({ setbacks, entries }: OrderPage, { paymentId }: PaymentRecord): boolean {
  return (setbacks ?? []).some((setback) =>
    entries.some((entry) => entry.entryId === setback.entryId && entry.paymentId === paymentId),
  );
}

/** What its customer owes for parcels that left is what the order says, and somebody sees to all of it. */
function compareClaims(page: OrderPage): Compared[] {
  const { order, setbacks } = page;
  const claims = (setbacks ?? []).filter((one) => one.kind === 'CAPTURE');
  const found = order.owed ?? 0;
  return [
    { check: 'order.owed', subject: order.orderId, expected: accountOf(page).owed, found },
    {
      check: 'order.claims',
      subject: order.orderId,
      expected: found,
      found: sumOf(claims.map((one) => one.amount)),
    },
  ];
}

/**
 * The order's sums beside those of its payments, and what may still be kept of an order that has ended, or set aside for
 * one whose goods have left and are paid: nothing.
 */
export function compareMoney(page: OrderPage): Compared[] {
  const { order, payments, entries } = page;
  const subject = order.orderId;
  const held = total(entries, 'AUTHORIZE', true) - total(entries, 'CAPTURE', true);
  const compared: Compared[] = [
    {
      check: 'order.authorized',
      subject,
      expected: held - total(entries, 'VOID', true),
      found: order.authorized,
    },
    {
      check: 'order.captured',
      subject,
      expected: sumOf(payments.map((one) => one.captured)),
      found: order.captured,
    },
    { check: 'order.refunded', subject, expected: total(entries, 'REFUND'), found: order.refunded },
    {
      check: 'order.refunded-at-most-captured',
      subject,
      expected: order.refunded,
      found: order.captured,
      orMore: true,
    },
    {
      check: 'order.paid-at-most-total',
      subject,
      expected: order.authorized + order.captured,
      found: order.total + sumOf(payments.map((one) => one.inPlace ?? 0)),
      orMore: true,
    },
    {
      check: 'order.taken-at-most-total',
      subject,
      expected: order.captured + underWay(entries, 'CAPTURE'),
      found: order.total,
      orMore: true,
    },
    ...compareClaims(page),
  ];
  if (order.status === 'CANCELLED' || order.status === 'EXPIRED') {
    compared.push({
      check: 'order.ended-keeps-nothing',
      subject,
      expected: 0,
      found: sumOf(
        payments.filter((one) => !seenTo(page, one)).map((one) => one.capturable + one.refundable),
      ),
    });
  }
  const settled = !order.owed && underWay(entries, 'CAPTURE') === 0;
  if ((order.status === 'SHIPPED' || order.status === 'DELIVERED') && settled) {
    compared.push({
      check: 'order.sent-holds-nothing',
      subject,
      expected: 0,
      found: sumOf(payments.filter((one) => !seenTo(page, one)).map((one) => one.capturable)),
    });
  }
  return [...compared, ...payments.flatMap((payment) => comparePayment(payment, entries))];
}
