import { BlockList, isIP } from 'node:net';
import { matchesPattern, substituteVariables, type RequestContext } from './pattern.ts';

type Comparison = (actual: string, expected: string) => boolean;

const numeric =
  (compare: (a: number, b: number) => boolean): Comparison =>
  (actual, expected) => {
    const [a, b] = [Number(actual), Number(expected)];
    return !Number.isNaN(a) && !Number.isNaN(b) && compare(a, b);
  };

const date =
  (compare: (a: number, b: number) => boolean): Comparison =>
  (actual, expected) => {
    const [a, b] = [moment(actual), moment(expected)];
    return !Number.isNaN(a) && !Number.isNaN(b) && compare(a, b);
  };

// A date condition takes ISO 8601 or seconds since the epoch.
const moment = (text: string) => (/^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text));

const inRange: Comparison = (actual, expected) => {
  const [address = '', bits] = expected.split('/');
  const version = isIP(address);
  if (version === 0 || isIP(actual) !== version) return false;
  const family = version === 4 ? 'ipv4' : 'ipv6';
  const list = new BlockList();
  list.addSubnet(address, bits === undefined ? (version === 4 ? 32 : 128) : Number(bits), family);
  return list.check(actual, family);
};

// ArnEquals and ArnLike are alike: six fields, wildcards within each.
const arnLike: Comparison = (actual, expected) => {
  const [a, b] = [arnFields(actual), arnFields(expected)];
  return a.length === 6 && b.length === 6 && b.every((field, index) => matchesPattern(field, a[index] ?? ''));
};
function arnFields(arn: string): string[] {
  const fields = arn.split(':');
  return fields.length <= 6 ? fields : [...fields.slice(0, 5), fields.slice(5).join(':')];
}

// Expected values arrive with literal wildcards written `${*}`; only the Like operators read wildcards at all.
const literal = (text: string) => text.replace(/\$\{([*?$])\}/g, '$1');
const plain =
  (compare: Comparison): Comparison =>
  (actual, expected) =>
    compare(actual, literal(expected));

const comparisons: Readonly<Record<string, { compare: Comparison; negated?: true }>> = {
  StringEquals: { compare: plain((a, b) => a === b) },
  StringNotEquals: { compare: plain((a, b) => a === b), negated: true },
  StringEqualsIgnoreCase: { compare: plain((a, b) => a.toLowerCase() === b.toLowerCase()) },
  StringNotEqualsIgnoreCase: { compare: plain((a, b) => a.toLowerCase() === b.toLowerCase()), negated: true },
  StringLike: { compare: (a, b) => matchesPattern(b, a) },
  StringNotLike: { compare: (a, b) => matchesPattern(b, a), negated: true },
  NumericEquals: { compare: numeric((a, b) => a === b) },
  NumericNotEquals: { compare: numeric((a, b) => a === b), negated: true },
  NumericLessThan: { compare: numeric((a, b) => a < b) },
  NumericLessThanEquals: { compare: numeric((a, b) => a <= b) },
  NumericGreaterThan: { compare: numeric((a, b) => a > b) },
  NumericGreaterThanEquals: { compare: numeric((a, b) => a >= b) },
  DateEquals: { compare: date((a, b) => a === b) },
  DateNotEquals: { compare: date((a, b) => a === b), negated: true },
  DateLessThan: { compare: date((a, b) => a < b) },
  DateLessThanEquals: { compare: date((a, b) => a <= b) },
  DateGreaterThan: { compare: date((a, b) => a > b) },
  DateGreaterThanEquals: { compare: date((a, b) => a >= b) },
  Bool: { compare: (a, b) => a.toLowerCase() === b.toLowerCase() },
  BinaryEquals: { compare: plain((a, b) => a === b) },
  IpAddress: { compare: inRange },
  NotIpAddress: { compare: inRange, negated: true },
  ArnEquals: { compare: arnLike },
  ArnLike: { compare: arnLike },
  ArnNotEquals: { compare: arnLike, negated: true },
  ArnNotLike: { compare: arnLike, negated: true },
};

interface Operator {
  readonly name: string;
  readonly quantifier?: 'ForAllValues' | 'ForAnyValue';
  readonly ifExists: boolean;
}

/**
 * Reads an operator, e.g. `ForAnyValue:StringLikeIfExists`.
 *
 * @throws Error for an operator that IAM does not have.
 */
export function parseOperator(text: string): Operator {
  const match = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(text);
  const name = match?.[2] ?? '';
  if (!(name in comparisons) && name !== 'Null') throw new Error(`Unknown condition operator ${text}`);
  return {
    name,
    quantifier: match?.[1] as Operator['quantifier'],
    ifExists: match?.[3] !== undefined,
  };
}

/** True when every operator and key of a statement's `Condition` holds. */
export function conditionHolds(
  condition: Record<string, Record<string, unknown>> | undefined,
  context: RequestContext,
): boolean {
  return Object.entries(condition ?? {}).every(([operatorText, keys]) => {
    const operator = parseOperator(operatorText);
    return Object.entries(keys).every(([key, expected]) =>
      keyHolds(operator, context[key.toLowerCase()], asStrings(expected), context),
    );
  });
}

function keyHolds(
  operator: Operator,
  actual: string | string[] | undefined,
  expected: string[],
  context: RequestContext,
): boolean {
  const values = actual === undefined ? [] : Array.isArray(actual) ? actual : [actual];
  if (operator.name === 'Null') return expected.some((text) => (text === 'true') === (values.length === 0));
  const { compare, negated = false } = comparisons[operator.name]!;
  if (values.length === 0) {
    // An absent key satisfies IfExists, ForAllValues and every negated operator, and nothing else.
    return operator.ifExists || operator.quantifier === 'ForAllValues' || (negated && !operator.quantifier);
  }
  const accepted = expected.flatMap((text) => substituteVariables(text, context) ?? []);
  const holds = (value: string) => accepted.some((text) => compare(value, text)) !== negated;
  return operator.quantifier === 'ForAllValues' || (negated && !operator.quantifier)
    ? values.every(holds)
    : values.some(holds);
}

const asStrings = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [String(value)]);
