import type { ChoiceRule } from './definition.ts';
import { runtimeFault } from './errors.ts';
import type { Json } from './json.ts';
import { lookUp, type Scope } from './scope.ts';
import { parseTimestamp } from './timestamps.ts';

type Test = (value: Json, against: Json) => boolean;

const texts =
  (test: (order: number) => boolean): Test =>
  (value, against) =>
    typeof value === 'string' &&
    typeof against === 'string' &&
    test(value < against ? -1 : value > against ? 1 : 0);
const numbers =
  (test: (order: number) => boolean): Test =>
  (value, against) =>
    typeof value === 'number' && typeof against === 'number' && test(value - against);
const moments =
  (test: (order: number) => boolean): Test =>
  (value, against) => {
    const [first, second] = [parseTimestamp(value), parseTimestamp(against)];
    return first !== undefined && second !== undefined && test(first - second);
  };

const orders: Readonly<Record<string, (order: number) => boolean>> = {
  Equals: (order) => order === 0,
  LessThan: (order) => order < 0,
  GreaterThan: (order) => order > 0,
  LessThanEquals: (order) => order <= 0,
  GreaterThanEquals: (order) => order >= 0,
};
const families = { String: texts, Numeric: numbers, Timestamp: moments };

/** Every operator that compares with a value; with `Path` at its end it compares with what a path leads to. */
const comparisons: Readonly<Record<string, Test>> = {
  ...Object.fromEntries(
    Object.entries(families).flatMap(([family, compare]) =>
      Object.entries(orders).map(([order, test]) => [family + order, compare(test)]),
    ),
  ),
  BooleanEquals: (value, against) => typeof value === 'boolean' && value === against,
  StringMatches: (value, against) => typeof value === 'string' && wildcard(String(against)).test(value),
};

const types: Readonly<Record<string, (value: Json) => boolean>> = {
  IsNull: (value) => value === null,
  IsNumeric: (value) => typeof value === 'number',
  IsString: (value) => typeof value === 'string',
  IsBoolean: (value) => typeof value === 'boolean',
  IsTimestamp: (value) => parseTimestamp(value) !== undefined,
};

/** The names of all operators. Source: Amazon States Language, "Choice state". */
export const operators: readonly string[] = [
  ...Object.keys(comparisons).flatMap((name) => (name === 'StringMatches' ? [name] : [name, `${name}Path`])),
  ...Object.keys(types),
  'IsPresent',
];

/** What the operand of an operator must be in a definition. */
export function operandKind(operator: string): 'boolean' | 'number' | 'string' | 'timestamp' {
  if (operator.startsWith('Is') || operator === 'BooleanEquals') return 'boolean';
  if (operator.endsWith('Path') || operator.startsWith('String')) return 'string';
  return operator.startsWith('Numeric') ? 'number' : 'timestamp';
}

/**
 * Decides whether a rule of a Choice state in JSONPath holds. Values of the wrong type hold nothing.
 *
 * @throws Fault States.Runtime for a path that leads nowhere, unless the operator is `IsPresent`
 */
export function holds(rule: ChoiceRule, scope: Scope): boolean {
  if (rule.And) return rule.And.every((one) => holds(one, scope));
  if (rule.Or) return rule.Or.some((one) => holds(one, scope));
  if (rule.Not) return !holds(rule.Not, scope);
  const operator = operators.find((one) => Object.hasOwn(rule, one))!;
  const operand = rule[operator] as Json;
  const variable = lookUp(rule.Variable!, scope);
  if (operator === 'IsPresent') return variable.found === operand;
  if (!variable.found) throw missing(rule.Variable!);
  const type = types[operator];
  if (type) return type(variable.value) === operand;
  if (!operator.endsWith('Path')) return comparisons[operator]!(variable.value, operand);
  const against = lookUp(String(operand), scope);
  if (!against.found) throw missing(String(operand));
  return comparisons[operator.slice(0, -'Path'.length)]!(variable.value, against.value);
}

const missing = (path: string) =>
  runtimeFault(`Invalid path '${path}': The choice state's condition path references an invalid value.`);

/** `*` stands for any characters; a backslash before it, or before another, keeps it. */
function wildcard(pattern: string): RegExp {
  const parts = pattern.match(/\\[\s\S]|[\s\S]/g) ?? [];
  const source = parts.map((part) =>
    part === '*' ? '[\\s\\S]*' : quoted(part.length > 1 ? part[1]! : part),
  );
  return new RegExp(`^${source.join('')}$`);
}

const quoted = (character: string) => character.replace(/[.*+?^${}()|[\]\\]/, '\\$&');
