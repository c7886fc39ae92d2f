import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { entities } from '../../../entities/index.ts';
import type { Condition, Write } from '../../../rules/orders/writes.ts';

export type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/**
 * A write of the rules as the SDK's TransactWriteCommand takes it.
 *
 * @example
 * TransactItems: writesOf(page, plan).map((write) => transactItem(table, write))
 */
export function transactItem(TableName: string, write: Write): TransactItem {
  const condition = write.when ? conditionOf(write.when) : {};
  if ('put' in write) return { Put: { TableName, Item: itemOf(write), ...condition } };
  if ('remove' in write) return { Delete: { TableName, Key: removedKey(write), ...condition } };
  const { expression, names, values } = write.update;
  return {
    Update: {
      TableName,
      Key: updatedKey(write),
      UpdateExpression: expression,
      ExpressionAttributeNames: { ...names, ...write.when?.names },
      ExpressionAttributeValues: { ...values, ...write.when?.values },
      ...(write.when ? { ConditionExpression: write.when.expression } : {}),
    },
  };
}

function conditionOf({ expression, names, values }: Condition) {
  return {
    ConditionExpression: expression,
    ExpressionAttributeNames: names,
    ...(values ? { ExpressionAttributeValues: values } : {}),
  };
}

type Item = Record<string, unknown>;

function itemOf({ entity, put }: Extract<Write, { put: unknown }>): Item {
  // Each entity takes its own record; together they are beyond what the compiler can follow.
  const one = entities[entity] as unknown as { put(item: object): { params(): { Item: Item } } };
  return one.put(put).params().Item;
}

function removedKey({ entity, remove }: Extract<Write, { remove: unknown }>): Item {
  return keyOf(entity, remove);
}

function updatedKey({ entity, key }: Extract<Write, { update: unknown }>): Item {
  return keyOf(entity, key);
}

function keyOf(entity: Write['entity'], key: object): Item {
  const one = entities[entity] as unknown as { get(item: object): { params(): { Key: Item } } };
  return one.get(key).params().Key;
}
