/** Books what payment providers tell by webhook: each event once, however often and in whatever order it comes. */
import { MetricUnit, Metrics } from '@aws-lambda-powertools/metrics';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { NotFound } from '../rules/errors.ts';
import { env } from './lib/env.ts';
import { logger, observed, tracer } from './lib/observed.ts';
import { openOrderBook } from './lib/orders/book.ts';
import { openPaymentDesk } from './lib/payments/desk.ts';
import { BadSignature } from './lib/payments/errors.ts';
import type { Letter, News, PaymentProvider } from './lib/payments/provider.ts';
import { openProviders } from './lib/payments/providers.ts';
import { isRepeat, receiptOf } from './lib/payments/receipt.ts';
import { workOff } from './lib/queue.ts';
import { Refusal } from './lib/refusal.ts';
import { openTable } from './lib/table.ts';

const client = tracer.captureAWSv3Client(new SQSClient({}));
const metrics = new Metrics({ namespace: 'Bodega' });
const queueUrl = env('QUEUE_URL');
const tableName = env('TABLE_NAME');
const table = openTable();
const providers = openProviders(table);
const desk = openPaymentDesk({ book: openOrderBook(table, tableName), providers });

export const handler = observed(
  'receiveWebhooks',
  async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const report = await workOff(Records, { client, queueUrl }, receive);
    metrics.publishStoredMetrics();
    return report;
  },
);

async function receive(record: SQSRecord): Promise<void> {
  const name = record.messageAttributes['provider']?.stringValue ?? '';
  const provider = providers[name];
  if (!provider) return refuse(record, new Error(`There is no provider ${name}.`));
  const letter: Letter = {
    body: record.body,
    signature: record.messageAttributes['signature']?.stringValue ?? '',
    // When it came, not when it is read: a queue may be long, and a message may come again.
    receivedAt: Number(record.attributes.SentTimestamp),
  };
  const news = await read(provider, letter, record);
  if (news) await book(news, name, letter.receivedAt);
}

async function read(provider: PaymentProvider, letter: Letter, record: SQSRecord): Promise<News | undefined> {
  try {
    return await provider.readWebhook(letter);
  } catch (error) {
    if (!(error instanceof BadSignature)) throw error;
    refuse(record, error);
    return undefined;
  }
}

/** Nobody is told: whoever cannot sign learns nothing. It is counted, and not tried again. */
function refuse({ messageId }: SQSRecord, error: Error): void {
  metrics.addMetric('WebhooksRefused', MetricUnit.Count, 1);
  logger.warn('A webhook was refused.', { messageId, error });
}

async function book(news: News, provider: string, receivedAt: number): Promise<void> {
  try {
    await desk.note(news, provider, [receiptOf(tableName, news, provider, receivedAt)]);
  } catch (error) {
    if (isRepeat(error)) return;
    // An account that others use as well tells of what is theirs.
    if (!(error instanceof Refusal) || error.errorType !== NotFound.type) throw error;
    logger.warn('A webhook is of no order of this shop.', { provider, eventId: news.eventId });
  }
}
