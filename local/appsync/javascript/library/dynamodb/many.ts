import { fault } from '../../realm/halt.ts';
import { isRecord, objectArgument } from '../arguments.ts';
import { toMapValues } from '../util/dynamodb.ts';
import { copied, expressionOf, keyOf, projectionOf } from './parts.ts';
import { updateExpression } from './update-expression.ts';

function listOf(helper: string, value: unknown): Record<string, unknown>[] {
  if (!Array.isArray(value)) return fault(`${helper}: expected a list`);
  return value.map((each) => objectArgument(helper, each));
}

function forTables<T>(helper: string, input: unknown, make: (value: unknown) => T): Record<string, T> {
  const tables = objectArgument(`${helper}: tables`, objectArgument(helper, input).tables);
  return Object.fromEntries(Object.entries(tables).map(([table, value]) => [table, make(value)]));
}

/** Batches and transactions of `@aws-appsync/utils/dynamodb`. */
export function batchGet(input: unknown) {
  const tables = forTables('batchGet', input, (value) => {
    const given = objectArgument('batchGet', value);
    return {
      keys: listOf('batchGet: keys', given.keys).map(toMapValues),
      ...copied(given, ['consistentRead']),
      ...projectionOf(given.projection),
    };
  });
  return { operation: 'BatchGetItem', tables };
}

export function batchPut(input: unknown) {
  const tables = forTables('batchPut', input, (items) => listOf('batchPut', items).map(toMapValues));
  return { operation: 'BatchPutItem', tables };
}

export function batchDelete(input: unknown) {
  const tables = forTables('batchDelete', input, (keys) => listOf('batchDelete', keys).map(toMapValues));
  return { operation: 'BatchDeleteItem', tables };
}

export function transactGet(input: unknown) {
  const items = listOf('transactGet: items', objectArgument('transactGet', input).items);
  return {
    operation: 'TransactGetItems',
    transactItems: items.map((item) => ({
      table: item.table,
      key: keyOf('transactGet', item),
      ...projectionOf(item.projection),
    })),
  };
}

/** What each kind of item of a transactional write adds to its table and key. */
const writes: Readonly<Record<string, (item: Record<string, unknown>) => Record<string, unknown>>> = {
  putItem: (item) => ({
    operation: 'PutItem',
    attributeValues: toMapValues(objectArgument('transactWrite: item', item.item)),
  }),
  updateItem: (item) => ({
    operation: 'UpdateItem',
    update: updateExpression(objectArgument('transactWrite: update', item.update)),
  }),
  deleteItem: () => ({ operation: 'DeleteItem' }),
  conditionCheck: () => ({ operation: 'ConditionCheck' }),
};

export function transactWrite(input: unknown) {
  const items = listOf('transactWrite: items', objectArgument('transactWrite', input).items);
  const transactItems = items.map((entry) => {
    const kind = Object.keys(entry)[0] ?? '';
    const item = entry[kind];
    const write = writes[kind];
    if (!write || !isRecord(item))
      return fault('transactWrite: expected putItem, updateItem, deleteItem or conditionCheck');
    return {
      table: item.table,
      key: keyOf('transactWrite', item),
      ...write(item),
      ...expressionOf('condition', item.condition),
    };
  });
  return { operation: 'TransactWriteItems', transactItems };
}
