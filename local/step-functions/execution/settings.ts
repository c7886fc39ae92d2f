import { runtimeFault } from '../language/errors.ts';
import type { Json } from '../language/json.ts';
import { evaluateAs } from '../language/jsonata.ts';
import { lookUp } from '../language/scope.ts';
import { effectiveScope, scopeOf, type Visiting } from './thread.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * A number that a state sets: a literal, an expression in JSONata, or what the field with `Path` at its end leads to.
 *
 * @param name - e.g. `TimeoutSeconds`
 * @param from - what has the field; absent: the state
 * @returns undefined when nothing is set
 * @throws Fault
 */
export async function numberOf(
  visiting: Visiting,
  name: string,
  from: Fields = visiting.state as unknown as Fields,
  kind = 'integer',
): Promise<number | undefined> {
  const literal = from[name];
  if (typeof literal === 'string' && visiting.jsonata)
    return evaluateAs<number>('number', literal, name, scopeOf(visiting));
  if (literal !== undefined) return Number(literal);
  const path = from[`${name}Path`];
  if (typeof path !== 'string') return undefined;
  const value = valueAt(visiting, path);
  // A number in a text counts as well.
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number === 'number' && !Number.isNaN(number) && (kind === 'float' || Number.isInteger(number)))
    return number;
  throw runtimeFault(
    `The ${name}Path field refers to value "${typeof value === 'string' ? value : JSON.stringify(value)}" which is not a valid ${kind}: ${path}`,
  );
}

/** What a path of a setting leads to. @throws Fault States.Runtime */
export function valueAt(visiting: Visiting, path: string): Json {
  const found = lookUp(path, effectiveScope(visiting));
  if (found.found) return found.value;
  throw runtimeFault(`Invalid path '${path}' : ${found.missing}`);
}
