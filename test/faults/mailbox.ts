/** What customers got by mail and by text message: the outbox of the cloud remembers the latest, this all of them. */
import { letterOf } from '../../functions/lib/events/letters.ts';
import { textOf } from '../../functions/lib/events/texts.ts';
import type { OutboxMessage } from '../../local/core/outbox.ts';
import type { OrderEventRecord, OrderRecord } from '../../rules/orders/records.ts';
import type { AuditedPage } from '../../rules/orders/audit.ts';
import type { TestShop } from '../support/shop.ts';

/** A message, as far as it is told from another. */
export interface Received {
  readonly channel: 'email' | 'sms';
  readonly destination: string;
  /** A mail's subject, or the whole of a text message. */
  readonly says: string;
}

/** The shop's own note of a message. */
export interface Note {
  readonly orderId: string;
  readonly sequence: number;
  readonly channel: string;
  readonly status: string;
}

/** A customer, as far as text messages are concerned. */
export interface Reader {
  readonly customerId: string;
  readonly phone?: string;
  readonly textMessages?: boolean;
}

/** Who text messages are from, unless a stage says otherwise. */
const shopName = 'Bodega';

export function createMailbox() {
  const seen = new Set<string>();
  const received: Received[] = [];
  return {
    received,
    /** Takes what is new. To be called before five hundred have come. */
    collect({ cloud }: TestShop): void {
      for (const message of cloud.services.outbox.list()) {
        const channel = channelOf(message);
        if (!channel || seen.has(message.id)) continue;
        seen.add(message.id);
        const { destination, subject = '', text } = message;
        received.push({ channel, destination, says: channel === 'email' ? subject : text });
      }
    },
  };
}

function channelOf({ service, medium }: OutboxMessage): Received['channel'] | undefined {
  if (service === 'ses') return 'email';
  return service === 'sns' && medium === 'SMS' ? 'sms' : undefined;
}

/** Whether each event that customers are told of by mail was told once. */
export function checkMails(
  pages: readonly AuditedPage[],
  notes: readonly Note[],
  received: readonly Received[],
): string[] {
  return checkTold('email', pages, notes, received, (order, event) => {
    const letter = letterOf(event.type, order, happened(event));
    return order.email && letter ? { destination: order.email, says: letter.subject } : undefined;
  });
}

/** The same of text messages, to customers who asked for them all the while. */
export function checkTexts(
  pages: readonly AuditedPage[],
  notes: readonly Note[],
  received: readonly Received[],
  readers: readonly Reader[],
): string[] {
  const phones = new Map(
    readers.flatMap(({ customerId, phone, textMessages }) => (textMessages ? [[customerId, phone]] : [])),
  );
  return checkTold('sms', pages, notes, received, (order, event) => {
    const destination = phones.get(order.customerId);
    const says = textOf(event.type, order, happened(event), shopName);
    return destination && says ? { destination, says } : undefined;
  });
}

type Expected = (order: OrderRecord, event: OrderEventRecord) => Omit<Received, 'channel'> | undefined;

/**
 * Each event that customers are told of in one way has a note, each note that it went out has its message, and there is
 * no other. A message of which nobody knows whether it went out is sent by no second try; it may be missing, and stays
 * noted as `SENDING`.
 */
function checkTold(
  channel: Received['channel'],
  pages: readonly AuditedPage[],
  notes: readonly Note[],
  received: readonly Received[],
  expected: Expected,
): string[] {
  const noted = new Map(
    notes
      .filter((note) => note.channel === channel)
      .map(({ orderId, sequence, status }) => [`${orderId} ${sequence}`, status]),
  );
  const got = new Map<string, number>();
  for (const { destination, says } of received.filter((one) => one.channel === channel)) {
    const name = `${destination}: ${says}`;
    got.set(name, (got.get(name) ?? 0) + 1);
  }
  const wrong: string[] = [];
  for (const { order, events } of pages) {
    /** How often each message must have come, and may have. */
    const due = new Map<string, { sent: number; doubtful: number }>();
    for (const event of events) {
      const one = expected(order, event);
      if (!one) continue;
      const subject = `${order.orderId} ${event.sequence}`;
      const status = noted.get(subject);
      noted.delete(subject);
      if (status !== 'SENT' && status !== 'SENDING') {
        wrong.push(`${subject}: "${one.says}" is noted as ${status ?? 'nothing'}`);
        continue;
      }
      const name = `${one.destination}: ${one.says}`;
      const { sent, doubtful } = due.get(name) ?? { sent: 0, doubtful: 0 };
      due.set(name, status === 'SENT' ? { sent: sent + 1, doubtful } : { sent, doubtful: doubtful + 1 });
    }
    for (const [name, { sent, doubtful }] of due) {
      const found = got.get(name) ?? 0;
      got.delete(name);
      if (found < sent || found > sent + doubtful) {
        wrong.push(`${order.orderId}: "${name}" came ${found} times, not ${sent}; ${doubtful} are in doubt`);
      }
    }
  }
  return [
    ...wrong,
    ...[...noted.keys()].map((subject) => `${subject} was claimed and nobody was to be told`),
    ...[...got.keys()].map((name) => `${name} is about nothing that happened`),
  ];
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
