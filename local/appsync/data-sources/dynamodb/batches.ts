import { RequestFault, type DataSourceAnswer } from '../../execution/resolve.ts';
import { expressionParts, type ExpressionParts } from './expressions.ts';
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
  const unasked: Record<string, readonly string[]> = {};
  for (const [table, given] of Object.entries(tables)) {
    const { keys, consistentRead, projection } = Array.isArray(given)
      ? ({ keys: given } as any)
      : (given as any);
    asked[table] = typedList(keys, `$[tables][${table}][keys]`);
    if (asked[table].length === 0)
      throw new RequestFault(`RequestItem keys '$[tables][${table}]' can't be empty`);
    const parts = expressionParts();
    const projected = parts.add(projection, `$[tables][${table}][projection]`);
    unasked[table] = projected === undefined ? [] : keysBeside(projected, parts, asked[table][0] ?? {});
    input[table] = {
      Keys: asked[table],
      ConsistentRead: consistentRead ?? false,
      ProjectionExpression: projected && [projected, ...unasked[table].map(placeholderOf)].join(', '),
      ...parts.members(),
    };
  }
  limit(asked, mostKeys, 'keys');
  const answer = await send('BatchGetItem', { RequestItems: input });
  const data: Record<string, unknown[]> = {};
  const unprocessedKeys: Record<string, unknown[]> = {};
  for (const [table, keys] of Object.entries(asked)) {
    const items = (answer.Responses?.[table] ?? []) as Typed[];
    data[table] = keys.map((key) =>
      without(
        unasked[table]!,
        items.find((item) => holds(item, key)),
      ),
    );
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

const placeholderOf = (name: string) => `#key_${name.replace(/\W/g, '_')}`;

/**
 * Items are told apart by their keys: those that a projection leaves out are read beside it, and taken away again.
 * @returns the names of the key's attributes that the projection does not have.
 */
function keysBeside(projection: string, parts: ExpressionParts, key: Typed): string[] {
  const { names } = parts.all();
  const paths = projection.split(',').map((path) => path.trim());
  const projected = new Set(paths.map((path) => names[path] ?? path));
  const beside = Object.keys(key).filter((name) => !projected.has(name));
  for (const name of beside) parts.name(placeholderOf(name), name);
  return beside;
}

function without(names: readonly string[], item: Typed | undefined): unknown {
  const plain = fromItem(item);
  for (const name of names) delete plain?.[name];
  return plain;
}
