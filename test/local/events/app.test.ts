import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { start, type LocalCloud } from '../../../local/index.ts';
import { orderingApp } from './app.ts';

let folder: string;
let cloud: LocalCloud;
let queues: SQSClient;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ordering-'));
  cloud = await start({
    cloudAssembly: orderingApp(folder),
    ports: { graphql: 0, gateway: 0 },
    tls: false,
    logLevel: 'silent',
  });
  queues = new SQSClient(client());
});
afterAll(async () => {
  queues.destroy();
  await cloud.close();
  rmSync(folder, { recursive: true });
});

const client = () => ({
  endpoint: cloud.endpoints.gateway,
  region: cloud.region,
  credentials: cloud.credentials,
});
const output = (name: string) => cloud.outputs['Orders']![name]!;
async function next(queue: string): Promise<string> {
  const { Messages = [] } = await queues.send(
    new ReceiveMessageCommand({ QueueUrl: output(`${queue}Url`), WaitTimeSeconds: 15 }),
  );
  return Messages[0]?.Body ?? '';
}

it('stands up whatever the CDK writes for buses, rules, archives and schedules', () => {
  expect(cloud.report.unknown).toEqual([]);
  const { buses, archives, schedules } = cloud.services.events.inspect();
  expect(buses.map(({ name, rules }) => [name, rules.length])).toEqual([
    ['default', 1],
    ['orders', 2],
    ['other', 1],
  ]);
  expect(archives).toMatchObject([{ bus: 'orders', retention: 7 }]);
  expect(schedules.map(({ expression, timeZone }) => [expression, timeZone]).sort()).toEqual([
    ['cron(0 20 * * ? *)', 'Europe/Berlin'],
    ['rate(1 day)', 'Etc/UTC'],
  ]);
});

it('delivers to queues, topics, functions and other buses, with what the CDK makes of the messages', async () => {
  const events = new EventBridgeClient(client());
  const put = (id: number, total: number) =>
    events.send(
      new PutEventsCommand({
        Entries: [
          {
            EventBusName: 'orders',
            Source: 'shop',
            DetailType: 'OrderPlaced',
            Detail: JSON.stringify({ id, total }),
          },
        ],
      }),
    );
  await put(7, 20);
  await put(8, 5);
  events.destroy();
  expect(JSON.parse(await next('Paid'))).toEqual({ order: 7, rule: 'placed' });
  expect(JSON.parse(await next('News'))).toBe('Order 7');
  const outcomes = () =>
    cloud.services.events
      .inspect()
      .events.map(({ bus, event, deliveries }) => [
        bus,
        (event.detail as { id: number }).id,
        deliveries.map(({ status }) => status),
      ]);
  await expect.poll(outcomes).toEqual([
    ['orders', 7, ['delivered', 'delivered', 'delivered']],
    ['other', 7, ['delivered', 'delivered']],
    ['orders', 8, []],
  ]);
  expect(cloud.services.events.inspect().archives).toMatchObject([{ events: 2 }]);
});

it('calls the operation of a schedule as its role', async () => {
  const bodies = new Set<string>();
  await expect.poll(async () => bodies.add(await next('Heard')).has('swept')).toBe(true);
});
