import type { Environment } from '../core/environment.ts';
import type { Outbox, OutboxMessage } from '../core/outbox.ts';

/** The outbox of the whole cloud. */
export interface OutboxStore extends Outbox {
  /** Forgets every message. */
  clear(): void;
}

const capacity = 500;
const longestLine = 120;

/** Keeps the latest five hundred messages, and says of each on the log where it would have gone. */
export function createOutbox({ ids, clock, log }: Environment): OutboxStore {
  const messages: OutboxMessage[] = [];
  const own = log.scope('outbox');
  return {
    list: () => [...messages],
    send(message, line = message.subject ?? message.text) {
      const sent = { id: ids.uuid(), sentAt: new Date(clock.now()).toISOString(), ...message };
      messages.push(sent as OutboxMessage);
      if (messages.length > capacity) messages.shift();
      const what = message.medium === 'EMAIL' ? 'mail' : message.medium;
      own.info(`${what} to ${message.destination}: ${line.slice(0, longestLine)}`, {
        service: message.service,
      });
      return sent as never;
    },
    clear: () => void messages.splice(0),
  };
}
