import type { Caller } from '../authorization/caller.ts';
import type { WireError } from '../wire/errors.ts';
import type { FieldPlan } from './plan.ts';
import type { Awaitable } from './promises.ts';
import type { Turns } from './turns.ts';

/** One request under execution: what its fields share. */
export interface Run {
  readonly requestId: string;
  readonly caller: Caller;
  readonly variables: Record<string, unknown>;
  readonly request: {
    readonly headers: Record<string, string | string[]>;
    readonly domainName: string | null;
  };
  readonly environmentVariables: Record<string, string>;
  /** False where nothing may be resolved: a delivered event is only looked at. */
  readonly resolving: boolean;
  readonly queryDepthLimit: number;
  readonly resolverCountLimit: number;
  readonly errors: WireError[];
  readonly responseHeaders: Record<string, string>;
  resolversRun: number;
  readonly turns: Turns;
  /** The answer as far as it has come, and the keys of root fields that are awaited: what is left when time is up. */
  progress?: { readonly data: Record<string, unknown>; readonly awaited: Set<string> };
  /** Loads gathered from sibling fields, for data sources that answer many at once. */
  readonly batches: Map<object, unknown>;
  mayAccess(coordinate: string, depth: number): boolean;
  /** A subscription's resolver set these. */
  subscriptionFilter?: unknown;
  subscriptionInvalidationFilter?: unknown;
  /** Mutations asked for these. */
  readonly invalidations: { subscriptionField: string; payload: unknown }[];
  /** Forgets a cached result; only mutations may. */
  evict?(eviction: { typeName: string; fieldName: string; keys: Record<string, unknown> }): void;
  readonly observe?: Observe;
  /** Told of every field that has its value. */
  readonly onField?: (plan: FieldPlan, path: Path, span: { startedAt: number; endedAt: number }) => void;
  readonly now: () => number;
}

/** The way to a value: keys and indexes, last one first. */
export interface Path {
  readonly previous: Path | undefined;
  readonly key: string | number;
}

export function pathToArray(path: Path | undefined): (string | number)[] {
  const keys: (string | number)[] = [];
  for (let at = path; at; at = at.previous) keys.push(at.key);
  return keys.reverse();
}

/** `/items[0]/title`, as graphql-java writes a path. */
export function pathToText(path: Path | undefined): string {
  return pathToArray(path)
    .map((key) => (typeof key === 'number' ? `[${key}]` : `/${key}`))
    .join('');
}

/**
 * One thing that happened while a field was resolved: a handler's call, a data source's answer, a call to the service
 * behind it, or a value found in the cache.
 */
export interface Observation {
  readonly requestId: string;
  readonly path: readonly (string | number)[];
  readonly coordinate: string;
  /** The resolver, or the name of the pipeline's function; of a call its service and operation, `DynamoDB.GetItem`. */
  readonly step: string;
  readonly phase: 'request' | 'dataSource' | 'response' | 'call' | 'cache';
  readonly input: unknown;
  readonly output: unknown;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly endedAt: number;
}

/** Listens to everything that resolvers do. Without it nothing is gathered. */
export type Observe = (observation: Observation) => void;

/** Runs `work` and tells the run's observer, if there is one. */
export function observed<T>(
  run: Run,
  about: () => Pick<Observation, 'path' | 'coordinate' | 'step' | 'phase' | 'input'>,
  work: () => Awaitable<T>,
): Awaitable<T> {
  const { observe } = run;
  if (!observe) return work();
  const startedAt = run.now();
  const told = about();
  const tell = (output: unknown) =>
    observe({ requestId: run.requestId, ...told, output, startedAt, endedAt: run.now() });
  const fail = (error: unknown): never => {
    tell({ error: String(error) });
    throw error;
  };
  let result: Awaitable<T>;
  try {
    result = work();
  } catch (error) {
    return fail(error);
  }
  if (result instanceof Promise) return result.then((output) => (tell(output), output), fail);
  tell(result);
  return result;
}

/** Tells the run's observer of a call to a service, `DynamoDB.GetItem`, made for a field. */
export function observedCall<T>(
  { run, plan, path }: { readonly run: Run; readonly plan: FieldPlan; readonly path: Path },
  step: string,
  input: unknown,
  work: () => Awaitable<T>,
): Awaitable<T> {
  const { coordinate } = plan;
  return observed(run, () => ({ path: pathToArray(path), coordinate, step, phase: 'call', input }), work);
}
