/** Reads new entries of ledgers from the table's stream and hands each to the queue of payments. */
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { env } from './lib/env.ts';
import { logger, observed, tracer } from './lib/observed.ts';
import { routeOf, type Routed } from './lib/payments/route.ts';

const client = tracer.captureAWSv3Client(new SQSClient({}));
/** The test provider's is there when the shop pays with it. */
const queues = { payments: env('PAYMENTS_QUEUE_URL'), testNews: process.env['TEST_NEWS_QUEUE_URL'] };

/** Messages of one request, as SQS allows. */
const most = 10;

/**
 * The entry is in the table before anybody is asked to act on it, so nothing is lost by a crash; a message that is sent
 * twice is harmless, since the entry's key is the provider's idempotency key.
 */
export const handler = observed(
  'requestPayments',
  async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const routed = Records.map(routeOf).filter((one) => one !== undefined);
    for (const queue of ['payments', 'testNews'] as const) {
      const url = queues[queue];
      const messages = url ? routed.filter((one) => one.queue === queue) : [];
      for (let start = 0; start < messages.length; start += most) {
        await sendAll(url!, messages.slice(start, start + most));
      }
    }
    logger.debug('Handed entries on.', { records: Records.length, sent: routed.length });
    return { batchItemFailures: [] };
  },
);

/** @throws Error when a message was not taken; Lambda then sends the whole batch again. */
async function sendAll(QueueUrl: string, messages: readonly Routed[]): Promise<void> {
  const { Failed = [] } = await client.send(
    new SendMessageBatchCommand({
      QueueUrl,
      Entries: messages.map(({ message }, index) => ({
        Id: String(index),
        MessageBody: JSON.stringify(message),
      })),
    }),
  );
  if (Failed.length > 0) throw new Error(`${Failed.length} messages were not taken: ${Failed[0]?.Message}`);
}
