/** Has providers move the money that ledgers ask for, an entry a message, and books what they answer. */
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { env } from './lib/env.ts';
import { logger, observed, tracer } from './lib/observed.ts';
import { openOrderBook } from './lib/orders/book.ts';
import { openPaymentDesk, type Progress } from './lib/payments/desk.ts';
import { ProviderRefused } from './lib/payments/errors.ts';
import { readPaymentMessage, type PaymentMessage } from './lib/payments/message.ts';
import { openProviders } from './lib/payments/providers.ts';
import { triesOf, workOff } from './lib/queue.ts';
import { openTable } from './lib/table.ts';

const client = tracer.captureAWSv3Client(new SQSClient({}));
const queueUrl = env('QUEUE_URL');
const deadLettersUrl = env('DEAD_LETTERS_URL');
const tries = Number(env('TRIES'));
const table = openTable();
const desk = openPaymentDesk({
  book: openOrderBook(table, env('TABLE_NAME')),
  providers: openProviders(table),
});

/** How long to wait before asking again about what a provider does not know yet, in seconds; SQS allows no more. */
const patience = 900;
/** How often to ask before somebody must look: a day. */
const questions = 96;

export const handler = observed('settlePayments', async ({ Records }: SQSEvent): Promise<SQSBatchResponse> =>
  workOff(Records, { client, queueUrl }, work),
);

async function work(record: SQSRecord): Promise<void> {
  const message = readPaymentMessage(record.body);
  try {
    const progress = await (message.asked ? lookUp(message) : carryOut(message));
    if (progress === 'PENDING') await askLater(message);
  } catch (error) {
    if (error instanceof ProviderRefused) return giveUp(record, error);
    // The answer may be all that was lost.
    if (triesOf(record) >= tries && (await decided(message))) return;
    throw error;
  }
}

function carryOut({ orderId, entryId }: PaymentMessage): Promise<Progress> {
  return desk.carryOut(orderId, entryId);
}

function lookUp({ orderId, entryId }: PaymentMessage): Promise<Progress> {
  return desk.lookUp(orderId, entryId);
}

/** The provider tells by webhook what it did not know at once; this asks, should the webhook not come. */
async function askLater(message: PaymentMessage): Promise<void> {
  const asked = (message.asked ?? 0) + 1;
  if (asked > questions) throw new Error('The provider has not decided for a day.');
  await client.send(
    new SendMessageCommand({
      QueueUrl: queueUrl,
      MessageBody: JSON.stringify({ ...message, asked }),
      DelaySeconds: patience,
    }),
  );
}

async function decided(message: PaymentMessage): Promise<boolean> {
  const progress = await lookUp(message);
  return progress !== 'PENDING';
}

/** Asking again would change nothing: the message goes to those that somebody looks at, now. */
async function giveUp(record: SQSRecord, error: Error): Promise<void> {
  logger.error('A provider was asked for what it cannot do.', { body: record.body, error });
  await client.send(new SendMessageCommand({ QueueUrl: deadLettersUrl, MessageBody: record.body }));
}
