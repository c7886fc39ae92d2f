import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import { afterEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../../../local/core/clock.ts';
import type { FaultRates } from '../../../local/faults/rates.ts';
import { startFaultyCloud, type FaultyCloud } from './cloud.ts';

const TableName = 'Things';
const item = (pk: string, kind = 'a') => ({ pk: { S: pk }, kind: { S: kind } });
const put = (pk: string, kind?: string) => new PutItemCommand({ TableName, Item: item(pk, kind) });
const get = (pk: string, ConsistentRead?: boolean) =>
  new GetItemCommand({ TableName, Key: { pk: { S: pk } }, ConsistentRead });
const add = (pk: string): TransactWriteItem => ({
  Update: {
    TableName,
    Key: { pk: { S: pk } },
    UpdateExpression: 'ADD n :one',
    ExpressionAttributeValues: { ':one': { N: '1' } },
  },
});

let cloud: FaultyCloud;
afterEach(() => cloud.close());

async function start(rates: FaultRates, options?: Parameters<typeof startFaultyCloud>[1]) {
  cloud = await startFaultyCloud({ rates }, options);
  await cloud.table();
  return cloud.dynamo();
}
/** Without faults. */
async function stored(pk: string) {
  cloud.control.pause();
  const { Item } = await cloud.dynamo().send(get(pk, true));
  cloud.control.resume();
  return Item;
}

describe('without rates', () => {
  it('nothing goes wrong', async () => {
    const client = await start({});
    for (let n = 0; n < 20; n++) await client.send(put(`${n}`));
    expect((await client.send(get('19'))).Item).toEqual(item('19'));
    expect(cloud.control.counts()).toEqual({});
  });
});

describe('throttling', () => {
  it('refuses reads and writes by the names and texts of DynamoDB, without effect', async () => {
    const client = await start({ 'dynamodb.throttled': 1 });
    const seen = new Set<string>();
    for (let n = 0; n < 12; n++) {
      const error: Error = await client.send(put('a')).catch((one) => one);
      expect(error.message).toMatch(/^(Throughput exceeds the current capacity|The level of configured)/);
      seen.add(error.name);
    }
    expect([...seen].sort()).toEqual(['ProvisionedThroughputExceededException', 'ThrottlingException']);
    await expect(client.send(get('a'))).rejects.toThrow();
    expect(await stored('a')).toBeUndefined();
    expect(cloud.control.counts()).toEqual({ 'dynamodb.throttled': 13 });
  });

  it('of a transaction is the reason of one of its actions', async () => {
    const client = await start({ 'dynamodb.throttled': 1 });
    const error = await client
      .send(new TransactWriteItemsCommand({ TransactItems: [add('a'), add('b')] }))
      .catch((one) => one);
    expect(error.name).toBe('TransactionCanceledException');
    const codes = error.CancellationReasons.map(({ Code }: { Code: string }) => Code);
    expect(codes.filter((code: string) => code !== 'None')).toHaveLength(1);
    expect(codes.find((code: string) => code !== 'None')).toMatch(/ThrottlingError|ProvisionedThroughput/);
  });

  it('is retried by an SDK until it passes', async () => {
    await start({ 'dynamodb.throttled': 0.5 });
    for (let n = 0; !cloud.control.counts()['dynamodb.throttled']; n++) {
      await cloud.dynamo(10).send(put(`${n}`));
      expect(await stored(`${n}`)).toEqual(item(`${n}`));
    }
  });
});

describe('conflicts', () => {
  it('cancel transactions that write and that read, with a reason for each action', async () => {
    const client = await start({ 'dynamodb.conflict': 1 });
    const transactions = [
      new TransactWriteItemsCommand({ TransactItems: [add('a'), add('b'), add('c')] }),
      new TransactGetItemsCommand({ TransactItems: [{ Get: { TableName, Key: { pk: { S: 'a' } } } }] }),
    ] as const;
    for (const transaction of transactions) {
      const error = await client.send(transaction as TransactWriteItemsCommand).catch((one) => one);
      expect(error.name).toBe('TransactionCanceledException');
      expect(error.message).toMatch(/specific reasons \[.*TransactionConflict.*\]$/);
      expect(error.CancellationReasons).toHaveLength(transaction.input.TransactItems!.length);
      expect(error.CancellationReasons).toContainEqual({
        Code: 'TransactionConflict',
        Message: 'Transaction is ongoing for the item',
      });
    }
    expect(await stored('a')).toBeUndefined();
  });

  it('refuse single writes', async () => {
    const client = await start({ 'dynamodb.conflict': 1 });
    await expect(client.send(put('a'))).rejects.toMatchObject({ name: 'TransactionConflictException' });
    await expect(
      client.send(new DeleteItemCommand({ TableName, Key: { pk: { S: 'a' } } })),
    ).rejects.toMatchObject({ name: 'TransactionConflictException' });
    expect((await client.send(get('a'))).Item).toBeUndefined();
  });
});

describe('lost answers', () => {
  it('before the effect leave nothing', async () => {
    const client = await start({ 'dynamodb.failedBefore': 1 });
    await expect(client.send(put('a'))).rejects.toMatchObject({
      name: 'InternalServerError',
      $metadata: { httpStatusCode: 500 },
    });
    expect(await stored('a')).toBeUndefined();
  });

  it('after the effect leave it, so that a retry with a condition fails of its own first try', async () => {
    await start({ 'dynamodb.failedAfter': { '*/PutItem': 1 } });
    await expect(cloud.dynamo().send(put('a'))).rejects.toMatchObject({ name: 'InternalServerError' });
    expect(await stored('a')).toEqual(item('a'));
    cloud.control.set({ 'dynamodb.failedAfter': 0.5 });
    const once = (pk: string) =>
      new PutItemCommand({ TableName, Item: item(pk), ConditionExpression: 'attribute_not_exists(pk)' });
    const names = new Set<string>();
    for (let n = 0; n < 12; n++) {
      const error: Error | object = await cloud
        .dynamo(10)
        .send(once(`once ${n}`))
        .catch((one) => one);
      if (error instanceof Error) names.add(error.name);
      expect(await stored(`once ${n}`)).toEqual(item(`once ${n}`));
    }
    expect([...names]).toEqual(['ConditionalCheckFailedException']);
  });

  it('of transactions are survived by their token', async () => {
    await start({ 'dynamodb.failedAfter': 0.4, 'dynamodb.inProgress': 0.4 });
    const client = cloud.dynamo();
    for (let n = 0; n < 6; n++) {
      // What an SDK does by itself, without its pauses.
      const ClientRequestToken = `token ${n}`;
      const attempt = () =>
        client.send(new TransactWriteItemsCommand({ TransactItems: [add('a')], ClientRequestToken }));
      while (!(await attempt().catch(() => undefined)));
    }
    expect((await stored('a'))?.n).toEqual({ N: '6' });
    const { 'dynamodb.failedAfter': failed, 'dynamodb.inProgress': going } = cloud.control.counts();
    expect([failed, going].every((count) => count! > 0)).toBe(true);
  });

  it('say of a transaction that it is still under way', async () => {
    const client = await start({ 'dynamodb.inProgress': 1 });
    await expect(
      client.send(new TransactWriteItemsCommand({ TransactItems: [add('a')], ClientRequestToken: 't' })),
    ).rejects.toMatchObject({
      name: 'TransactionInProgressException',
      message: 'The transaction with the given request token is already in progress.',
    });
    expect((await stored('a'))?.n).toEqual({ N: '1' });
  });
});

describe('batches', () => {
  it('leave some of their keys and items, never all', async () => {
    const client = await start({ 'dynamodb.unprocessed': 1 });
    const names = ['a', 'b', 'c', 'd', 'e'];
    let RequestItems: Record<string, any> = {
      [TableName]: names.map((pk) => ({ PutRequest: { Item: item(pk) } })),
    };
    const sizes: number[] = [];
    while (RequestItems[TableName]) {
      sizes.push(RequestItems[TableName].length);
      const { UnprocessedItems = {} } = await client.send(new BatchWriteItemCommand({ RequestItems }));
      RequestItems = UnprocessedItems;
    }
    expect(sizes.length).toBeGreaterThan(1);
    expect(sizes).toEqual([...new Set(sizes)].sort((a, b) => b - a));

    const found: unknown[] = [];
    let Keys: any[] | undefined = names.map((pk) => ({ pk: { S: pk } }));
    while (Keys) {
      const answer: any = await client.send(
        new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys, ConsistentRead: true } } }),
      );
      found.push(...answer.Responses[TableName]);
      expect(answer.UnprocessedKeys?.[TableName]?.ConsistentRead ?? true).toBe(true);
      Keys = answer.UnprocessedKeys?.[TableName]?.Keys;
    }
    expect(found).toHaveLength(names.length);
    expect(cloud.control.counts()['dynamodb.unprocessed']).toBeGreaterThan(1);
  });
});

