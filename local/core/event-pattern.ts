import { compileRule, type ValueRule } from './event-pattern/rules.ts';
import { flatten, type Leaf } from './event-pattern/flatten.ts';
import { isObject, refuse, type Place } from './event-pattern/refusal.ts';

export { EventPatternError } from './event-pattern/refusal.ts';

/**
 * A compiled event pattern, as EventBridge rules and Lambda's event filters have them.
 * Source: EventBridge User Guide, "Comparison operators for use in event patterns"; aws/event-ruler.
 */
export type EventPattern = (event: unknown) => boolean;

/** One way in which an event fits a pattern: the rules of each field, fields by their dotted paths. */
type Branch = ReadonlyMap<string, readonly ValueRule[]>;

/**
 * Compiles a pattern. As in aws/event-ruler, fields are known by their dotted path, so that `{ a: { b } }` and
 * `{ 'a.b' }` are the same; only leaves are compared; and what is taken from an array of objects must come from one of
 * its members.
 *
 * @throws EventPatternError naming the path of what is not a pattern, with the reason in the words of the service.
 * @example
 * const isNewOrder = compileEventPattern({ eventName: ['INSERT'], dynamodb: { Keys: { sk: { S: [{ prefix: 'ORDER' }] } } } });
 */
export function compileEventPattern(pattern: unknown): EventPattern {
  if (!isObject(pattern)) return refuse('Filter is not an object', { path: '' });
  const branches = compileObject(pattern, { path: '', inOr: false }, [new Map()]);
  return (event) => {
    if (!isObject(event)) return false;
    const fields = flatten(event);
    return branches.some((branch) => fits([...branch], 0, fields, []));
  };
}

/** Names that `$or` cannot have among its fields, since an operator may one day take their place. */
const reservedInOr = new Set(
  (
    'exactly equals-ignore-case prefix suffix anything-but exists wildcard numeric cidr = < <= > >= regex ' +
    'not-wildcard not-equals-ignore-case date-after date-on-or-after date-before date-on-or-before in-date-range ' +
    'ip-address-in-range ip-address-not-in-range'
  ).split(' '),
);

function compileObject(pattern: Record<string, unknown>, place: Place, branches: Branch[]): Branch[] {
  const entries = Object.entries(pattern);
  if (entries.length === 0) return refuse('Empty objects are not allowed', place);
  return entries.reduce((found, [name, part]) => {
    if (name === '$or') return compileOr(part, place, found);
    const inner = { ...place, path: place.path ? `${place.path}.${name}` : name };
    if (place.inOr && reservedInOr.has(name)) {
      return refuse(`${name} is Ruler reserved fieldName which cannot be used inside $or.`, inner);
    }
    if (isObject(part)) return compileObject(part, inner, found);
    if (!Array.isArray(part)) return refuse(`"${name}" must be an object or an array`, inner);
    if (part.length === 0) return refuse('Empty arrays are not allowed', inner);
    const rules = part.map((rule) => compileRule(rule, inner));
    return found.map((branch) => new Map([...branch, [inner.path, rules]]));
  }, branches);
}

function compileOr(alternatives: unknown, place: Place, branches: Branch[]): Branch[] {
  if (!Array.isArray(alternatives)) return refuse('It must be an Array followed with $or.', place);
  const found = alternatives.flatMap((one) =>
    isObject(one)
      ? compileObject(one, { ...place, inOr: true }, branches)
      : refuse('Only JSON object is allowed in array of $or relationship.', place),
  );
  if (alternatives.length < 2) refuse('There must have at least 2 Objects in $or relationship.', place);
  return found;
}

/** Looks for a value for each field from `index` on, all from the same members of arrays. */
function fits(
  branch: readonly (readonly [path: string, rules: readonly ValueRule[]])[],
  index: number,
  fields: ReadonlyMap<string, readonly Leaf[]>,
  chosen: readonly Leaf[],
): boolean {
  const [path, rules] = branch[index] ?? [];
  if (path === undefined || rules === undefined) return true;
  const leaves = fields.get(path) ?? [];
  if (leaves.length === 0) {
    return rules.some(({ absent }) => absent === true) && fits(branch, index + 1, fields, chosen);
  }
  return leaves.some(
    (leaf) =>
      rules.some(({ test }) => test?.(leaf.value)) &&
      chosen.every((other) => agree(leaf, other)) &&
      fits(branch, index + 1, fields, [...chosen, leaf]),
  );
}

const agree = (one: Leaf, other: Leaf): boolean =>
  one.members.every(({ array, index }) =>
    other.members.every((member) => member.array !== array || member.index === index),
  );
