/** A database with a table for each type, which counts what it is asked. */
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { createLog } from '../../local/core/log.ts';
import { openDatabase } from '../../local/dynamodb/database.ts';
import { tablesOf, type Placed, type Row, type Style, type TableDesign } from './design.ts';

export interface Counted {
  calls: number;
  readUnits: number;
  writeUnits: number;
  /** Of the largest transaction. DynamoDB takes 100. */
  actions: number;
}

export type Write = { readonly put: Placed } | { readonly remove: Placed } | { readonly check: Placed };

export type Tables = Awaited<ReturnType<typeof openTables>>;

/** DynamoDB takes no more in one transaction; what is larger is counted as two that follow each other. */
const mostActions = 100;
const counting = { ReturnConsumedCapacity: 'TOTAL' } as const;

/**
 * Opens an empty database with the tables of a style.
 *
 * @example
 * const tables = await openTables('rows');
 * await tables.query('order_line', { orderId });
 * tables.taken(); // { calls: 1, readUnits: 1, … }, and counts from 0 again
 */
export async function openTables(style: Style) {
  const database = await openDatabase({ log: createLog('error') });
  const plain = new DynamoDBClient({
    endpoint: database.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const client = DynamoDBDocumentClient.from(plain, { marshallOptions: { removeUndefinedValues: true } });
  const designs = new Map(tablesOf(style).map((design) => [design.name, design]));
  for (const design of designs.values()) await plain.send(new CreateTableCommand(creationOf(design)));

  let counted: Counted = { calls: 0, readUnits: 0, writeUnits: 0, actions: 0 };
  const units = (answer: { ConsumedCapacity?: unknown }) =>
    [answer.ConsumedCapacity ?? []]
      .flat()
      .reduce((sum: number, one) => sum + ((one as { CapacityUnits?: number }).CapacityUnits ?? 0), 0);
  const read = <Answer extends { ConsumedCapacity?: unknown }>(answer: Answer): Answer => {
    counted.calls += 1;
    counted.readUnits += units(answer);
    return answer;
  };
  const wrote = (answer: { ConsumedCapacity?: unknown }): void => {
    counted.calls += 1;
    counted.writeUnits += units(answer);
  };
  const keyIn = (table: string, row: Row): Row => {
    const { partition, sort } = designs.get(table)!;
    return { [partition]: row[partition], ...(sort !== undefined && { [sort]: row[sort] }) };
  };
  const actionOf = (write: Write) => {
    if ('put' in write) return { Put: { TableName: write.put.table, Item: write.put.row } };
    const { table, row } = 'remove' in write ? write.remove : write.check;
    const target = { TableName: table, Key: keyIn(table, row) };
    if ('remove' in write) return { Delete: target };
    const ConditionExpression = 'attribute_exists(#key)';
    const ExpressionAttributeNames = { '#key': designs.get(table)!.partition };
    return { ConditionCheck: { ...target, ConditionExpression, ExpressionAttributeNames } };
  };

  return {
    keyIn,
    async get(TableName: string, Key: Row, ConsistentRead = false): Promise<Row | undefined> {
      return read(await client.send(new GetCommand({ TableName, Key, ConsistentRead, ...counting }))).Item;
    },
    /** One request over several tables. */
    async getAll(keys: readonly Placed[], ConsistentRead = false): Promise<void> {
      const RequestItems: Record<string, { Keys: Row[]; ConsistentRead: boolean }> = {};
      for (const { table, row } of keys) {
        (RequestItems[table] ??= { Keys: [], ConsistentRead }).Keys.push(row);
      }
      read(await client.send(new BatchGetCommand({ RequestItems, ...counting })));
    },
    async query(
      table: string,
      key: string,
      options: {
        index?: string;
        limit?: number;
        backward?: boolean;
        consistent?: boolean;
        from?: string;
      } = {},
    ): Promise<Row[]> {
      const { index, limit, backward, consistent, from } = options;
      const design = designs.get(table)!;
      const { partition, sort } = index === undefined ? design : design.indexes[index]!;
      const answer = await client.send(
        new QueryCommand({
          TableName: table,
          ...(index !== undefined && { IndexName: index }),
          ...(limit !== undefined && { Limit: limit }),
          ScanIndexForward: !backward,
          ...(consistent && index === undefined && { ConsistentRead: true }),
          KeyConditionExpression: from === undefined ? '#p = :p' : '#p = :p AND #s >= :s',
          ExpressionAttributeNames: { '#p': partition, ...(from !== undefined && { '#s': sort! }) },
          ExpressionAttributeValues: { ':p': key, ...(from !== undefined && { ':s': from }) },
          ...counting,
        }),
      );
      return read(answer).Items ?? [];
    },
    /** One write, or all of them in a transaction. */
    async write(writes: readonly Write[], together: boolean): Promise<void> {
      counted.actions = Math.max(counted.actions, writes.length);
      const [first] = writes;
      if (!first) return;
      if (!together && writes.length === 1 && !('check' in first)) {
        const { Put, Delete } = actionOf(first);
        if (Put) wrote(await client.send(new PutCommand({ ...Put, ...counting })));
        if (Delete) wrote(await client.send(new DeleteCommand({ ...Delete, ...counting })));
        return;
      }
      for (let start = 0; start < writes.length; start += mostActions) {
        const TransactItems = writes.slice(start, start + mostActions).map(actionOf);
        wrote(await client.send(new TransactWriteCommand({ TransactItems, ...counting })));
      }
    },
    /** Puts rows where they are, without counting. */
    async load(rows: readonly Placed[]): Promise<void> {
      for (let start = 0; start < rows.length; start += 25) {
        const RequestItems: Record<string, any[]> = {};
        for (const { table, row } of rows.slice(start, start + 25)) {
          (RequestItems[table] ??= []).push({ PutRequest: { Item: row } });
        }
        await client.send(new BatchWriteCommand({ RequestItems }));
      }
    },
    /** What was counted since this was last asked. */
    taken(): Counted {
      const all = counted;
      counted = { calls: 0, readUnits: 0, writeUnits: 0, actions: 0 };
      return all;
    },
    async close(): Promise<void> {
      plain.destroy();
      await database.close();
    },
  };
}

function creationOf({ name, partition, sort, indexes }: TableDesign) {
  const keySchema = (hash: string, range?: string) => [
    { AttributeName: hash, KeyType: 'HASH' as const },
    ...(range === undefined ? [] : [{ AttributeName: range, KeyType: 'RANGE' as const }]),
  ];
  const named = [
    partition,
    sort,
    ...Object.values(indexes).flatMap((index) => [index.partition, index.sort]),
  ];
  const global = Object.entries(indexes).map(([IndexName, index]) => ({
    IndexName,
    KeySchema: keySchema(index.partition, index.sort),
    Projection: { ProjectionType: 'ALL' as const },
  }));
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST' as const,
    KeySchema: keySchema(partition, sort),
    AttributeDefinitions: [...new Set(named)]
      .filter((one) => one !== undefined)
      // `position` alone is a number among the keys.
      .map((AttributeName) => ({
        AttributeName,
        AttributeType: AttributeName === 'position' ? ('N' as const) : ('S' as const),
      })),
    ...(global.length > 0 && { GlobalSecondaryIndexes: global }),
  };
}
