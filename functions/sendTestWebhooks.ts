/** Tells the shop by webhook what the test provider did, as a real provider would; and decides what it put off. */
import { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { Outcome } from '../rules/orders/settle.ts';
import { env } from './lib/env.ts';
import { observed, tracer } from './lib/observed.ts';
import { openSecrets } from './lib/payments/secrets.ts';
import { openTestBooks } from './lib/payments/test-provider/books.ts';
import { cardOf } from './lib/payments/test-provider/cards.ts';
import { outcomeOf, resultOf } from './lib/payments/test-provider/index.ts';
import { sign, signatureHeader, type TestEvent } from './lib/payments/test-provider/webhooks.ts';
import { workOff } from './lib/queue.ts';
import { openTable } from './lib/table.ts';

const client = tracer.captureAWSv3Client(new SQSClient({}));
const queueUrl = env('QUEUE_URL');
const webhookUrl = env('WEBHOOK_URL');
const books = openTestBooks(openTable(), env('TABLE_NAME'));
const secrets = openSecrets(env('PAYMENT_SECRET_ARN'));

/** What changed in the books. */
interface Changed {
  readonly of: 'charge' | 'movement';
  readonly key: string;
}

export const handler = observed(
  'sendTestWebhooks',
  async ({ Records }: SQSEvent): Promise<SQSBatchResponse> =>
    workOff(Records, { client, queueUrl }, async ({ body }) => {
      const { of, key } = JSON.parse(body) as Changed;
      await (of === 'charge' ? tellOfCharge(key) : tellOfMovement(key));
    }),
);

async function tellOfCharge(key: string): Promise<void> {
  const charge = await books.charge(key);
  if (!charge || charge.state === 'NEW' || charge.state === 'ACTION') return;
  const { later = 'DECLINED', twice } = cardOf(charge.token);
  if (charge.state === 'PENDING') {
    // The change is told in its turn.
    await books.decide(charge, later, later === 'AUTHORIZED' ? charge.amount : 0);
    return;
  }
  await tell(key, charge.state, outcomeOf(charge, ''), twice);
}

async function tellOfMovement(key: string): Promise<void> {
  const movement = await books.movement(key);
  if (!movement || movement.result === 'SEEN') return;
  if (movement.result === 'PENDING') {
    await books.finish(movement);
    return;
  }
  const charge = await books.charge(movement.chargeId);
  await tell(key, movement.result, resultOf(movement), charge && cardOf(charge.token).twice);
}

/** @throws Error when the webhook was not taken; it is sent again then. */
async function tell(key: string, change: string, outcome: Outcome, twice?: boolean): Promise<void> {
  const event: TestEvent = { id: `evt_${key}_${change}`, key, outcome };
  const body = JSON.stringify(event);
  const { webhookSecret } = await secrets();
  for (let time = 0; time < (twice ? 2 : 1); time += 1) {
    const response = await fetch(webhookUrl, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        [signatureHeader]: sign(body, webhookSecret, Date.now()),
      },
      body,
      signal: AbortSignal.timeout(10_000),
    });
    if (!response.ok) throw new Error(`The shop answered ${response.status} to a webhook.`);
  }
}
