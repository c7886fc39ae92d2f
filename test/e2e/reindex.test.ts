import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import * as operations from '../../client/generated/documents.ts';
import { findingOf } from '../../scripts/reindex/keys.ts';
import { reindex } from '../../scripts/reindex/reindex.ts';
import { runCommand } from '../../scripts/reindex/run.ts';
import { invoke } from '../support/invoke.ts';
import type { Person } from '../support/people.ts';
import { startTestShop, type TestShop } from '../support/shop.ts';

let shop: TestShop;
let staff: Person;
let ada: Person;
let database: DynamoDBClient;
let client: DynamoDBDocumentClient;
let table: string;
let directory: string;
beforeAll(async () => {
  shop = await startTestShop();
  [staff, ada] = await Promise.all([shop.person('staff'), shop.person('customer')]);
  await shop.goods.offer(staff, { sku: 'MUG', stock: 1000 });
  const { endpoints, region, credentials, resources } = shop.cloud;
  database = new DynamoDBClient({ endpoint: endpoints.gateway, region, credentials });
  client = DynamoDBDocumentClient.from(database);
  table = resources.find(({ type }) => /DynamoDB::(Global)?Table$/.test(type))!.physicalId;
  directory = mkdtempSync(join(tmpdir(), 'reindex-'));
});
afterAll(async () => {
  database.destroy();
  rmSync(directory, { recursive: true, force: true });
  await shop.stop();
});

const keyed = (input: object) => ({ input, idempotencyKey: crypto.randomUUID() });
const stored = async (entity: string) => (await shop.scan()).filter(({ __edb_e__ }) => __edb_e__ === entity);
const orders = () => stored('order');

