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
  if (input === undefined || input === null || (isRecord(input) && Object.keys(input).length === 0))
    return {};
  return { [as]: written(as, input) };
}

/** An expression of a request: as the transforms write it, but without values where it has none. */
function written(as: string, input: unknown): DynamoDBExpression {
  const made = dynamoDBExpression(input);
  // What the service does with it is not recorded; leaving a condition out would write unconditionally.
  if (!made) return fault(`${as}: no filter object`);
  const { expressionValues, ...rest } = made;
  return Object.keys(expressionValues).length === 0 ? rest : made;
}

/**
 * A projection of dotted paths, e.g. `['id', 'address.city']`: a placeholder `#expName_1…` for each segment, the same
 * for the same one.
 */
export function projectionOf(paths: unknown): { projection?: DynamoDBExpression } {
  if (paths === undefined || paths === null) return {};
  if (!Array.isArray(paths)) return fault('projection: expected a list of attribute paths');
  if (paths.length === 0) return {};
  const placeholders = new Map<string, string>();
  const placeholderOf = (attribute: string) => {
    const placeholder = placeholders.get(attribute) ?? `#expName_${placeholders.size + 1}`;
    placeholders.set(attribute, placeholder);
    return placeholder;
  };
  const expressions = paths.map((path) =>
    String(path)
      .split('.')
      .map((segment) => {
        // A segment may end in list indexes, `lines[0]`, which stay outside the name: what the service does with them
        // is not recorded.
        const [, attribute = segment, indexes = ''] = /^(.*?)((?:\[\d+\])*)$/s.exec(segment) ?? [];
        return placeholderOf(attribute) + indexes;
      })
      .join('.'),
  );
  const expressionNames = Object.fromEntries([...placeholders].map(([attribute, name]) => [name, attribute]));
  return { projection: { expression: expressions.join(', '), expressionNames } };
}

/** A key condition is written as any other. */
export const keyCondition = (query: unknown): DynamoDBExpression =>
  written('query', objectArgument('query: query', query));
