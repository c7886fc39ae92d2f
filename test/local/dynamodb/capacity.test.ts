import {
  BatchGetCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLog } from '../../../local/core/log.ts';
import { openDatabase } from '../../../local/dynamodb/database.ts';

/**
 * Traces and budgets tell the capacity that the bundled database reports. It must count as DynamoDB does: Developer
 * Guide, "DynamoDB read and write operations", and "Write capacity units" of "Using Global Secondary Indexes".
 */
const counting = { ReturnConsumedCapacity: 'INDEXES' } as const;
const TableName = 'Items';

let database: Awaited<ReturnType<typeof openDatabase>>;
let plain: DynamoDBClient;
let client: DynamoDBDocumentClient;
beforeAll(async () => {
  database = await openDatabase({ log: createLog('error') });
  plain = new DynamoDBClient({
    endpoint: database.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  client = DynamoDBDocumentClient.from(plain);
  const keys = (hash: string, range: string) => [
    { AttributeName: hash, KeyType: 'HASH' as const },
    { AttributeName: range, KeyType: 'RANGE' as const },
  ];
  await plain.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: keys('pk', 'sk'),
      AttributeDefinitions: ['pk', 'sk', 'ipk', 'isk'].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S' as const,
      })),
      GlobalSecondaryIndexes: [
        { IndexName: 'index', KeySchema: keys('ipk', 'isk'), Projection: { ProjectionType: 'ALL' } },
      ],
    }),
  );
});
afterAll(async () => {
  plain.destroy();
  await database.close();
});

let pk: string;
let serial = 0;
beforeEach(() => {
  pk = `test-${(serial += 1)}`;
});

const bytes = (count: number) => 'x'.repeat(count);
const placed = { ipk: 'all', isk: '1' };
const units = ({ ConsumedCapacity }: { ConsumedCapacity?: unknown }) => {
  const [{ Table, GlobalSecondaryIndexes }] = [ConsumedCapacity].flat() as [any];
  return { table: Table.CapacityUnits, index: GlobalSecondaryIndexes?.index?.CapacityUnits ?? 0 };
};
const put = async (sk: string, more: object) =>
  units(await client.send(new PutCommand({ TableName, Item: { pk, sk, ...more }, ...counting })));
const update = async (sk: string, UpdateExpression: string, value?: string) =>
  units(
    await client.send(
      new UpdateCommand({
        TableName,
        Key: { pk, sk },
        UpdateExpression,
        ...(value !== undefined && { ExpressionAttributeValues: { ':v': value } }),
        ...counting,
      }),
    ),
  );
const get = async (sk: string, ConsistentRead: boolean) =>
  units(await client.send(new GetCommand({ TableName, Key: { pk, sk }, ConsistentRead, ...counting })));

describe('write units', () => {
  it('are those of each kilobyte that is begun, of the larger of before and after', async () => {
    expect(await put('1', { text: bytes(100) })).toEqual({ table: 1, index: 0 });
    expect(await put('2', { text: bytes(1500) })).toEqual({ table: 2, index: 0 });
    expect(await put('2', { text: bytes(10) })).toEqual({ table: 2, index: 0 });
    const remove = new DeleteCommand({ TableName, Key: { pk, sk: 'none' }, ...counting });
    expect(units(await client.send(remove))).toEqual({ table: 1, index: 0 });
  });

  it('are an index’s own when what it holds changes, and twice when the item moves in it', async () => {
    expect(await put('1', { ...placed, text: bytes(1500) })).toEqual({ table: 2, index: 2 });
    expect(await put('1', { ...placed, text: bytes(1500) })).toEqual({ table: 2, index: 0 });
    expect(await update('1', 'SET isk = :v', '2')).toEqual({ table: 2, index: 4 });
    expect(await update('1', 'REMOVE ipk')).toEqual({ table: 2, index: 2 });
    expect(await put('1', { text: bytes(10) })).toEqual({ table: 2, index: 0 });
  });

  it('are doubled by a transaction, those of conditions as well and those of indexes not', async () => {
    await put('looked-at', { text: bytes(10) });
    const transaction = new TransactWriteCommand({
      TransactItems: [
        { Put: { TableName, Item: { pk, sk: 'new', ...placed, text: bytes(1500) } } },
        {
          ConditionCheck: {
            TableName,
            Key: { pk, sk: 'looked-at' },
            ConditionExpression: 'attribute_exists(pk)',
          },
        },
      ],
      ...counting,
    });
    expect(units(await client.send(transaction))).toEqual({ table: 6, index: 2 });
  });
});

describe('read units', () => {
  it('are those of 4 KB that are begun, half without consistency, of what is missing as well', async () => {
    await put('1', { text: bytes(5000) });
    expect(await get('1', true)).toMatchObject({ table: 2 });
    expect(await get('1', false)).toMatchObject({ table: 1 });
    expect(await get('none', true)).toMatchObject({ table: 1 });
    expect(await get('none', false)).toMatchObject({ table: 0.5 });
  });

  it('are rounded up for each item of a batch, and once for a query', async () => {
    const keys = ['1', '2', '3', '4', '5'].map((sk) => ({ pk, sk }));
    for (const { sk } of keys) await put(sk, { text: bytes(1000) });
    const batch = { [TableName]: { Keys: keys, ConsistentRead: true } };
    expect(units(await client.send(new BatchGetCommand({ RequestItems: batch, ...counting })))).toMatchObject(
      { table: 5 },
    );
    const query = (ConsistentRead: boolean) =>
      new QueryCommand({
        TableName,
        ConsistentRead,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
        ...counting,
      });
    expect(units(await client.send(query(true)))).toMatchObject({ table: 2 });
    expect(units(await client.send(query(false)))).toMatchObject({ table: 1 });
  });
});
