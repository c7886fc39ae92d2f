import jsonata from 'jsonata';
import { Fault } from './errors.ts';
import { hash, partition, range, seeded } from './intrinsic-functions.ts';
import { isObject, kindOf, type Json, type JsonObject } from './json.ts';
import type { Scope } from './scope.ts';

/** What `$states` holds beside the input and the context. */
export interface Results {
  readonly result?: Json;
  readonly errorOutput?: Json;
}

/** An expression that loops is ended: in milliseconds of the machine's time, and by its depth. */
const guards = { timeout: 5000, stack: 1000 };
const mostCompiled = 2000;
const compiled = new Map<string, jsonata.Expression>();

/** The expression of a text `{% … %}`; undefined for any other text. */
export const expressionIn = (text: string): string | undefined => /^\{%([\s\S]*)%\}$/.exec(text)?.[1]?.trim();

/** Compiles an expression. @throws Error of the library, with its code and position */
export function compileJsonata(expression: string): jsonata.Expression {
  const known = compiled.get(expression);
  if (known) return known;
  const fresh = jsonata(expression, guards);
  if (compiled.size >= mostCompiled) compiled.clear();
  compiled.set(expression, fresh);
  return fresh;
}

/**
 * Evaluates a field in JSONata: every text `{% … %}` in it is replaced by what it yields.
 *
 * @param location - the field, as the service names it: `Output/total`
 * @throws Fault States.QueryEvaluationError
 */
export async function evaluateJsonata(
  template: Json,
  location: string,
  scope: Scope,
  results: Results = {},
): Promise<Json> {
  if (typeof template === 'string') {
    const expression = expressionIn(template);
    return expression === undefined ? template : run(expression, location, scope, results);
  }
  if (Array.isArray(template)) {
    const items: Json[] = [];
    for (const [index, item] of template.entries())
      items.push(await evaluateJsonata(item, `${location}[${index}]`, scope, results));
    return items;
  }
  if (!isObject(template)) return template;
  const members: Record<string, Json> = {};
  for (const [name, value] of Object.entries(template))
    members[name] = await evaluateJsonata(value, `${location}/${name}`, scope, results);
  return members;
}

/**
 * The same for a field that must be of one kind.
 *
 * @param kind - `boolean`, `number`, `string`, `array` or `object`
 */
export async function evaluateAs<T extends Json>(
  kind: string,
  template: Json,
  location: string,
  scope: Scope,
  results: Results = {},
): Promise<T> {
  const value = await evaluateJsonata(template, location, scope, results);
  if (kindOf(value) === kind) return value as T;
  const expression = typeof template === 'string' ? expressionIn(template) : undefined;
  throw failure(
    location,
    `${expression === undefined ? 'The value' : `The JSONata expression '${expression}'`} specified for the field '${location}' returned an unexpected result type. Expected '${kind}', but was '${kindOf(value)}' for value: ${JSON.stringify(value)}`,
  );
}

async function run(expression: string, location: string, scope: Scope, results: Results): Promise<Json> {
  const said = `The JSONata expression '${expression}' specified for the field '${location}'`;
  let value: unknown;
  try {
    value = await compileJsonata(expression).evaluate(undefined, bindings(scope, results));
  } catch (error) {
    const { code, message } = error as { code?: string; message?: string };
    throw failure(
      location,
      `${said} threw an error during evaluation. ${code ? `${code}: ` : ''}${message ?? ''}`,
    );
  }
  if (value === undefined) throw failure(location, `${said} returned nothing (undefined).`);
  const json = typeof value === 'function' ? undefined : plain(value);
  if (json === undefined) throw failure(location, `${said} returned an unsupported result type.`);
  return json;
}

// What the library marks its lists with does not survive the way through text.
function plain(value: unknown): Json | undefined {
  if (isObject(value) && ('_jsonata_lambda' in value || '_jsonata_function' in value)) return undefined;
  return JSON.parse(JSON.stringify(value));
}

const failure = (location: string, message: string) =>
  new Fault('States.QueryEvaluationError', message, { location });

const formatted = jsonata('$fromMillis($moment, $picture, $timezone)');

/** Variables, `$states`, and the functions that the service adds or whose time and chance are the environment's. */
function bindings(
  { input, context, variables, clock, ids }: Scope,
  results: Results,
): Record<string, unknown> {
  const now = clock.now();
  return {
    ...(structuredClone(variables) as JsonObject),
    states: structuredClone({ input, context, ...results }),
    millis: () => now,
    now: (picture?: string, timezone?: string) =>
      formatted.evaluate(undefined, { moment: now, picture, timezone }),
    random: (seed?: number) => (seed === undefined ? ids.random() : seeded(seed)),
    uuid: () => ids.uuid(),
    partition: (list: Json[], size: number) => partition(list, Math.round(size)),
    range: (first: number, last: number, step: number) => range(first, last, step),
    hash: (value: Json, algorithm = 'SHA-256') => hash(value, algorithm),
    parse: (text: string) => JSON.parse(text),
    // The service has no $eval.
    eval: undefined,
  };
}
