import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as operations from '../../client/generated/documents.ts';
import { sign, type TestEvent } from '../../functions/lib/payments/test-provider/webhooks.ts';
import { address } from '../support/goods.ts';
import type { Person } from '../support/people.ts';
import { startTestShop, type TestShop } from '../support/shop.ts';
import { until } from '../support/until.ts';

let shop: TestShop;
let staff: Person;
let ada: Person;
let url: string;
let secret: string;
let clients: { sqs: SQSClient; secrets: SecretsManagerClient };
beforeAll(async () => {
  shop = await startTestShop();
  [staff, ada] = await Promise.all([shop.person('staff'), shop.person('customer')]);
  await shop.goods.offer(staff, { sku: 'MUG', price: 1000, stock: 1000 });
  const { cloud } = shop;
  const place = { endpoint: cloud.endpoints.gateway, region: cloud.region, credentials: cloud.credentials };
  clients = { sqs: new SQSClient(place), secrets: new SecretsManagerClient(place) };
  url = Object.assign({}, ...Object.values(cloud.outputs))['WebhookUrl'];
  const { physicalId: SecretId } = cloud.resources.find(
    ({ type, logicalId }) => type === 'AWS::SecretsManager::Secret' && /Payments/.test(logicalId),
  )!;
  const { SecretString } = await clients.secrets.send(new GetSecretValueCommand({ SecretId }));
  secret = JSON.parse(SecretString!).webhookSecret;
});
afterAll(async () => {
  clients.sqs.destroy();
  clients.secrets.destroy();
  await shop.stop();
});

const read = (id: string) => shop.goods.answer(staff, operations.getOrder, { id });
const once = (id: string, is: (order: any) => boolean) =>
  until(async () => {
    const order = await read(id);
    return is(order) ? order : undefined;
  });

/** An order whose payment waits for its customer, and the key of the entry that does. */
async function waiting(): Promise<{ id: string; key: string }> {
  const { subtotal } = await shop.goods.fill(ada, 'MUG');
  const { id } = await shop.goods.answer(ada, operations.placeOrder, {
    input: { shippingAddress: address, expectedTotal: subtotal, payment: { token: 'pm_action' } },
    idempotencyKey: crypto.randomUUID(),
  });
  const order = await once(id, ({ payments }) => payments.items[0]?.status === 'REQUIRES_ACTION');
  return { id, key: `${id}.${order.ledger[0].id}` };
}

async function tell(event: TestEvent, { by = secret, at = Date.now() } = {}): Promise<number> {
  const body = JSON.stringify(event);
  const headers = { 'content-type': 'application/json', 'test-signature': sign(body, by, at) };
  return (await fetch(url, { method: 'POST', headers, body })).status;
}

/** Until every webhook that was taken is done with. */
async function quiet(): Promise<void> {
  const { physicalId: QueueUrl } = shop.cloud.resources.find(
    ({ type, logicalId }) => type === 'AWS::SQS::Queue' && /PaymentsWebhooksQueue/.test(logicalId),
  )!;
  await until(async () => {
    const { Attributes } = await clients.sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
    );
    return (
      Attributes?.['ApproximateNumberOfMessages'] === '0' &&
      Attributes['ApproximateNumberOfMessagesNotVisible'] === '0'
    );
  });
}

const succeeded = { result: 'SUCCEEDED', paymentReference: 'ch_1' } as const;
const declined = { result: 'FAILED', failureCode: 'card_declined' } as const;

describe('a webhook', () => {
  it('settles what it tells of, and told again changes nothing', async () => {
    const { id, key } = await waiting();
    const event: TestEvent = { id: `evt_${id}`, key, outcome: succeeded };
    expect(await tell(event)).toBe(200);
    const confirmed = await once(id, ({ status }) => status === 'CONFIRMED');
    const stored = (await shop.scan()).filter(({ eventId }) => eventId === event.id);
    expect(stored).toMatchObject([{ provider: 'test', orderId: id, expiresAt: expect.any(Number) }]);
    for (let time = 0; time < 3; time++) await tell(event);
    await quiet();
    const told = (await read(id)).events.items.filter(({ type }: any) => type === 'PAYMENT_AUTHORIZED');
    expect(told).toHaveLength(1);
    expect((await read(id)).authorized).toEqual(confirmed.authorized);
  });

  it('that comes after another that decided changes nothing', async () => {
    const { id, key } = await waiting();
    await tell({ id: `evt_${id}_2`, key, outcome: declined });
    await once(id, ({ payments }) => payments.items[0].status === 'DECLINED');
    await tell({ id: `evt_${id}_1`, key, outcome: { result: 'ACTION' } });
    await tell({ id: `evt_${id}_3`, key, outcome: succeeded });
    await quiet();
    expect(await read(id)).toMatchObject({
      status: 'PLACED',
      authorized: { amount: 0 },
      payments: { items: [{ status: 'DECLINED' }] },
    });
  });

  it.each([
    ['somebody else signed', () => ({ by: 'whsec_other' })],
    ['was signed long before it came', () => ({ at: Date.now() - 301_000 })],
    ['was signed in a time to come', () => ({ at: Date.now() + 301_000 })],
  ])('that %s is taken, and goes nowhere', async (_name, how) => {
    const { id, key } = await waiting();
    expect(await tell({ id: `evt_${id}`, key, outcome: succeeded }, how())).toBe(200);
    await quiet();
    expect(await read(id)).toMatchObject({ payments: { items: [{ status: 'REQUIRES_ACTION' }] } });
    // It was never taken for the event.
    expect(await tell({ id: `evt_${id}`, key, outcome: succeeded })).toBe(200);
    await once(id, ({ status }) => status === 'CONFIRMED');
  });

  it('of no order, of no entry, or unsigned, harms nothing', async () => {
    await tell({ id: 'evt_x', key: '01ARZ3NDEKTSV4RRFFQ69G5FAV.authorize-000001', outcome: succeeded });
    await tell({ id: 'evt_y', key: 'nonsense', outcome: succeeded });
    const unsigned = await fetch(url, { method: 'POST', body: '{}' });
    expect(unsigned.status).toBeGreaterThanOrEqual(400);
    await quiet();
    const other = url.replace(/\/test$/, '/stripe');
    expect((await fetch(other, { method: 'POST', body: '{}' })).status).toBe(404);
  });
});
