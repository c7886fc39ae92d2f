/** What should have come to its end long ago: movements of money, and messages to customers. */
import type { Difference } from './difference.ts';
import { maxTries } from '../limits.ts';
import type { LedgerRecord, ReservationRecord, SetbackRecord } from './records.ts';

/** What stands for a message to a customer. */
export interface SentMessage {
  orderId: string;
  sequence: number;
  channel: string;
  status: string;
  /** ISO 8601 in UTC. */
  at: string;
}

/**
 * Movements of money that are still only asked for, and messages of which nobody knows whether they went out.
 *
 * @param before - ISO 8601 in UTC with three decimals; what is younger may still be under way.
 */
export function auditWaiting(entries: LedgerRecord[], messages: SentMessage[], before: string): Difference[] {
  return [
    ...entries
      .filter((entry) => entry.status === 'REQUESTED' && entry.createdAt < before)
      .map((entry): Difference => ({
        check: 'entry.carried-out',
        subject: `${entry.orderId} ${entry.entryId}`,
        expected: 'SUCCEEDED or FAILED',
        found: entry.status,
      })),
    ...messages
      .filter((message) => message.status === 'SENDING' && message.at < before)
      .map((message): Difference => ({
        check: 'message.sent',
        subject: `${message.orderId} ${message.sequence} ${message.channel}`,
        expected: 'SENT or FAILED',
        found: message.status,
      })),
  ];
}

/**
 * What runs by the clock should have seen to: movements that failed and were not asked for again, and reservations whose
 * time is up.
 *
 * @param before - ISO 8601 in UTC with three decimals: of each number of tries, from 1, those that failed before then
 * should have been asked for again.
 * @param ended - likewise: until when a reservation that is still there must last.
 */
export function auditOverdue(
  setbacks: SetbackRecord[],
  before: string[],
  reservations: ReservationRecord[],
  ended: string,
): Difference[] {
  return [
    ...setbacks
      .filter(({ tries, since }) => tries < maxTries && since < (before[tries - 1] ?? ''))
      .map(({ orderId, entryId, tries }): Difference => ({
        check: 'setback.asked-again',
        subject: `${orderId} ${entryId}`,
        expected: tries + 1,
        found: tries,
      })),
    ...reservations
      .filter(({ until }) => until < ended)
      .map(({ orderId, until }): Difference => ({
        check: 'reservation.released',
        subject: orderId,
        expected: `until ${ended} or later`,
        found: `until ${until}`,
      })),
  ];
}
