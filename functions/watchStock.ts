/** Looks at stocks that changed near their reorder points, and keeps the list of those that are low. */
import { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { env } from './lib/env.ts';
import { observed, tracer } from './lib/observed.ts';
import { workOff } from './lib/queue.ts';
import { openWatch, type WatchedStock } from './lib/stock/watch.ts';
import { openTable } from './lib/table.ts';

const client = tracer.captureAWSv3Client(new SQSClient({}));
const queueUrl = env('QUEUE_URL');
const watch = openWatch(openTable(), env('TABLE_NAME'));

/** Of several messages of one stock a look at it serves all: it sees what they tell of. */
export const handler = observed('watchStock', async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
  const looks = new Map<string, Promise<void>>();
  return workOff(Records, { client, queueUrl }, async ({ body }) => {
    const stock = readStock(body);
    const look = looks.get(stock.sku) ?? watch.look(stock);
    looks.set(stock.sku, look);
    await look;
  });
});

/** @throws Error when the text names no stock. */
function readStock(body: string): WatchedStock {
  const { productId, sku } = JSON.parse(body) as Partial<WatchedStock>;
  if (!productId || !sku) throw new Error('The message names no stock.');
  return { productId, sku };
}
