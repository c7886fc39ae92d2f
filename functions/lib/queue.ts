/** Work on messages of a queue, each on its own: what fails is left to come again, sooner at first, later each time. */
import { ChangeMessageVisibilityCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSRecord } from 'aws-lambda';
import { inLanes } from './lanes.ts';
import { logger } from './observed.ts';

/** Messages under way at once. */
const width = 10;
/** The longest that a message waits for its next try, in seconds. */
const longest = 900;

export interface QueueWork {
  readonly client: SQSClient;
  readonly queueUrl: string;
}

/**
 * Works messages off, and reports those that failed. A failed one comes again after 2, 4, 8 and so on seconds, in
 * place of the queue's visibility timeout, which must outlast a whole call of the function.
 *
 * @example
 * return workOff(Records, { client, queueUrl }, async (record) => { … });
 */
export async function workOff(
  records: readonly SQSRecord[],
  { client, queueUrl }: QueueWork,
  work: (record: SQSRecord) => Promise<void>,
): Promise<SQSBatchResponse> {
  const failed = await inLanes(
    records,
    ({ messageId }) => messageId,
    width,
    work,
    ({ messageId }, error) => logger.warn('A message comes again.', { messageId, error: error as Error }),
  );
  await Promise.all(failed.map((record) => delay(record, client, queueUrl)));
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}

/** How often a message was handed out, this time included. */
export function triesOf({ attributes }: SQSRecord): number {
  return Number(attributes.ApproximateReceiveCount);
}

/** Chooses when a message comes again; without an answer it comes when its visibility timeout is over. */
async function delay(record: SQSRecord, client: SQSClient, QueueUrl: string): Promise<void> {
  const VisibilityTimeout = Math.min(longest, 2 ** triesOf(record));
  try {
    await client.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl,
        ReceiptHandle: record.receiptHandle,
        VisibilityTimeout,
      }),
    );
  } catch (error) {
    logger.warn('A message waits for its visibility timeout.', { error: error as Error });
  }
}
