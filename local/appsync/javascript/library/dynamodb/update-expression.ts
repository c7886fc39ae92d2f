import { fault } from '../../realm/halt.ts';
import { isRecord } from '../arguments.ts';
import type { DynamoDBExpression } from '../transform/dynamodb-expression.ts';
import { toDynamoDB } from '../util/dynamodb.ts';
import { isOperation, type UpdateOperation } from './operations.ts';

type Path = readonly string[];

/** A clause of SET or REMOVE: whose it is, and its text once path and values have their placeholders. */
interface Clause {
  readonly keyword: 'SET' | 'REMOVE';
  readonly path: Path;
  write(name: string, value: (of: unknown) => string): string;
}

const set = (path: Path, write: Clause['write']): Clause => ({ keyword: 'SET', path, write });

/**
 * Translates an update object. Recorded from the service: `SET a, b REMOVE c, d`, names `#expName_1…` and values
 * `:expValue_1…` in the order of this text, one name for an attribute however often it occurs, and values even where
 * there are none. A dotted key is one attribute's name. Not recorded: that a plain object sets the paths below it.
 *
 * @example updateExpression({ n: { type: 'OPERATION_INCREMENT', by: 2 } }).expression
 * // 'SET #expName_1 = #expName_1 + :expValue_1'
 */
export function updateExpression(update: Record<string, unknown>): DynamoDBExpression {
  const clauses = Object.entries(update).flatMap(([key, given]) => clausesOf([key], given));
  const names = new Map<string, string>();
  const expressionValues: Record<string, unknown> = {};

  function name(attribute: string): string {
    const placeholder = names.get(attribute) ?? `#expName_${names.size + 1}`;
    names.set(attribute, placeholder);
    return placeholder;
  }

  function value(of: unknown): string {
    const placeholder = `:expValue_${Object.keys(expressionValues).length + 1}`;
    expressionValues[placeholder] = toDynamoDB(of);
    return placeholder;
  }

  const texts = (['SET', 'REMOVE'] as const).flatMap((keyword) => {
    const own = clauses.filter((clause) => clause.keyword === keyword);
    const written = own.map(({ path, write }) => write(path.map(name).join('.'), value));
    return written.length > 0 ? [`${keyword} ${written.join(', ')}`] : [];
  });
  const expressionNames = Object.fromEntries(
    [...names].map(([attribute, placeholder]) => [placeholder, attribute]),
  );
  return { expression: texts.join(' '), expressionNames, expressionValues };
}

function clausesOf(path: Path, given: unknown): Clause[] {
  if (isOperation(given)) return [operate(path, given)];
  if (Array.isArray(given) && given.length > 0 && given.every(isOperation))
    return given.map((each) => operate(path, each));
  if (isRecord(given) && 'M' in toDynamoDB(given))
    return Object.entries(given).flatMap(([key, member]) => clausesOf([...path, key], member));
  return [set(path, (name, value) => `${name} = ${value(given)}`)];
}

function operate(path: Path, operation: UpdateOperation): Clause {
  switch (operation.type) {
    case 'OPERATION_ADD':
    case 'OPERATION_REPLACE':
      return set(path, (name, value) => `${name} = ${value(operation.value)}`);
    case 'OPERATION_INCREMENT':
      return set(path, (name, value) => `${name} = ${name} + ${value(operation.by)}`);
    case 'OPERATION_DECREMENT':
      return set(path, (name, value) => `${name} = ${name} - ${value(operation.by)}`);
    case 'OPERATION_APPEND':
      return set(path, (name, value) => `${name} = list_append(${name}, ${value(operation.items)})`);
    case 'OPERATION_PREPEND':
      return set(path, (name, value) => `${name} = list_append(${value(operation.items)}, ${name})`);
    case 'OPERATION_REMOVE':
      return { keyword: 'REMOVE', path, write: (name) => name };
    case 'OPERATION_UPDATE_LIST_ITEM':
      return set(path, (name, value) => `${name}[${Number(operation.index)}] = ${value(operation.value)}`);
    default:
      return fault(`Unsupported update operation: ${(operation as UpdateOperation).type}`);
  }
}
