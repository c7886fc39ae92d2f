import { isDeepStrictEqual } from 'node:util';
import { RequestFault } from '../../../execution/resolve.ts';

/** A value as DynamoDB writes it, `{ S: 'x' }`. */
export type Typed = Record<string, any>;
export type Item = Record<string, Typed>;

type Path = readonly (string | number)[];

/** What the expressions of an update may refer to. */
interface Names {
  readonly names: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, Typed>>;
}

const clauses = ['SET', 'REMOVE', 'ADD', 'DELETE'];

/**
 * What an item would be after an update, without writing it: what a conflict handler is shown, and what is merged.
 * DynamoDB itself carries out and checks the updates that are written.
 *
 * @throws RequestFault for an expression that is none.
 * @example
 * previewUpdate({ n: { N: '1' } }, 'SET n = n + :by', { names: {}, values: { ':by': { N: '2' } } }); // { n: { N: '3' } }
 */
export function previewUpdate(item: Item, expression: string, given: Names): Item {
  const after = structuredClone(item);
  const tokens = expression.match(/[:#]?\w+|[^\s\w]/g) ?? [];
  let at = 0;
  const peek = () => tokens[at] ?? '';
  const take = (expected?: string): string => {
    const token = tokens[at++];
    if (token === undefined || (expected !== undefined && token !== expected)) {
      throw new RequestFault(`Value for field '$[update][expression]' is no update: ${expression}`);
    }
    return token;
  };
  const path = (): Path => {
    const steps: (string | number)[] = [nameOf(take())];
    for (;;) {
      if (peek() === '.') {
        take();
        steps.push(nameOf(take()));
      } else if (peek() === '[') {
        take();
        steps.push(Number(take()));
        take(']');
      } else return steps;
    }
  };
  const nameOf = (token: string): string => (token.startsWith('#') ? (given.names[token] ?? token) : token);
  const operand = (): Typed | undefined => {
    if (peek().startsWith(':')) return given.values[take()];
    if (tokens[at + 1] !== '(') return valueAt(item, path());
    const call = take();
    take('(');
    if (call === 'if_not_exists') {
      const there = valueAt(item, path());
      take(',');
      const otherwise = operand();
      take(')');
      return there ?? otherwise;
    }
    const first = operand();
    take(',');
    const second = operand();
    take(')');
    return { L: [...(first?.['L'] ?? []), ...(second?.['L'] ?? [])] };
  };
  const actions: Record<string, () => void> = {
    SET() {
      const target = path();
      take('=');
      let value = operand();
      if (peek() === '+' || peek() === '-') {
        const sign = take() === '+' ? 1 : -1;
        value = { N: String(Number(value?.['N'] ?? 0) + sign * Number(operand()?.['N'] ?? 0)) };
      }
      if (value) setAt(after, target, value);
    },
    REMOVE: () => removeAt(after, path()),
    ADD() {
      const target = path();
      const value = given.values[take()] ?? {};
      setAt(after, target, added(valueAt(item, target), value));
    },
    DELETE() {
      const target = path();
      const remaining = without(valueAt(item, target), given.values[take()] ?? {});
      if (remaining) setAt(after, target, remaining);
      else removeAt(after, target);
    },
  };
  while (at < tokens.length) {
    const clause = take().toUpperCase();
    if (!clauses.includes(clause)) {
      throw new RequestFault(`Value for field '$[update][expression]' is no update: ${expression}`);
    }
    do actions[clause]!();
    while (peek() === ',' && take());
  }
  return after;
}

function valueAt(item: Item, path: Path): Typed | undefined {
  let value: Typed | undefined = { M: item };
  for (const step of path) value = typeof step === 'number' ? value?.['L']?.[step] : value?.['M']?.[step];
  return value;
}

function setAt(item: Item, path: Path, value: Typed): void {
  const holder = holderOf(item, path);
  const last = path.at(-1)!;
  if (Array.isArray(holder)) holder[Math.min(Number(last), holder.length)] = value;
  else if (holder) holder[last] = value;
}

function removeAt(item: Item, path: Path): void {
  const holder = holderOf(item, path);
  const last = path.at(-1)!;
  if (Array.isArray(holder)) holder.splice(Number(last), 1);
  else if (holder) delete holder[last];
}

/** The map or list that holds the last step. */
function holderOf(item: Item, path: Path): any {
  const value = valueAt(item, path.slice(0, -1));
  return typeof path.at(-1) === 'number' ? value?.['L'] : value?.['M'];
}

export const setTypes = ['SS', 'NS', 'BS'];

function added(there: Typed | undefined, value: Typed): Typed {
  if ('N' in value) return { N: String(Number(there?.['N'] ?? 0) + Number(value['N'])) };
  return there ? union(there, value) : value;
}

/** Both sets as one, those of the first in front. */
export function union(first: Typed, second: Typed): Typed {
  const type = Object.keys(first)[0]!;
  return { [type]: [...new Set([...first[type], ...(second[type] ?? [])])] };
}

/** A set without the members of another; undefined when none remains. */
function without(there: Typed | undefined, taken: Typed): Typed | undefined {
  if (!there) return undefined;
  const type = Object.keys(there)[0]!;
  const rest = (there[type] as unknown[]).filter(
    (member) => !(taken[type] as unknown[] | undefined)?.some((other) => isDeepStrictEqual(member, other)),
  );
  return rest.length > 0 ? { [type]: rest } : undefined;
}
