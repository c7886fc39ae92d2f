import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openShop } from '../../entities/index.ts';
import { table } from '../../entities/table.ts';
import { dynoxideBinary } from '../../local/dynamodb/binary.ts';
import { startDynoxide, type DatabaseProcess } from '../../local/dynamodb/process.ts';
import * as model from '../../resolvers/generated/model.ts';
import type { LooseEntity } from './samples.ts';
import { samples } from './samples.ts';

/** Resolvers and Lambdas share items: what one side writes in a real table, the other reads. */
const name = 'shop';
let directory: string;
let database: DatabaseProcess;
let client: DynamoDBDocumentClient;
let shop: ReturnType<typeof openShop>;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'entities-'));
  database = await startDynoxide({
    binary: dynoxideBinary(),
    path: join(directory, 'db'),
    temporary: directory,
  });
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  client = DynamoDBDocumentClient.from(
    new DynamoDBClient({ endpoint: database.endpoint, region: 'eu-central-1', credentials }),
  );
  const keySchema = ({ partitionKey, sortKey }: { partitionKey: string; sortKey: string }) => [
    { AttributeName: partitionKey, KeyType: 'HASH' as const },
    { AttributeName: sortKey, KeyType: 'RANGE' as const },
  ];
  const indexes = Object.entries(table.indexes);
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: keySchema(table),
      AttributeDefinitions: [table, ...Object.values(table.indexes)].flatMap(({ partitionKey, sortKey }) =>
        [partitionKey, sortKey].map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
      ),
      GlobalSecondaryIndexes: indexes.map(([IndexName, keys]) => ({
        IndexName,
        KeySchema: keySchema(keys),
        Projection: { ProjectionType: 'ALL' },
      })),
    }),
  );
  shop = openShop({ client, table: name });
});

afterAll(async () => {
  client.destroy();
  await database.stop();
  await rm(directory, { recursive: true, force: true });
});

const put = (item: object) => client.send(new PutCommand({ TableName: name, Item: item }));

async function query({ index, query: { expression, expressionNames, expressionValues } }: model.KeyQuery) {
  const { Items } = await client.send(
    new QueryCommand({
      TableName: name,
      IndexName: index,
      KeyConditionExpression: expression,
      ExpressionAttributeNames: expressionNames,
      ExpressionAttributeValues: Object.fromEntries(
        Object.entries(expressionValues as Record<string, { S: string }>).map(([key, { S }]) => [key, S]),
      ),
    }),
  );
  return Items as (model.Markers & Record<string, unknown>)[];
}

test.each(samples)('ElectroDB reads the $name that a resolver wrote', async ({ name, attributes }) => {
  const own = name.charAt(0).toLowerCase() + name.slice(1);
  const itemOf = (model as unknown as Record<string, (given: object) => object>)[`${own}Item`]!;
  for (const given of fc.sample(attributes, 5)) {
    await put(itemOf(given));
    const entity = shop.entities[name] as unknown as LooseEntity;
    const { data } = await entity.get(given).go();
    expect(data).toEqual(given);
  }
});

test('one Query answers an order page, the order first and its events in order', async () => {
  const [order] = fc.sample(samples.find((one) => one.name === 'Order')!.attributes, 1);
  const at = '2025-01-02T03:04:05.678Z';
  await put(model.orderItem({ ...(order as unknown as model.OrderItem), orderId: 'o1' }));
  const event = { type: 'CONFIRMED', status: 'CONFIRMED', at, actor: 'staff', customerId: 'c1' } as const;
  for (const sequence of [10, 2, 1, 9])
    await shop.entities.OrderEvent.put({ ...event, orderId: 'o1', sequence }).go();
  const payment = {
    method: 'CARD',
    status: 'PENDING',
    amount: 1,
    currency: 'EUR',
    capturable: 0,
    captured: 0,
    refundable: 0,
    refunded: 0,
    provider: 'test',
    createdAt: at,
    updatedAt: at,
  } as const;
  await shop.entities.Payment.put({ ...payment, orderId: 'o1', paymentId: 'p1' }).go();

  const items = await query(model.orderPage({ orderId: 'o1' }));
  expect(items.map((item) => item.__edb_e__)).toEqual(['order', ...Array(4).fill('order_event'), 'payment']);
  expect(items.filter((item) => model.isOrderEvent(item)).map(({ sequence }) => sequence)).toEqual([
    1, 2, 9, 10,
  ]);

  const missed = await query(model.orderEventQuery({ orderId: 'o1' }, { from: 3 }));
  expect(missed.map(({ sequence }) => sequence)).toEqual([9, 10]);

  const { data } = await shop.collections.orderPage({ orderId: 'o1' }).go();
  expect([data.Order.length, data.OrderEvent.length, data.Payment.length]).toEqual([1, 4, 1]);
});

test('categories come in the order of their positions', async () => {
  const shared = { createdAt: '', updatedAt: '', version: 1 };
  for (const position of [100, 9, 20]) {
    await put(model.categoryItem({ ...shared, categoryId: `shelf-${position}`, name: 'Shelf', position }));
  }
  const found = await query(model.categoryAll());
  const shelves = found.filter(({ categoryId }) => `${categoryId}`.startsWith('shelf-'));
  expect(shelves.map(({ position }) => position)).toEqual([9, 20, 100]);
});
