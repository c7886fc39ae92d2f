/** What should have come to its end long ago: movements of money, and messages to customers. */
import type { Difference } from './difference.ts';
import type { LedgerRecord } from './records.ts';

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
