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

const functions: Readonly<Record<string, string>> = {
  beginsWith: 'begins_with',
  contains: 'contains',
  notContains: 'NOT contains',
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

/** Ends the translation of what is no filter object. */
class NoFilter extends Error {}

const noFilter = (): never => {
  throw new NoFilter();
};

const given = <T>(table: Readonly<Record<string, T>>, name: unknown): T | undefined =>
  typeof name === 'string' && Object.hasOwn(table, name) ? table[name] : undefined;

/**
 * Translates a filter object as recorded from the service; null for what is none: an unknown operator, a field with a
 * value in place of operators, a field below a field, a range of one bound.
 *
 * Names are `#field`, dots included, values `:field_operator` after the path of the groups around them, as in
 * `:or_0_not_field_eq`. Each comparison stands in parentheses, several of a field or a group in a further pair. What is
 * empty is joined like anything else, and leaves a joint with nothing beside it. Not recorded: members of several
 * fields, which get a pair of their own here.
 *
 * @example dynamoDBExpression({ version: { eq: 10 } })?.expression // '(#version = :version_eq)'
 */
export function dynamoDBExpression(filter: unknown): Required<DynamoDBExpression> | null {
  const expressionNames: Record<string, string> = {};
  const expressionValues: Record<string, unknown> = {};

  function bind(name: string, value: unknown): string {
    expressionValues[`:${name}`] = toDynamoDB(value);
    return `:${name}`;
  }

  /** One operator; `operand` is the attribute's placeholder or its size, `name` that of the value. */
  function operation(
    attribute: string,
    operand: string,
    name: string,
    operator: string,
    value: unknown,
  ): string {
    switch (operator) {
      case 'in': {
        const values = listOf(value);
        const bound = values.map((each, index) => bind(`${name}_${index}`, each));
        return bound.length === 0 ? '(null)' : `(${operand} IN (${bound.join(', ')}))`;
      }
      case 'between': {
        const bounds = listOf(value);
        if (bounds.length < 2) return noFilter();
        return `(${operand} BETWEEN ${bind(`${name}_start`, bounds[0])} AND ${bind(`${name}_end`, bounds[1])})`;
      }
      case 'attributeExists':
        if (typeof value !== 'boolean') return noFilter();
        return `(${value ? 'attribute_exists' : 'attribute_not_exists'}(${operand}))`;
      case 'attributeType':
        return `(attribute_type(${operand},${bind(name, given(attributeTypes, value) ?? noFilter())}))`;
      case 'size':
        return operations(attribute, `size(${attribute})`, name, value);
    }
    const call = given(functions, operator);
    if (call) return `(${call}(${operand},${bind(name, value)}))`;
    return `(${operand} ${given(comparators, operator) ?? noFilter()} ${bind(name, value)})`;
  }

  function operations(attribute: string, operand: string, name: string, condition: unknown): string {
    const each = Object.entries(recordOf(condition));
    return joined(
      each.map(([operator, value]) => operation(attribute, operand, `${name}_${operator}`, operator, value)),
      ' AND ',
    );
  }

  function parts(condition: Record<string, unknown>, path: string): string[] {
    return Object.entries(condition).map(([name, value]) => {
      const below = `${path}${name}_`;
      if (name === 'and') return joined(members(value, below), ' AND ');
      if (name === 'or') return joined(members(value, below), ' OR ');
      if (name === 'not') return `(NOT ${joined(parts(recordOf(value), below), ' AND ')})`;
      expressionNames[`#${name}`] = name;
      return operations(`#${name}`, `#${name}`, `${path}${name}`, value);
    });
  }

  const members = (value: unknown, path: string) =>
    listOf(value).map((each, index) => joined(parts(recordOf(each), `${path}${index}_`), ' AND '));

  try {
    const expression = parts(recordOf(filter), '').join(' AND ');
    return { expression, expressionNames, expressionValues };
  } catch (error) {
    if (error instanceof NoFilter) return null;
    throw error;
  }
}

const joined = (texts: readonly string[], joint: string) =>
  texts.length > 1 ? `(${texts.join(joint)})` : texts.join(joint);

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : noFilter());

const recordOf = (value: unknown): Record<string, unknown> => (isRecord(value) ? value : noFilter());
