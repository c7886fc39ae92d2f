import type { Clock } from '../../core/clock.ts';
import type { Ids } from '../../core/ids.ts';
import { runtimeFault } from './errors.ts';
import type { Json, JsonObject } from './json.ts';
import { compilePath, type Found } from './json-path.ts';

/** What the expressions of a state can see. */
export interface Scope {
  /** `$`: the state's input, or its result where a field looks at that. */
  readonly input: Json;
  /** `$$`, or `$states.context`. */
  readonly context: JsonObject;
  /** Variables of the scope and those around it. */
  readonly variables: JsonObject;
  readonly clock: Clock;
  readonly ids: Ids;
}

/**
 * Looks a path up: `$.order.id` in the input, `$$.Execution.Name` in the context object, `$total.amount` in a variable.
 *
 * @throws Error when the text is no path
 */
export function lookUp(text: string, { input, context, variables }: Scope): Found {
  if (text.startsWith('$$')) return compilePath(text.slice(1)).find(context);
  const name = variableOf(text);
  if (name === undefined) return compilePath(text).find(input);
  // A variable that is not there is as a field that is not.
  if (!Object.hasOwn(variables, name)) return { found: false, missing: `No results for path: $['${name}']` };
  return compilePath(`$${text.slice(1 + name.length)}`).find(variables[name]!);
}

/** The variable that a path begins with; undefined for one into the input or the context object. */
export const variableOf = (text: string): string | undefined =>
  /^\$([\p{L}_][\p{L}\p{N}_]*)/u.exec(text)?.[1];

/**
 * The value of a path in `InputPath` or `OutputPath`; `null` stands for an empty object.
 *
 * @throws Fault States.Runtime
 */
export function select(path: string | null | undefined, scope: Scope): Json {
  if (path === undefined || path === '$') return scope.input;
  if (path === null) return {};
  const found = lookUp(path, scope);
  if (found.found) return found.value;
  throw runtimeFault(`Invalid path '${path}' : ${found.missing}`, 'States.ParameterPathFailure');
}