describe('stale reads', () => {
  const byKind = (kind: string) =>
    new QueryCommand({
      TableName,
      IndexName: 'byKind',
      KeyConditionExpression: 'kind = :kind',
      ExpressionAttributeValues: { ':kind': { S: kind } },
    });
  const namesOf = ({ Items = [] }: { Items?: any[] }) => Items.map(({ pk }) => pk.S).sort();

  it('of an index miss what was written in the last second, keep what was moved or deleted, and then catch up', async () => {
    const clock = new ManualClock(Date.now());
    const client = await start({ 'dynamodb.staleIndex': 1 }, { clock });
    for (const pk of ['stays', 'moves', 'goes']) await client.send(put(pk));
    expect(namesOf(await client.send(byKind('a')))).toEqual([]);
    clock.advance(1_001);
    expect(namesOf(await client.send(byKind('a')))).toEqual(['goes', 'moves', 'stays']);

    await client.send(put('moves', 'b'));
    await client.send(new DeleteItemCommand({ TableName, Key: { pk: { S: 'goes' } } }));
    await client.send(
      new UpdateItemCommand({
        TableName,
        Key: { pk: { S: 'stays' } },
        UpdateExpression: 'SET n = :n',
        ExpressionAttributeValues: { ':n': { N: '1' } },
      }),
    );
    const stale = await client.send(byKind('a'));
    expect(namesOf(stale)).toEqual(['goes', 'moves', 'stays']);
    expect(stale.Items!.every(({ n }) => n === undefined)).toBe(true);
    expect(namesOf(await client.send(byKind('b')))).toEqual([]);
    // The table itself is as fresh as ever.
    expect((await client.send(get('stays'))).Item?.n).toEqual({ N: '1' });

    clock.advance(1_001);
    const fresh = await client.send(byKind('a'));
    expect(namesOf(fresh)).toEqual(['stays']);
    expect(fresh.Items![0]!.n).toEqual({ N: '1' });
    expect(namesOf(await client.send(byKind('b')))).toEqual(['moves']);
    expect(cloud.control.counts()).toEqual({ 'dynamodb.staleIndex': 3 });
  });

  it('show a transaction by halves, and each item in the order of its writes', async () => {
    const clock = new ManualClock(Date.now());
    const client = await start({ 'dynamodb.staleIndex': 1 }, { clock });
    const halves = new Set<number>();
    const last = new Map<string, number>();
    for (let n = 1; n <= 12; n++) {
      const TransactItems = ['x', 'y', 'z'].map((pk) => ({
        Put: { TableName, Item: { ...item(pk), n: { N: String(n) } } },
      }));
      await client.send(new TransactWriteItemsCommand({ TransactItems }));
      clock.advance(400);
      const { Items = [] } = await client.send(byKind('a'));
      for (const { pk, n: value } of Items) {
        expect(Number(value!.N)).toBeGreaterThanOrEqual(last.get(pk!.S!) ?? 0);
        last.set(pk!.S!, Number(value!.N));
        // A write is 400 ms old after its own step: three steps are more than the longest lag.
        expect(Number(value!.N)).toBeGreaterThan(n - 3);
      }
      halves.add(new Set(Items.map((one) => one.n!.N)).size);
    }
    expect(Math.max(...halves)).toBeGreaterThan(1);
  });

  it('of the table come unless consistency is asked for', async () => {
    const clock = new ManualClock(Date.now());
    const client = await start({ 'dynamodb.staleRead': 1 }, { clock });
    await client.send(put('a'));
    expect((await client.send(get('a'))).Item).toBeUndefined();
    expect((await client.send(get('a', true))).Item).toEqual(item('a'));
    const transaction = await client.send(
      new TransactGetItemsCommand({ TransactItems: [{ Get: { TableName, Key: { pk: { S: 'a' } } } }] }),
    );
    expect(transaction.Responses).toEqual([{ Item: item('a') }]);
    clock.advance(1_000);
    expect((await client.send(get('a'))).Item).toEqual(item('a'));
  });

  it('are fresh again once it is over, and begin with what the table then holds', async () => {
    const clock = new ManualClock(Date.now());
    const client = await start({ 'dynamodb.staleIndex': 1 }, { clock });
    await client.send(put('a'));
    cloud.control.pause();
    await client.send(put('b'));
    expect(namesOf(await client.send(byKind('a')))).toEqual(['a', 'b']);
    cloud.control.resume();
    await client.send(put('c'));
    expect(namesOf(await client.send(byKind('a')))).toEqual(['a', 'b']);
    clock.advance(1_001);
    expect(namesOf(await client.send(byKind('a')))).toEqual(['a', 'b', 'c']);
  });
});

it('makes the same decisions for the same calls', async () => {
  const run = async () => {
    const client = await start({ 'dynamodb.throttled': 0.3, 'dynamodb.failedAfter': 0.3 });
    const outcomes: string[] = [];
    for (let n = 0; n < 20; n++) {
      outcomes.push(
        await client.send(put(`${n}`)).then(
          () => 'done',
          (error) => error.name,
        ),
      );
    }
    return outcomes;
  };
  const first = await run();
  await cloud.close();
  expect(await run()).toEqual(first);
  expect(new Set(first).size).toBeGreaterThan(2);
});
