/** Tells customers by mail what happened to their orders, in order, each event once. */
import { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { openShop } from '../entities/index.ts';
import { env } from './lib/env.ts';
import { letterOf, type Letter } from './lib/events/letters.ts';
import { readEvent } from './lib/events/message.ts';
import { openNotifications } from './lib/events/notifications.ts';
import { inLanes } from './lib/lanes.ts';
import { logger, observed, tracer } from './lib/observed.ts';
import { openTable } from './lib/table.ts';

const table = env('TABLE_NAME');
const sender = env('SENDER');
const client = openTable();
const { Order } = openShop({ client, table }).entities;
const notifications = openNotifications(client, table);
// No attempts of the client's own: an answer that was lost must not become a second mail.
const mail = tracer.captureAWSv3Client(new SESv2Client({ maxAttempts: 1 }));

/** Groups of orders worked on at once. */
const width = 10;

export const handler = observed(
  'notifyCustomers',
  async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    // The queue keeps the order within a group, and what follows a failure waits with it.
    const undone = await inLanes(
      Records,
      ({ attributes }) => attributes.MessageGroupId ?? '',
      width,
      tell,
      ({ messageId }, error) =>
        logger.warn('A customer is not told yet.', { messageId, error: error as Error }),
    );
    return { batchItemFailures: undone.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  },
);

async function tell({ body }: SQSRecord): Promise<void> {
  const event = readEvent(body);
  const { data: order } = await Order.get({ orderId: event.orderId }).go({ consistent: true });
  const letter = order && letterOf(event.type, order, event);
  if (!order?.email || !letter) return;
  const told = { orderId: event.orderId, sequence: event.sequence, channel: 'email' };
  if (!(await notifications.claim(told, order.email, new Date().toISOString()))) return;
  try {
    await notifications.sent(told, await send(order.email, letter));
  } catch (error) {
    if (!certainlyNot(error)) {
      // It may have gone out. Nobody is told twice; the reconciliation reports what stays in doubt.
      logger.error('A mail is in doubt.', { ...told, error: error as Error });
      return;
    }
    await notifications.failed(told);
    throw error;
  }
}

async function send(to: string, { subject, text }: Letter): Promise<string> {
  const charset = { Charset: 'UTF-8' };
  const { MessageId = '' } = await mail.send(
    new SendEmailCommand({
      FromEmailAddress: sender,
      Destination: { ToAddresses: [to] },
      Content: {
        Simple: { Subject: { Data: subject, ...charset }, Body: { Text: { Data: text, ...charset } } },
      },
    }),
  );
  return MessageId;
}

/** Whether SES refused the mail: its own errors say so; a time-out or a broken connection says nothing. */
function certainlyNot(error: unknown): boolean {
  const { $metadata } = error as { $metadata?: { httpStatusCode?: number } };
  const status = $metadata?.httpStatusCode ?? 0;
  return status >= 400 && status < 500;
}
