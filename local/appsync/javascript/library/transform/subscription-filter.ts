import { fault } from '../../realm/halt.ts';
import { isRecord } from '../arguments.ts';

interface Filter {
  fieldName: string;
  operator: string;
  value: unknown;
}

/** Alternatives, each a list of filters that all must hold. */
type Alternatives = Filter[][];

/** Alternatives that a filter may come to. Not established for the service; combining multiplies them. */
const mostAlternatives = 1_000;

/** Every combination of one alternative of each factor. */
const product = (factors: readonly Alternatives[]): Alternatives =>
  factors.reduce<Alternatives>(
    (made, factor) => {
      if (made.length * factor.length > mostAlternatives)
        return fault(`toSubscriptionFilter: more than ${mostAlternatives} filter groups`);
      return made.flatMap((left) => factor.map((right) => [...left, ...right]));
    },
    [[]],
  );

/** Several operators on one field are alternatives. */
function fieldAlternatives(fieldName: string, condition: unknown): Alternatives {
  if (!isRecord(condition)) return fault(`toSubscriptionFilter: ${fieldName} must be an object of operators`);
  return Object.entries(condition)
    .filter(([, value]) => value !== null)
    .map(([operator, value]) => [{ fieldName, operator, value }]);
}

function alternativesOf(object: Record<string, unknown>, ignored: readonly string[]): Alternatives {
  const factors = Object.entries(object).flatMap(([name, condition]): Alternatives[] => {
    if (ignored.includes(name) || condition === null) return [];
    if (name === 'and') return listOf(condition).map((each) => alternativesOf(each, ignored));
    if (name === 'or') return [listOf(condition).flatMap((each) => alternativesOf(each, ignored))];
    return [fieldAlternatives(name, condition)];
  });
  return product(factors.filter((factor) => factor.length > 0));
}

function listOf(condition: unknown): Record<string, unknown>[] {
  const list = Array.isArray(condition) ? condition : [condition];
  return list.map((each) => (isRecord(each) ? each : fault('toSubscriptionFilter: expected filter objects')));
}

/**
 * A subscription filter from a filter object. Different fields and `and` combine, several operators on a field and
 * `or` are alternatives; of the rules at least one must hold.
 */
export function subscriptionFilter(
  object: Record<string, unknown>,
  ignoredFields: readonly string[] = [],
  rules?: Record<string, unknown>,
): { filterGroup: { filters: Filter[] }[] } {
  const strict = rules
    ? Object.entries(rules).flatMap(([name, condition]) => fieldAlternatives(name, condition))
    : [];
  const groups = product([alternativesOf(object, ignoredFields), ...(strict.length > 0 ? [strict] : [])]);
  return { filterGroup: groups.filter((filters) => filters.length > 0).map((filters) => ({ filters })) };
}