/** Orders as they were stored before their index had buckets: without one, under a key of state and day. */
async function age(orderIds: readonly string[]): Promise<void> {
  for (const { pk, sk, gsi2pk, orderId } of await orders()) {
    if (!orderIds.includes(orderId)) continue;
    await client.send(
      new UpdateCommand({
        TableName: table,
        Key: { pk, sk },
        UpdateExpression: 'SET gsi2pk = :before REMOVE #bucket',
        ExpressionAttributeNames: { '#bucket': 'bucket' },
        ExpressionAttributeValues: { ':before': gsi2pk.replace(/#bucket_\d$/, '') },
      }),
    );
  }
}

async function listed(status: string): Promise<string[]> {
  const found: string[] = [];
  let nextToken: string | null = null;
  do {
    const variables: object = { status, limit: 100, ...(nextToken ? { nextToken } : {}) };
    const page = await shop.goods.answer(staff, operations.listOrders, variables);
    found.push(...page.items.map(({ id }: { id: string }) => id));
    nextToken = page.nextToken;
  } while (nextToken !== null);
  return found;
}

const options = { segments: 3, rate: 10_000 };
const run = (more: object = {}) => reindex({ client, table, apply: true, ...options, ...more });

let placed: string[];
beforeEach(async () => {
  placed = [];
  for (let place = 0; place < 6; place += 1) placed.push((await shop.goods.buy(ada, 'MUG')).id);
});

it('finds nothing in a table whose keys are those of today, whatever lies in it', async () => {
  const items = await shop.scan();
  expect(new Set(items.map(({ __edb_e__ }) => __edb_e__)).size).toBeGreaterThan(8);
  for (const item of items) expect(findingOf(item)).toEqual({ kind: 'right' });
  expect((await run())['order']).toMatchObject({ stale: 0, written: 0, odd: 0 });
});

it('counts, and changes nothing unless it is told to; then lists find what it put right', async () => {
  await age(placed.slice(0, 4));
  expect(await listed('PLACED')).not.toContain(placed[0]);
  const before = await orders();
  const counted = await run({ apply: false });
  expect(counted['order']).toMatchObject({ stale: 4, written: 0, odd: 0 });
  expect(await orders()).toEqual(before);

  expect((await run())['order']).toMatchObject({ stale: 4, written: 4 });
  expect(await listed('PLACED')).toEqual(expect.arrayContaining(placed));
  expect((await run({ apply: false }))['order']).toMatchObject({ stale: 0 });
  expect(await invoke(shop, 'ReconcileHandler')).toMatchObject({ found: 0 });
});

it('takes a key away that an entity has no more', async () => {
  const [event] = await stored('order_event');
  const { pk, sk } = event!;
  const UpdateExpression = 'SET gsi1pk = :old, gsi1sk = :old';
  const ExpressionAttributeValues = { ':old': 'before' };
  await client.send(
    new UpdateCommand({ TableName: table, Key: { pk, sk }, UpdateExpression, ExpressionAttributeValues }),
  );
  expect((await run())['order_event']).toMatchObject({ stale: 1, written: 1 });
  expect((await stored('order_event'))[0]).toEqual(event);
});

it('loses no change that is made while it runs, and leaves every key right', async () => {
  await age(placed);
  const ended = placed.slice(0, 3);
  // Under a client that lets an order change between what was read and what is written.
  const slow = new Proxy(client, {
    get(target, name) {
      if (name !== 'send') return Reflect.get(target, name) as unknown;
      return async (command: unknown) => {
        if (command instanceof UpdateCommand) {
          const { pk } = command.input.Key as { pk: string };
          const next = ended.findIndex((id) => pk.includes(id));
          if (next >= 0) {
            const [orderId] = ended.splice(next, 1);
            // As whoever runs today's code leaves it: another state, and a bucket.
            const order = (await orders()).find((one) => one.orderId === orderId)!;
            await client.send(
              new UpdateCommand({
                TableName: table,
                Key: { pk: order.pk, sk: order.sk },
                UpdateExpression: 'SET #status = :status, #bucket = :bucket, gsi2pk = :key',
                ExpressionAttributeNames: { '#status': 'status', '#bucket': 'bucket' },
                ExpressionAttributeValues: {
                  ':status': 'CONFIRMED',
                  ':bucket': '5',
                  ':key': `$shop#status_CONFIRMED#placedOn_${order.placedOn}#bucket_5`,
                },
              }),
            );
          }
        }
        return target.send(command as never);
      };
    },
  });
  const other = shop.goods.buy(ada, 'MUG');
  const found = await run({ client: slow });
  const fresh = await other;
  expect(found['order']).toMatchObject({ stale: 6, written: 3, odd: 0 });
  const after = await orders();
  for (const item of after) expect(findingOf(item)).toEqual({ kind: 'right' });
  const states = (ids: readonly string[]) =>
    after.filter(({ orderId }) => ids.includes(orderId)).map(({ status }) => status);
  expect(states(placed.slice(0, 3))).toEqual(['CONFIRMED', 'CONFIRMED', 'CONFIRMED']);
  expect(states(placed.slice(3))).toEqual(['PLACED', 'PLACED', 'PLACED']);
  expect(await listed('PLACED')).toContain(fresh.id);
  // The shop goes on with them as with any other.
  const { status } = await shop.goods.answer(ada, operations.cancelOrder, keyed({ orderId: placed[5] }));
  expect(status).toBe('CANCELLED');
});

it('goes on where it was broken off', async () => {
  await age(placed);
  const state = join(directory, 'state.json');
  let scans = 0;
  const breaking = new Proxy(client, {
    get(target, name) {
      if (name !== 'send') return Reflect.get(target, name) as unknown;
      return (command: { constructor: { name: string } }) => {
        if (command.constructor.name === 'ScanCommand' && ++scans > 4) throw new Error('The lid was closed.');
        return target.send(command as never);
      };
    },
  });
  const paged = { state, pageSize: 10 };
  await expect(run({ client: breaking, ...paged })).rejects.toThrow('The lid was closed.');
  const { places } = JSON.parse(readFileSync(state, 'utf8'));
  expect(Object.keys(places).length).toBeGreaterThan(0);
  const rest = await run(paged);
  const read = Object.values(rest).reduce((sum, one) => sum + one.read, 0);
  expect(read).toBeLessThan((await shop.scan()).length);
  for (const item of await orders()) expect(findingOf(item)).toEqual({ kind: 'right' });
  await expect(run({ state, segments: 2 })).rejects.toThrow('Name another file.');
});

it('says what a person must see to', async () => {
  const lines: string[] = [];
  const terminal = {
    env: {
      AWS_ENDPOINT_URL: shop.cloud.endpoints.gateway,
      AWS_ACCESS_KEY_ID: shop.cloud.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: shop.cloud.credentials.secretAccessKey,
    },
    print: (line: string) => lines.push(line),
    complain: (line: string) => lines.push(line),
  };
  expect(await runCommand(['--apply'], terminal)).toBe(0);
  expect(lines.at(-1)).toMatch(/items read: 0 have keys of before, 0 were written, 0 are for somebody/);
  await age(placed.slice(0, 1));
  const Key = { pk: '$shop#odd', sk: '$odd' };
  const UpdateExpression = 'SET #entity = :ghost';
  const ExpressionAttributeNames = { '#entity': '__edb_e__' };
  const ghost = { UpdateExpression, ExpressionAttributeNames, ExpressionAttributeValues: { ':ghost': 'g' } };
  await client.send(new UpdateCommand({ TableName: table, Key, ...ghost }));
  expect(await runCommand([], terminal)).toBe(1);
  expect(lines).toContain('$shop#odd $odd: nobody knows what g is');
  expect(lines).toContainEqual(expect.stringMatching(/^order: \d+ read, 1 stale, 0 written/));
  expect(await runCommand(['--rate', 'much'], terminal)).toBe(2);
  expect(await runCommand(['--help'], terminal)).toBe(0);
});
