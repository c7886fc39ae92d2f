import { RequestFault } from '../../execution/resolve.ts';
import { toAttributeValues } from './values.ts';

/** `{ expression, expressionNames, expressionValues }`, as every expression of a request is written. */
export interface Expression {
  readonly expression?: unknown;
  readonly expressionNames?: unknown;
  readonly expressionValues?: unknown;
}

/** The names and values of several expressions of one call, which DynamoDB takes in one map each. */
export class ExpressionParts {
  private readonly names: Record<string, string> = {};
  private readonly values: Record<string, unknown> = {};

  /**
   * Takes over an expression's names and values and gives back its text.
   * The transform helpers of `util` return JSON text: both forms are taken.
   */
  add(given: unknown, where: string): string | undefined {
    if (given === undefined || given === null) return undefined;
    const { expression, expressionNames, expressionValues } = readExpression(given, where);
    if (typeof expression !== 'string')
      throw new RequestFault(`Value for field '${where}[expression]' not found.`);
    Object.assign(this.names, expressionNames ?? {});
    if (expressionValues) {
      Object.assign(this.values, toAttributeValues(expressionValues, `${where}[expressionValues]`));
    }
    return expression === '' ? undefined : expression;
  }

  /** The two members of the call, left out when empty, as DynamoDB wants them. */
  members(): object {
    return {
      ...(Object.keys(this.names).length > 0 ? { ExpressionAttributeNames: this.names } : {}),
      ...(Object.keys(this.values).length > 0 ? { ExpressionAttributeValues: this.values } : {}),
    };
  }
}

export function readExpression(given: unknown, where: string): Expression {
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
