import { fault } from '../../realm/halt.ts';
import { isRecord } from '../arguments.ts';
import type { DynamoDBExpression } from '../transform/dynamodb-expression.ts';
import { toDynamoDB } from '../util/dynamodb.ts';
import { isOperation, type UpdateOperation } from './operations.ts';

/**
 * Translates an update object. Recorded from the service: names `#expName_1…`, values `:expValue_1…` in the order
 * of the entries, `SET a, b, c`. A plain object sets the paths below it; a dotted key is one attribute's name. The
 * text of REMOVE and of list items is not established.
 *
 * @example updateExpression({ n: { type: 'OPERATION_INCREMENT', by: 2 } }).expression
 * // 'SET #expName_1 = #expName_1 + :expValue_1'
 */
export function updateExpression(update: Record<string, unknown>): DynamoDBExpression {
  const names: Record<string, string> = {};
  const values: Record<string, unknown> = {};
  const sets: string[] = [];
  const removals: string[] = [];

  function name(attribute: string): string {
    const placeholder = `#expName_${Object.keys(names).length + 1}`;
    names[placeholder] = attribute;
    return placeholder;
  }

  function value(of: unknown): string {
    const placeholder = `:expValue_${Object.keys(values).length + 1}`;
    values[placeholder] = toDynamoDB(of);
    return placeholder;
  }

  function operate(path: string, operation: UpdateOperation): void {
    switch (operation.type) {
      case 'OPERATION_ADD':
      case 'OPERATION_REPLACE':
        sets.push(`${path} = ${value(operation.value)}`);
        return;
      case 'OPERATION_INCREMENT':
        sets.push(`${path} = ${path} + ${value(operation.by)}`);
        return;
      case 'OPERATION_DECREMENT':
        sets.push(`${path} = ${path} - ${value(operation.by)}`);
        return;
      case 'OPERATION_APPEND':
        sets.push(`${path} = list_append(${path}, ${value(operation.items)})`);
        return;
      case 'OPERATION_PREPEND':
        sets.push(`${path} = list_append(${value(operation.items)}, ${path})`);
        return;
      case 'OPERATION_REMOVE':
        removals.push(path);
        return;
      case 'OPERATION_UPDATE_LIST_ITEM':
        sets.push(`${path}[${Number(operation.index)}] = ${value(operation.value)}`);
        return;
      default:
        fault(`Unsupported update operation: ${(operation as UpdateOperation).type}`);
    }
  }

  function assign(path: string, given: unknown): void {
    if (isOperation(given)) operate(path, given);
    else if (Array.isArray(given) && given.length > 0 && given.every(isOperation))
      for (const each of given) operate(path, each);
    else if (isRecord(given) && 'M' in toDynamoDB(given))
      for (const [key, member] of Object.entries(given)) assign(`${path}.${name(key)}`, member);
    else sets.push(`${path} = ${value(given)}`);
  }

  for (const [key, given] of Object.entries(update)) assign(name(key), given);
  const clauses = [
    ...(sets.length > 0 ? [`SET ${sets.join(', ')}`] : []),
    ...(removals.length > 0 ? [`REMOVE ${removals.join(', ')}`] : []),
  ];
  return {
    expression: clauses.join(' '),
    expressionNames: names,
    ...(Object.keys(values).length > 0 ? { expressionValues: values } : {}),
  };
}
