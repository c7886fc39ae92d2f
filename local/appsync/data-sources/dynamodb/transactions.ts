import { AwsError } from '../../../core/aws-error.ts';
import { RequestFault, type DataSourceAnswer } from '../../execution/resolve.ts';
import { expressionParts } from './expressions.ts';
import { failure } from './failure.ts';
import type { OperationCall } from './operation.ts';
import { fromItem, toAttributeValues } from './values.ts';

type Given = Record<string, any>;

/** Most items of a transaction (DynamoDB's own limit). */
const mostItems = 100;

export async function transactGetItems(call: OperationCall): Promise<DataSourceAnswer> {
  const TransactItems = itemsOf(call.request).map((item, index) => {
    const where = `$[transactItems][${index}]`;
    const parts = expressionParts();
    return {
      Get: {
        TableName: tableOf(item, where),
        Key: toAttributeValues(item.key, `${where}[key]`),
        ProjectionExpression: parts.add(item.projection, `${where}[projection]`),
        ...parts.members(),
      },
    };
  });
  try {
    const { Responses } = await call.send('TransactGetItems', { TransactItems });
    return {
      result: {
        items: ((Responses ?? []) as Given[]).map(({ Item }) => fromItem(Item)),
        cancellationReasons: null,
      },
    };
  } catch (error) {
    return cancelled(error, call.requestId, 'items');
  }
}

export async function transactWriteItems(call: OperationCall): Promise<DataSourceAnswer> {
  const items = itemsOf(call.request);
  const TransactItems = items.map((item, index) => write(item, `$[transactItems][${index}]`));
  try {
    await call.send('TransactWriteItems', { TransactItems, ClientRequestToken: call.newToken() });
    const keys = items.map((item, index) =>
      fromItem(toAttributeValues(item.key, `$[transactItems][${index}][key]`)),
    );
    return { result: { keys, cancellationReasons: null } };
  } catch (error) {
    return cancelled(error, call.requestId, 'keys');
  }
}

function write(item: Given, where: string): object {
  const parts = expressionParts();
  const TableName = tableOf(item, where);
  const Key = toAttributeValues(item.key, `${where}[key]`);
  const condition = item.condition as Given | undefined;
  const common = () => ({
    TableName,
    ConditionExpression: parts.add(condition, `${where}[condition]`),
    ...parts.members(),
    ReturnValuesOnConditionCheckFailure:
      condition && condition.returnValuesOnConditionCheckFailure !== false ? 'ALL_OLD' : 'NONE',
  });
  switch (item.operation) {
    case 'PutItem':
      return {
        Put: {
          Item: { ...toAttributeValues(item.attributeValues ?? {}, `${where}[attributeValues]`), ...Key },
          ...common(),
        },
      };
    case 'UpdateItem': {
      const UpdateExpression = parts.add(item.update, `${where}[update]`);
      return { Update: { Key, UpdateExpression, ...common() } };
    }
    case 'DeleteItem':
      return { Delete: { Key, ...common() } };
    case 'ConditionCheck':
      return { ConditionCheck: { Key, ...common() } };
    default:
      throw new RequestFault(
        `Value for field '${where}[operation]' must be one of [PutItem, UpdateItem, DeleteItem, ConditionCheck].`,
      );
  }
}

function itemsOf(request: Given): Given[] {
  const items: unknown = request.transactItems;
  if (!Array.isArray(items)) throw new RequestFault("Value for field '$[transactItems]' not found.");
  if (items.length > mostItems) {
    throw new RequestFault(`A transaction takes at most ${mostItems} items, this one has ${items.length}.`);
  }
  return items as Given[];
}

function tableOf(item: Given, where: string): string {
  if (typeof item?.table !== 'string') throw new RequestFault(`Value for field '${where}[table]' not found.`);
  return item.table;
}

/** A cancelled transaction tells the reasons in the order of its items. */
function cancelled(error: unknown, requestId: string, member: 'items' | 'keys'): DataSourceAnswer {
  const reasons =
    error instanceof AwsError ? (error.members.CancellationReasons as Given[] | undefined) : undefined;
  if (!reasons) return failure(error, requestId);
  const cancellationReasons = reasons.map(({ Code, Message, Item }) => ({
    type: Code === 'ConditionalCheckFailed' ? 'ConditionCheckFailed' : (Code ?? 'None'),
    message: Message ?? null,
    ...(Item ? { item: fromItem(Item) } : {}),
  }));
  return failure(error, requestId, { [member]: null, cancellationReasons });
}
