/** Telling customers of events, each once in each way: what mails and text messages have in common. */
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { inLanes } from '../lanes.ts';
import { logger } from '../observed.ts';
import { readEvent, type EventMessage } from './message.ts';
import type { Notifications } from './notifications.ts';

/** One way to reach customers. */
export interface Channel<Message> {
  /** As notes of its messages are called, e.g. `email`. */
  readonly name: string;
  /** What to tell whom about an event; undefined when this customer is not told of it in this way. */
  compose(event: EventMessage): Promise<{ readonly to: string; readonly message: Message } | undefined>;
  /**
   * Hands a message to the carrier, in one attempt: an answer that was lost must not become a second message.
   *
   * @returns what the carrier calls it.
   */
  send(to: string, message: Message): Promise<string>;
  /** Whether the carrier's error says that nothing will ever be sent to this recipient. */
  refuses(error: unknown): boolean;
}

/** Groups of orders worked on at once. */
const width = 10;

/**
 * Works off messages of a queue that keeps the order within a group: what follows a failure waits with it.
 *
 * @example
 * export const handler = observed('notifyCustomers', (event: SQSEvent) => tellAll(event, mails, notifications));
 */
export async function tellAll<Message>(
  { Records }: SQSEvent,
  channel: Channel<Message>,
  notifications: Notifications,
): Promise<SQSBatchResponse> {
  const undone = await inLanes(
    Records,
    ({ attributes }) => attributes.MessageGroupId ?? '',
    width,
    (record: SQSRecord) => tell(readEvent(record.body), channel, notifications),
    ({ messageId }, error) =>
      logger.warn('A customer is not told yet.', { messageId, error: error as Error }),
  );
  return { batchItemFailures: undone.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}

async function tell<Message>(
  event: EventMessage,
  channel: Channel<Message>,
  notifications: Notifications,
): Promise<void> {
  const composed = await channel.compose(event);
  if (!composed) return;
  const { to, message } = composed;
  const told = { orderId: event.orderId, sequence: event.sequence, channel: channel.name };
  if (!(await notifications.claim(told, to, new Date().toISOString()))) return;
  let messageId;
  try {
    messageId = await channel.send(to, message);
  } catch (error) {
    if (!certainlyNot(error)) {
      // It may have gone out. Nobody is told twice; the reconciliation reports what stays in doubt.
      logger.error('A message is in doubt.', { ...told, error: error as Error });
      return;
    }
    if (channel.refuses(error)) {
      logger.warn('A customer cannot be told in this way.', { ...told, error: error as Error });
      await notifications.refused(told);
      return;
    }
    await notifications.failed(told);
    throw error;
  }
  // Where this fails the message comes again, and finds itself claimed.
  await notifications.sent(told, messageId);
}

/** Whether the carrier did not take the message: its own errors say so; a time-out or a broken connection says nothing. */
function certainlyNot(error: unknown): boolean {
  const { $metadata } = error as { $metadata?: { httpStatusCode?: number } };
  const status = $metadata?.httpStatusCode ?? 0;
  return status >= 400 && status < 500;
}
