import { RequestFault, type DataSourceAnswer } from '../../execution/resolve.ts';
import { expressionParts } from './expressions.ts';
import type { OperationCall } from './operation.ts';
import { fromItem, toAttributeValues } from './values.ts';

type Typed = Record<string, any>;

/** Most keys of a BatchGetItem and most writes of a batch (DynamoDB's own limits). */
const mostKeys = 100;
const mostWrites = 25;

export async function batchGetItem({ request, send }: OperationCall): Promise<DataSourceAnswer> {
  const tables = tablesOf(request);
  const asked: Record<string, Typed[]> = {};
  const input: Record<string, object> = {};
  for (const [table, given] of Object.entries(tables)) {
    const { keys, consistentRead, projection } = Array.isArray(given)
      ? ({ keys: given } as any)
      : (given as any);
    asked[table] = typedList(keys, `$[tables][${table}][keys]`);
    const parts = expressionParts();
    const ProjectionExpression = parts.add(projection, `$[tables][${table}][projection]`);
    input[table] = {
      Keys: asked[table],
      ConsistentRead: consistentRead ?? false,
      ProjectionExpression,
      ...parts.members(),
    };
  }
  limit(asked, mostKeys, 'keys');
  const answer = await send('BatchGetItem', { RequestItems: input });
  const data: Record<string, unknown[]> = {};
  const unprocessedKeys: Record<string, unknown[]> = {};
  for (const [table, keys] of Object.entries(asked)) {
    const items = (answer.Responses?.[table] ?? []) as Typed[];
    data[table] = keys.map((key) => fromItem(items.find((item) => holds(item, key))));
    unprocessedKeys[table] = ((answer.UnprocessedKeys?.[table]?.Keys ?? []) as Typed[]).map(fromItem);
  }
  return { result: { data, unprocessedKeys } };
}

export function batchPutItem(call: OperationCall): Promise<DataSourceAnswer> {
  return batchWrite(
    call,
    'unprocessedItems',
    (item) => ({ PutRequest: { Item: item } }),
    (write) => write.PutRequest.Item,
  );
}

export function batchDeleteItem(call: OperationCall): Promise<DataSourceAnswer> {
  return batchWrite(
    call,
    'unprocessedKeys',
    (key) => ({ DeleteRequest: { Key: key } }),
    (write) => write.DeleteRequest.Key,
  );
}

async function batchWrite(
  { request, send }: OperationCall,
  leftOver: 'unprocessedItems' | 'unprocessedKeys',
  wrap: (value: Typed) => object,
  unwrap: (write: any) => Typed,
): Promise<DataSourceAnswer> {
  const asked: Record<string, Typed[]> = {};
  for (const [table, values] of Object.entries(tablesOf(request))) {
    asked[table] = typedList(values, `$[tables][${table}]`);
  }
  limit(asked, mostWrites, 'items');
  const RequestItems = Object.fromEntries(
    Object.entries(asked).map(([table, values]) => [table, values.map(wrap)]),
  );
  const answer = await send('BatchWriteItem', { RequestItems });
  const data: Record<string, unknown[]> = {};
  const unprocessed: Record<string, unknown[]> = {};
  for (const [table, values] of Object.entries(asked)) {
    data[table] = values.map(fromItem);
    unprocessed[table] = ((answer.UnprocessedItems?.[table] ?? []) as object[]).map((write) =>
      fromItem(unwrap(write)),
    );
  }
  return { result: { data, [leftOver]: unprocessed } };
}

function tablesOf(request: Record<string, any>): Record<string, unknown> {
  const { tables } = request;
  if (typeof tables !== 'object' || tables === null)
    throw new RequestFault("Value for field '$[tables]' not found.");
  return tables as Record<string, unknown>;
}

function typedList(values: unknown, where: string): Typed[] {
  if (!Array.isArray(values)) throw new RequestFault(`Value for field '${where}' must be a list.`);
  return values.map((value, index) => toAttributeValues(value, `${where}[${index}]`));
}

function limit(asked: Record<string, unknown[]>, most: number, what: string): void {
  const count = Object.values(asked).reduce((sum, { length }) => sum + length, 0);
  if (count > most) throw new RequestFault(`A batch takes at most ${most} ${what}, this one has ${count}.`);
}

function holds(item: Typed, key: Typed): boolean {
  return Object.entries(key).every(([name, value]) => JSON.stringify(item[name]) === JSON.stringify(value));
}
