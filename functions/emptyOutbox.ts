/**
 * Reads the table's stream, which is the shop's outbox, and hands on what others are to do or to know: events of orders
 * to the bus, in order for each order, and stocks that came to be low; entries of ledgers to the queue of payments; stocks
 * near their reorder points to the queue of those to be looked at.
 */
import { EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { env } from './lib/env.ts';
import { outgoingOf, type FellLow, type HappenedToOrder, type Outgoing } from './lib/events/outbox.ts';
import { detailTypeOf, source, stockLow, stockSource } from './lib/events/registry.ts';
import { observed, tracer } from './lib/observed.ts';
import { workOffStream } from './lib/stream.ts';

const bus = env('EVENT_BUS_NAME');
/** The test provider's is there when the shop pays with it. */
const queues = {
  payments: env('PAYMENTS_QUEUE_URL'),
  stocks: env('STOCKS_QUEUE_URL'),
  testNews: process.env['TEST_NEWS_QUEUE_URL'],
};
const eventBridge = tracer.captureAWSv3Client(new EventBridgeClient({}));
const sqs = tracer.captureAWSv3Client(new SQSClient({}));

/**
 * Whatever it hands on is in the table already, so that nothing is lost by a crash. It may be handed on twice: an event
 * is known by its order's sequence number, and an entry's key is the provider's idempotency key.
 */
export const handler = observed(
  'emptyOutbox',
  async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> =>
    workOffStream(Records, { read: outgoingOf, work: handOn }),
);

async function handOn(outgoing: Outgoing): Promise<void> {
  if (outgoing.kind !== 'message') return put(entryOf(outgoing));
  const QueueUrl = queues[outgoing.queue];
  if (!QueueUrl) return;
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(outgoing.message) }));
}

/** What stands on the bus. */
function entryOf(outgoing: HappenedToOrder | FellLow): PutEventsRequestEntry {
  const { detail } = outgoing;
  const at = { EventBusName: bus, Time: new Date(detail.at) };
  if (outgoing.kind === 'low') {
    const { productId, sku } = outgoing.detail;
    const Resources = [`product/${productId}/variant/${sku}`];
    return { ...at, Source: stockSource, DetailType: stockLow, Detail: JSON.stringify(detail), Resources };
  }
  const { type } = outgoing;
  return {
    ...at,
    Source: source,
    DetailType: detailTypeOf(type),
    Detail: JSON.stringify({ type, ...detail }),
    Resources: [`order/${outgoing.detail.orderId}`],
  };
}

async function put(entry: PutEventsRequestEntry): Promise<void> {
  const { Entries = [], FailedEntryCount } = await eventBridge.send(
    new PutEventsCommand({ Entries: [entry] }),
  );
  if (FailedEntryCount) throw new Error(`${Entries[0]?.ErrorCode}: ${Entries[0]?.ErrorMessage}`);
}
