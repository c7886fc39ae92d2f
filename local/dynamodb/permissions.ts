import { AwsError } from '../core/aws-error.ts';
import type { Arns } from './arns.ts';

/** One permission that an operation needs. */
export interface Permission {
  readonly action: string;
  readonly resource: string;
  readonly context?: Record<string, string | string[]>;
}

type Input = Record<string, any>;

/** The name of the partition key of a table or index; undefined when it is not known. */
export type PartitionKeys = (table: string, index?: string) => string | undefined;

const onNoTable = new Set([
  'ListTables',
  'ListStreams',
  'DescribeLimits',
  'DescribeEndpoints',
  'ListBackups',
  'ListExports',
]);
const transactionActions: Record<string, string> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  Get: 'GetItem',
  ConditionCheck: 'ConditionCheckItem',
};

/**
 * The permissions that an operation needs: one for each table or index that it touches, a transaction one for
 * each of its items by the operation that the item stands for.
 * Source: Service Authorization Reference, "Actions, resources, and condition keys for Amazon DynamoDB".
 *
 * @param keyOf - the names of partition keys, for the condition key `dynamodb:LeadingKeys`
 */
export function permissionsFor(
  operation: string,
  input: Input,
  arns: Arns,
  keyOf: PartitionKeys,
): Permission[] {
  const on = (operationName: string, table: unknown, action: Input): Permission => {
    const name = String(table ?? '');
    const resource = arns.table(name) + (action.IndexName ? `/index/${action.IndexName}` : '');
    return {
      action: `dynamodb:${operationName}`,
      resource,
      context: conditionKeys(action, keyOf(name, action.IndexName)),
    };
  };

  switch (operation) {
    case 'TransactWriteItems':
    case 'TransactGetItems':
      return (Array.isArray(input.TransactItems) ? input.TransactItems : []).flatMap((item: Input) =>
        Object.entries(item ?? {}).flatMap(([kind, action]) => {
          const name = transactionActions[kind];
          return name ? [on(name, action?.TableName, action ?? {})] : [];
        }),
      );
    case 'BatchGetItem':
    case 'BatchWriteItem':
      return Object.entries<any>(input.RequestItems ?? {}).map(([table, request]) => ({
        ...on(operation, table, {}),
        context: leadingKeys(batchKeys(request), keyOf(table)),
      }));
    case 'ExecuteStatement':
      return [statementPermission(input.Statement, arns)];
    case 'BatchExecuteStatement':
      return (input.Statements ?? []).map((one: Input) => statementPermission(one?.Statement, arns));
    case 'ExecuteTransaction':
      return (input.TransactStatements ?? []).map((one: Input) => statementPermission(one?.Statement, arns));
  }
  if (onNoTable.has(operation)) return [{ action: `dynamodb:${operation}`, resource: '*' }];
  if (input.StreamArn) return [{ action: `dynamodb:${operation}`, resource: input.StreamArn }];
  if (input.ResourceArn) return [{ action: `dynamodb:${operation}`, resource: input.ResourceArn }];
  return [on(operation, input.TableName, input)];
}

const verbs: Record<string, string> = {
  select: 'PartiQLSelect',
  insert: 'PartiQLInsert',
  update: 'PartiQLUpdate',
  delete: 'PartiQLDelete',
  exists: 'PartiQLSelect',
};

function statementPermission(statement: unknown, arns: Arns): Permission {
  const text = String(statement ?? '');
  const verb = verbs[/^\s*(\w+)/.exec(text)?.[1]?.toLowerCase() ?? ''];
  const name = /\b(?:from|into|update)\s+("([^"]+)"|[\w.-]+?)(?:\."([^"]+)")?(?=\s|$|\))/i.exec(text);
  if (!verb || !name) {
    throw new AwsError(
      'ValidationException',
      "Statement wasn't well formed, can't be processed: unknown statement",
    );
  }
  const table = name[2] ?? name[1]!;
  return { action: `dynamodb:${verb}`, resource: arns.table(table) + (name[3] ? `/index/${name[3]}` : '') };
}

function batchKeys(request: any): Input[] {
  if (!Array.isArray(request)) return request?.Keys ?? [];
  return request.map((one: Input) => one?.PutRequest?.Item ?? one?.DeleteRequest?.Key ?? {});
}

/** `dynamodb:LeadingKeys`, `Attributes`, `Select` and `ReturnValues`, as far as the request tells them. */
function conditionKeys(action: Input, partitionKey: string | undefined): Permission['context'] {
  const context: Record<string, string | string[]> = {};
  if (action.Select) context['dynamodb:Select'] = action.Select;
  if (action.ReturnValues) context['dynamodb:ReturnValues'] = action.ReturnValues;
  const item: Input | undefined = action.Key ?? action.Item;
  const keys = item ? leadingKeys([item], partitionKey) : queryKey(action, partitionKey);
  return { ...context, ...keys };
}

function leadingKeys(items: Input[], partitionKey: string | undefined): Record<string, string[]> | undefined {
  if (!partitionKey) return undefined;
  const keys = items.flatMap((item) => scalar(item?.[partitionKey]) ?? []);
  return keys.length > 0 ? { 'dynamodb:LeadingKeys': [...new Set(keys)] } : undefined;
}

// A key condition compares the partition key with one value, and only with `=`.
function queryKey(action: Input, partitionKey: string | undefined): Record<string, string[]> | undefined {
  if (!partitionKey) return undefined;
  let value = action.KeyConditions?.[partitionKey]?.AttributeValueList?.[0];
  for (const [, name, placeholder] of String(action.KeyConditionExpression ?? '').matchAll(
    /(#?[\w.-]+)\s*=\s*(:\w+)/g,
  )) {
    const attribute = name!.startsWith('#') ? action.ExpressionAttributeNames?.[name!] : name;
    if (attribute === partitionKey) value = action.ExpressionAttributeValues?.[placeholder!];
  }
  const key = scalar(value);
  return key === undefined ? undefined : { 'dynamodb:LeadingKeys': [key] };
}

const scalar = (value: any): string | undefined => value?.S ?? value?.N ?? value?.B;
