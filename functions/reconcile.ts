/**
 * Holds stock, payments, orders and vouchers against each other, every night and whenever somebody asks
 * (`npm run reconcile`). It only reads; differences are for people, and there must be none.
 */
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Difference } from '../rules/orders/audit.ts';
import { env } from './lib/env.ts';
import { logger, observed, tracer } from './lib/observed.ts';
import { beginAudit, lasting, type Counts } from './lib/reconcile/audit.ts';
import { scanInto } from './lib/reconcile/scan.ts';
import { countRun } from './lib/runs.ts';
import { openTable } from './lib/table.ts';

const client = openTable();
const table = env('TABLE_NAME');
const topic = env('STAFF_TOPIC');
const sns = tracer.captureAWSv3Client(new SNSClient({}));
const metrics = new Metrics({ namespace: 'Bodega' });

/** How long money and messages may be under way, in milliseconds. */
const patience = 60 * 60_000;
/** Differences seen once are looked at again, so often and after this time, in milliseconds. */
const looks = 3;
const pause = 2_000;
/** Differences that an answer and a message hold; the number counts them all. */
const most = 100;

/** What the reconciliation found. */
export interface Reconciled extends Counts {
  readonly found: number;
  /** The first of them. */
  readonly differences: readonly Difference[];
}

async function look() {
  const audit = beginAudit(new Date(Date.now() - patience).toISOString());
  await scanInto(client, table, audit);
  return audit.result();
}

export const handler = observed('reconcile', async (): Promise<Reconciled> => {
  // A scan takes a while, and the shop goes on meanwhile: only what every look sees is a difference.
  let { counts, differences } = await look();
  for (let again = 1; again < looks && differences.length > 0; again += 1) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    const next = await look();
    counts = next.counts;
    differences = lasting(differences, next.differences);
  }
  const reconciled = { ...counts, found: differences.length, differences: differences.slice(0, most) };
  metrics.addMetric('Differences', MetricUnit.Count, reconciled.found);
  metrics.publishStoredMetrics();
  if (reconciled.found === 0) {
    logger.info('Stock, payments and orders agree.', { ...counts });
    countRun();
    return reconciled;
  }
  logger.error('Stock, payments and orders do not agree.', { ...reconciled });
  await sns.send(
    new PublishCommand({
      TopicArn: topic,
      Subject: `Reconciliation: ${reconciled.found} differences`,
      Message: reconciled.differences
        .map(({ check, subject, expected, found }) => `${check} of ${subject}: ${found}, not ${expected}`)
        .join('\n'),
    }),
  );
  countRun();
  return reconciled;
});
