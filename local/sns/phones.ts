import type { Environment } from '../core/environment.ts';
import type { Outbox } from '../core/outbox.ts';
import { numberOf, type TextMessage } from './text-message.ts';

/** Telephones, and who of their owners wants no text messages from this account. */
export interface Phones {
  /**
   * Sends a text message. To an owner who opted out nothing goes, and the sender is not told: SNS says so in its log of
   * deliveries alone, and Publish knows no error for it.
   *
   * @returns the message's id
   */
  send(message: TextMessage): string;
  /** What an owner does who answers `STOP`. */
  optOut(phoneNumber: string): void;
  optIn(phoneNumber: string): void;
  isOptedOut(phoneNumber: string): boolean;
  optedOut(): string[];
}

/**
 * @param kept - numbers that an earlier run knew to be opted out
 * @param changed - told of each change of what outlives the process
 */
export function createPhones(
  { ids, log }: Environment,
  outbox: Outbox,
  kept: readonly string[],
  changed: () => void,
): Phones {
  const closed = new Set(kept);
  return {
    send({ to, from, text }) {
      if (closed.has(to)) {
        log.scope('sns').warn(`${to} is opted out: a text message was not delivered`);
        return ids.uuid();
      }
      return outbox.send({
        service: 'sns',
        medium: 'SMS',
        destination: to,
        ...(from !== undefined && { from }),
        text,
      }).id;
    },
    optOut: (phoneNumber) => (closed.add(numberOf(phoneNumber)), changed()),
    optIn: (phoneNumber) => (closed.delete(numberOf(phoneNumber)), changed()),
    isOptedOut: (phoneNumber) => closed.has(numberOf(phoneNumber)),
    optedOut: () => [...closed].sort(),
  };
}
