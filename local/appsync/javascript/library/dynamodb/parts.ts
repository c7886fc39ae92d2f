import { fault } from '../../realm/halt.ts';
import { isRecord, objectArgument } from '../arguments.ts';
import { dynamoDBExpression, type DynamoDBExpression } from '../transform/dynamodb-expression.ts';
import { toMapValues } from '../util/dynamodb.ts';

/** Members of an input that are there, copied through. */
export function copied(input: Record<string, unknown>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    names
      .filter((name) => input[name] !== undefined && input[name] !== null)
      .map((name) => [name, input[name]]),
  );
}

export const keyOf = (helper: string, input: Record<string, unknown>) =>
  toMapValues(objectArgument(`${helper}: key`, input.key));

/** `{ [as]: expression }` for a filter object, nothing for its absence. */
export function expressionOf(
  as: 'condition' | 'filter',
  input: unknown,
): { [name in 'condition' | 'filter']?: DynamoDBExpression } {
  if (input === undefined || input === null) return {};
  if (!isRecord(input)) return fault(`${as}: expected an object`);
  return Object.keys(input).length === 0 ? {} : { [as]: dynamoDBExpression(input, 'condition') };
}

/** A projection of dotted paths, e.g. `['id', 'address.city']`. Its placeholders are not established. */
export function projectionOf(paths: unknown): { projection?: DynamoDBExpression } {
  if (paths === undefined || paths === null) return {};
  if (!Array.isArray(paths)) return fault('projection: expected a list of attribute paths');
  if (paths.length === 0) return {};
  const names: Record<string, string> = {};
  const expressions = paths.map((path) =>
    String(path)
      .split('.')
      .map((segment) => {
        // A segment may end in list indexes, `lines[0]`, which stay outside the name.
        const [, attribute = segment, indexes = ''] = /^(.*?)((?:\[\d+\])*)$/s.exec(segment) ?? [];
        const placeholder = `#${attribute.replace(/\W/g, '_')}`;
        const free =
          placeholder in names && names[placeholder] !== attribute ? `${placeholder}_1` : placeholder;
        names[free] = attribute;
        return free + indexes;
      })
      .join('.'),
  );
  return { projection: { expression: expressions.join(', '), expressionNames: names } };
}

/** A key condition: as a condition, but without parentheses around its parts. */
export function keyCondition(query: unknown): DynamoDBExpression {
  const fields = Object.entries(objectArgument('query: query', query));
  const made = fields.map(([field, condition]) => dynamoDBExpression({ [field]: condition }, 'condition'));
  return {
    expression: made.map(({ expression }) => expression.slice(1, -1)).join(' AND '),
    expressionNames: Object.assign({}, ...made.map(({ expressionNames }) => expressionNames)),
    expressionValues: Object.assign({}, ...made.map(({ expressionValues }) => expressionValues)),
  };
}
