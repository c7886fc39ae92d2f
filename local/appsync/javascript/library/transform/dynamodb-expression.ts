import { fault } from '../../realm/halt.ts';
import { isRecord } from '../arguments.ts';
import { toDynamoDB } from '../util/dynamodb.ts';

/** An expression with its placeholders, as requests to the DynamoDB data source carry it. */
export interface DynamoDBExpression {
  expression: string;
  expressionNames?: Record<string, string>;
  expressionValues?: Record<string, unknown>;
}

const comparators: Readonly<Record<string, string>> = {
  eq: '=',
  ne: '<>',
  le: '<=',
  lt: '<',
  ge: '>=',
  gt: '>',
};

const attributeTypes: Readonly<Record<string, string>> = {
  _null: 'NULL',
  string: 'S',
  stringSet: 'SS',
  number: 'N',
  numberSet: 'NS',
  binary: 'B',
  binarySet: 'BS',
  boolean: 'BOOL',
  list: 'L',
  map: 'M',
};

/**
 * Translates a filter object. Recorded from the service: `(contains(#title,:title_contains))` for a filter and
 * `(attribute_exists(#id)) AND (#version = :version_eq)` for a condition: names `#field`, values
 * `:field_operator`, a part a field in parentheses, parts joined by AND. A placeholder that is taken gets a
 * number; dotted and repeated names, `size` and the text of comparisons in filters are not established.
 */
export function dynamoDBExpression(
  filter: Record<string, unknown>,
  style: 'filter' | 'condition',
): DynamoDBExpression {
  const names: Record<string, string> = {};
  const values: Record<string, unknown> = {};

  function nameOf(path: string): string {
    return path
      .split('.')
      .map((segment) => placeholder(names, `#${segment.replace(/\W/g, '_')}`, segment))
      .join('.');
  }

  function valueOf(path: string, operator: string, value: unknown): string {
    return placeholder(values, `:${path.replace(/\W/g, '_')}_${operator}`, toDynamoDB(value));
  }

  function comparison(path: string, operator: string, operand: unknown): string {
    const name = nameOf(path);
    const separator = style === 'filter' ? ',' : ', ';
    const call = (fn: string) => `${fn}(${name}${separator}${valueOf(path, operator, operand)})`;
    const list = () => (Array.isArray(operand) ? operand : fault(`${path}.${operator}: expected a list`));
    switch (operator) {
      case 'in': {
        const each = list().map((one, index) => valueOf(path, `in${index}`, one));
        return `${name} IN (${each.join(', ')})`;
      }
      case 'between': {
        const [low, high] = list().map((one, index) => valueOf(path, `between${index}`, one));
        return `${name} BETWEEN ${low} AND ${high}`;
      }
      case 'beginsWith':
        return call('begins_with');
      case 'contains':
        return call('contains');
      case 'notContains':
        return `NOT ${call('contains')}`;
      case 'attributeExists':
        return operand === false ? `attribute_not_exists(${name})` : `attribute_exists(${name})`;
      case 'attributeType': {
        const type = attributeTypes[String(operand)] ?? String(operand);
        return `attribute_type(${name}${separator}${valueOf(path, operator, type)})`;
      }
      case 'size':
        return sizeOf(path, operand);
      default: {
        const sign = comparators[operator] ?? fault(`Unsupported operator: ${operator}`);
        return `${name} ${sign} ${valueOf(path, operator, operand)}`;
      }
    }
  }

  function sizeOf(path: string, operand: unknown): string {
    if (!isRecord(operand)) return `size(${nameOf(path)}) = ${valueOf(path, 'size', operand)}`;
    const parts = present(operand).map(([operator, value]) => {
      const text = comparison(path, operator, value);
      return text.replace(nameOf(path), `size(${nameOf(path)})`);
    });
    return parts.join(' AND ');
  }

  /** A field's operators, or the fields of a map below it. */
  function field(path: string, condition: unknown): string {
    if (!isRecord(condition)) return fault(`${path}: expected an object of operators`);
    const parts = present(condition).map(([operator, operand]) =>
      isRecord(operand) && operator !== 'size' && !(operator in comparators)
        ? field(`${path}.${operator}`, operand)
        : comparison(path, operator, operand),
    );
    return parts.join(' AND ');
  }

  function group(condition: unknown, joint: string): string {
    const members = Array.isArray(condition) ? condition : [condition];
    const parts = members.map((each) => fields(isRecord(each) ? each : fault('expected a filter object')));
    return parts.map((part) => (parts.length > 1 ? parenthesized(part) : part)).join(joint);
  }

  function fields(condition: Record<string, unknown>): string {
    const parts = present(condition).map(([name, value]) => {
      if (name === 'and') return parenthesized(group(value, ' AND '));
      if (name === 'or') return parenthesized(group(value, ' OR '));
      if (name === 'not') return `(NOT ${parenthesized(group(value, ' AND '))})`;
      return `(${field(name, value)})`;
    });
    return parts.join(' AND ');
  }

  const expression = fields(filter);
  return {
    expression,
    ...(Object.keys(names).length > 0 ? { expressionNames: names } : {}),
    ...(Object.keys(values).length > 0 ? { expressionValues: values } : {}),
  };
}

/**
 * In parentheses, once: DynamoDB refuses redundant ones, and AWS's own samples hand `and` and `or` groups on to it. How
 * the service writes such groups is not established beyond that.
 */
function parenthesized(text: string): string {
  let depth = 0;
  const closes = [...text].findIndex((character) => {
    if (character === '(') depth++;
    if (character === ')') depth--;
    return depth === 0;
  });
  return text.startsWith('(') && closes === text.length - 1 ? text : `(${text})`;
}

/** Null switches an operator or a field off, as its absence does. */
const present = (condition: Record<string, unknown>) =>
  Object.entries(condition).filter(([, value]) => value !== null && value !== undefined);

/** Enters a value under a free placeholder; the same value under the same name shares one. */
function placeholder<T>(taken: Record<string, T>, wanted: string, value: T): string {
  const text = JSON.stringify(value);
  for (let count = 0; ; count++) {
    const name = count === 0 ? wanted : `${wanted}_${count}`;
    if (!(name in taken)) taken[name] = value;
    if (JSON.stringify(taken[name]) === text) return name;
  }
}
