import { RequestFault } from '../../execution/resolve.ts';
import { toAttributeValues } from './values.ts';

/** `{ expression, expressionNames, expressionValues }`, as every expression of a request is written. */
interface Expression {
  readonly expression?: unknown;
  readonly expressionNames?: unknown;
  readonly expressionValues?: unknown;
}

/** The names and values of several expressions of one call, which DynamoDB takes in one map each. */
export interface ExpressionParts {
  /** Takes over an expression's names and values and gives back its text; undefined when there is none. */
  add(given: unknown, where: string): string | undefined;
  /** Adds a name or a value that the data source itself uses. */
  name(placeholder: string, attribute: string): void;
  value(placeholder: string, value: object): void;
  /** The two members of the call, left out when empty, as DynamoDB wants them. */
  members(): object;
  /** What was gathered so far. */
  all(): { readonly names: Record<string, string>; readonly values: Record<string, unknown> };
}

export function expressionParts(): ExpressionParts {
  const names: Record<string, string> = {};
  const values: Record<string, unknown> = {};
  return {
    add(given, where) {
      if (given === undefined || given === null) return undefined;
      const { expression, expressionNames, expressionValues } = readExpression(given, where);
      if (typeof expression !== 'string')
        throw new RequestFault(`Value for field '${where}[expression]' not found.`);
      Object.assign(names, expressionNames ?? {});
      if (expressionValues) {
        Object.assign(values, toAttributeValues(expressionValues, `${where}[expressionValues]`));
      }
      return expression === '' ? undefined : expression;
    },
    name: (placeholder, attribute) => void (names[placeholder] = attribute),
    value: (placeholder, value) => void (values[placeholder] = value),
    all: () => ({ names, values }),
    members: () => ({
      ...(Object.keys(names).length > 0 ? { ExpressionAttributeNames: names } : {}),
      ...(Object.keys(values).length > 0 ? { ExpressionAttributeValues: values } : {}),
    }),
  };
}

/** An expression as given: an object, or the JSON text that the transform helpers of `util` return. */
function readExpression(given: unknown, where: string): Expression {
  if (typeof given === 'string') {
    try {
      return JSON.parse(given) as Expression;
    } catch {
      throw new RequestFault(`Value for field '${where}' is not valid JSON.`);
    }
  }
  if (typeof given !== 'object' || given === null)
    throw new RequestFault(`Value for field '${where}' must be a map.`);
  return given as Expression;
}
