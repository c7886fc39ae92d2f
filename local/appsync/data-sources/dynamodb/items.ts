import { isDeepStrictEqual } from 'node:util';
import { AwsError } from '../../../core/aws-error.ts';
import type { DataSourceAnswer } from '../../execution/resolve.ts';
import { expressionParts } from './expressions.ts';
import { failure } from './failure.ts';
import type { OperationCall } from './operation.ts';
import { fromItem, toAttributeValues } from './values.ts';

type Given = Record<string, any>;

export async function getItem({ request, table, send }: OperationCall): Promise<DataSourceAnswer> {
  const parts = expressionParts();
  const { Item } = await send('GetItem', {
    TableName: table,
    Key: toAttributeValues(request.key, '$[key]'),
    ConsistentRead: request.consistentRead ?? false,
    ProjectionExpression: parts.add(request.projection, '$[projection]'),
    ...parts.members(),
  });
  return { result: fromItem(Item) };
}

export function putItem(call: OperationCall): Promise<DataSourceAnswer> {
  const { request, table, send } = call;
  const parts = expressionParts();
  const key = toAttributeValues(request.key, '$[key]');
  const item = { ...toAttributeValues(request.attributeValues ?? {}, '$[attributeValues]'), ...key };
  const input = {
    TableName: table,
    Item: item,
    ConditionExpression: parts.add(request.condition, '$[condition]'),
    ...parts.members(),
  };
  return conditional(
    call,
    key,
    async () => {
      await send('PutItem', input);
      return { result: fromItem(item) };
    },
    (stored) => stored !== null && equalBut(stored, fromItem(item)!, equalsIgnore(request)),
  );
}

export function updateItem(call: OperationCall): Promise<DataSourceAnswer> {
  const { request, table, send } = call;
  const parts = expressionParts();
  const key = toAttributeValues(request.key, '$[key]');
  const input = {
    TableName: table,
    Key: key,
    UpdateExpression: parts.add(request.update, '$[update]'),
    ConditionExpression: parts.add(request.condition, '$[condition]'),
    ReturnValues: 'ALL_NEW',
    ...parts.members(),
  };
  return conditional(
    call,
    key,
    async () => {
      const { Attributes } = await send('UpdateItem', input);
      return { result: fromItem(Attributes) };
    },
    () => false,
  );
}

export function deleteItem(call: OperationCall): Promise<DataSourceAnswer> {
  const { request, table, send } = call;
  const parts = expressionParts();
  const key = toAttributeValues(request.key, '$[key]');
  const input = {
    TableName: table,
    Key: key,
    ConditionExpression: parts.add(request.condition, '$[condition]'),
    ReturnValues: 'ALL_OLD',
    ...parts.members(),
  };
  return conditional(
    call,
    key,
    async () => {
      const { Attributes } = await send('DeleteItem', input);
      return { result: fromItem(Attributes) };
    },
    (stored) => stored === null,
  );
}

/**
 * A write under a condition. When the condition fails, the item is read again: a write that would change nothing
 * counts as done; otherwise the field sees the error, with the item as it stands for its result (Developer Guide,
 * "Condition expressions").
 */
async function conditional(
  { request, table, send, requestId, askConflictHandler }: OperationCall,
  key: object,
  write: () => Promise<DataSourceAnswer>,
  isDone: (stored: Given | null) => boolean,
): Promise<DataSourceAnswer> {
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof AwsError && error.name === 'ConditionalCheckFailedException')) throw error;
    const condition = (typeof request.condition === 'string' ? {} : request.condition) as Given;
    const { Item } = await send('GetItem', {
      TableName: table,
      Key: key,
      ConsistentRead: condition.consistentRead ?? true,
    });
    const stored = fromItem(Item);
    if (isDone(stored)) return { result: stored };
    const handler = condition.conditionalCheckFailedHandler as Given | undefined;
    if (handler?.strategy === 'Custom')
      return askConflictHandler(handler.lambdaArn, stored, failure(error, requestId, stored));
    return failure(error, requestId, stored);
  }
}

function equalsIgnore(request: Given): ReadonlySet<string> {
  const condition = typeof request.condition === 'object' ? (request.condition as Given | null) : null;
  return new Set(condition?.equalsIgnore ?? []);
}

function equalBut(left: Given, right: Given, ignored: ReadonlySet<string>): boolean {
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  for (const name of names) {
    if (!ignored.has(name) && !isDeepStrictEqual(left[name], right[name])) return false;
  }
  return true;
}
