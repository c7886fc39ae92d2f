/** What customers got by mail: the outbox of the cloud remembers the latest, this all of them. */
import { letterOf } from '../../functions/lib/events/letters.ts';
import type { OrderEventRecord } from '../../rules/orders/records.ts';
import type { AuditedPage } from '../../rules/orders/audit.ts';
import type { TestShop } from '../support/shop.ts';

/** A mail, as far as it is told from another. */
export interface Mail {
  readonly destination: string;
  readonly subject: string;
}

export function createMailbox() {
  const seen = new Set<string>();
  const mails: Mail[] = [];
  return {
    mails,
    /** Takes what is new. To be called before five hundred have come, and before the cloud ends. */
    collect({ cloud }: TestShop): void {
      for (const { id, service, destination, subject = '' } of cloud.services.outbox.list()) {
        if (service !== 'ses' || seen.has(id)) continue;
        seen.add(id);
        mails.push({ destination, subject });
      }
    },
  };
}

/**
 * Whether each event that customers are told of by mail was told once. A mail of which nobody knows whether it went out
 * is sent by no second try; it may be missing, and stays noted as `SENDING`.
 *
 * @param notes - the shop's own notes of what it sent.
 */
export function checkMails(
  pages: readonly AuditedPage[],
  notes: readonly { orderId: string; status: string }[],
  mails: readonly Mail[],
): string[] {
  const got = countedBy(mails, ({ destination, subject }) => `${destination}: ${subject}`);
  const doubts = countedBy(
    notes.filter(({ status }) => status === 'SENDING'),
    ({ orderId }) => orderId,
  );
  const wrong: string[] = [];
  for (const { order, events } of pages) {
    if (!order.email) continue;
    const subjects = events.flatMap((event) => letterOf(event.type, order, happened(event))?.subject ?? []);
    let missing = 0;
    for (const [subject, times] of countedBy(subjects, (one) => one)) {
      const name = `${order.email}: ${subject}`;
      const found = got.get(name) ?? 0;
      got.delete(name);
      if (found > times) wrong.push(`${order.orderId}: "${subject}" came ${found} times, not ${times}`);
      missing += Math.max(0, times - found);
    }
    const inDoubt = doubts.get(order.orderId) ?? 0;
    if (missing > inDoubt) {
      wrong.push(`${order.orderId}: ${missing} mails are missing, ${inDoubt} of them in doubt`);
    }
  }
  return [...wrong, ...[...got.keys()].map((name) => `${name} is about nothing that happened`)];
}

function happened({ orderId, customerId, sequence, status, at, actor, amount, note }: OrderEventRecord) {
  return {
    version: 1,
    orderId,
    customerId,
    sequence,
    status,
    at,
    actor,
    ...(amount === undefined ? {} : { amount }),
    ...(note ? { note } : {}),
  } as const;
}

function countedBy<T>(items: readonly T[], nameOf: (item: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(nameOf(item), (counts.get(nameOf(item)) ?? 0) + 1);
  return counts;
}
