import { isDeepStrictEqual } from 'node:util';

/** `{ filterGroup: [{ filters: [{ fieldName, operator, value }] }] }`: filters of a group all hold, of the groups one. */
export interface EventFilter {
  readonly filterGroup: readonly { readonly filters: readonly Filter[] }[];
}

interface Filter {
  readonly fieldName: string;
  readonly operator: string;
  readonly value: any;
}

type Operator = (held: any, value: any) => boolean;

const comparable = (left: unknown, right: unknown) => typeof left === typeof right && left !== null;

/** Developer Guide, "Enhanced subscription filtering"; comparisons respect case. */
const operators: Record<string, Operator> = {
  eq: (held, value) => held === value,
  ne: (held, value) => held !== value,
  le: (held, value) => comparable(held, value) && held <= value,
  lt: (held, value) => comparable(held, value) && held < value,
  ge: (held, value) => comparable(held, value) && held >= value,
  gt: (held, value) => comparable(held, value) && held > value,
  contains: (held, value) =>
    (typeof held === 'string' || Array.isArray(held)) && held.includes(value as never),
  notContains: (held, value) =>
    !((typeof held === 'string' || Array.isArray(held)) && held.includes(value as never)),
  beginsWith: (held, value) => typeof held === 'string' && held.startsWith(value),
  in: (held, value) => value.includes(held),
  notIn: (held, value) => !value.includes(held),
  between: (held, [low, high]) => comparable(held, low) && held >= low && held <= high,
  containsAny: (held, value) =>
    Array.isArray(held) ? value.some((each: unknown) => held.includes(each)) : value.includes(held),
};

const mostFields = 5;
const mostFilters = 10;
const mostChoices = { in: 5, notIn: 5, containsAny: 20 } as Record<string, number>;
const longestText = 256;
const deepestPath = 5;

/**
 * Reads a filter that a resolver set.
 * @throws Error naming the limit or member at fault. The service's texts are not established.
 */
export function readFilter(given: unknown): EventFilter {
  const groups = (given as EventFilter | null)?.filterGroup;
  if (!Array.isArray(groups)) throw new Error('A subscription filter needs a filterGroup.');
  const fields = new Set<string>();
  for (const group of groups) {
    if (!Array.isArray(group?.filters)) throw new Error('A group of a subscription filter needs filters.');
    let count = 0;
    for (const { fieldName, operator, value } of group.filters as Filter[]) {
      if (typeof fieldName !== 'string') throw new Error('A filter needs a fieldName.');
      if (!Object.hasOwn(operators, operator)) throw new Error(`Unknown filter operator ${operator}.`);
      const many = Array.isArray(value);
      if ((mostChoices[operator] !== undefined || operator === 'between') && !many) {
        throw new Error(`The filter operator ${operator} needs a list.`);
      }
      if (many && value.length > (mostChoices[operator] ?? 2))
        throw new Error(`Too many values for ${operator}.`);
      for (const each of many ? value : [value]) {
        if (typeof each === 'string' && each.length > longestText)
          throw new Error('A filter text is too long.');
      }
      if (fieldName.split('.').length > deepestPath)
        throw new Error(`The filter path ${fieldName} is too deep.`);
      fields.add(fieldName);
      count += operator === 'in' && many ? value.length : 1;
    }
    if (count > mostFilters) throw new Error(`A group takes at most ${mostFilters} filters.`);
  }
  if (fields.size > mostFields) throw new Error(`A filter takes at most ${mostFields} fields.`);
  return given as EventFilter;
}

/** Whether an event passes. Lists of objects on the top level never do: enhanced filters ignore them. */
export function passes(filter: EventFilter, event: unknown): boolean {
  if (Array.isArray(event)) return false;
  return filter.filterGroup.some(({ filters }) =>
    filters.every(({ fieldName, operator, value }) => operators[operator]!(at(event, fieldName), value)),
  );
}

function at(event: unknown, path: string): unknown {
  let value: any = event;
  for (const key of path.split('.')) value = value?.[key];
  return value ?? null;
}

/**
 * The filter that a subscription's arguments make: equality on fields of the same name. An omitted argument asks for
 * nothing; an explicit null passes only events whose field is null.
 */
export function matchesArguments(given: Readonly<Record<string, unknown>>, event: unknown): boolean {
  for (const name in given) {
    const held = (event as Record<string, unknown> | null)?.[name] ?? null;
    if (held !== given[name] && !isDeepStrictEqual(held, given[name] ?? null)) return false;
  }
  return true;
}
