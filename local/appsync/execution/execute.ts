import {
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLAbstractType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';
import { allowedByRule } from '../authorization/caller.ts';
import { serializeLeaf } from '../schema/coercion.ts';
import type { FieldPlan, OperationPlan } from './plan.ts';
import { isPromise, chain, type Awaitable } from './promises.ts';
import { pathToArray, pathToText, type Path, type Run } from './run.ts';

/** Given by a resolver that recorded an error of its own: the field is null, and nothing more is said about it. */
export const failed = Symbol('failed');
/** Stands for a null that a non-null type passes up to the next value that may be null. */
const bubble = Symbol('bubble');

/**
 * Executes a planned operation with AppSync's rules where they differ from the reference executor: denied fields,
 * errors recorded beside data, one error per path, the wording of graphql-java. Values that are already there are not
 * awaited.
 *
 * @param root - the source of the root fields: an event for a delivered subscription, else null.
 * @returns `data`; the errors gather in `run.errors`.
 */
export function executeOperation(
  schema: GraphQLSchema,
  plan: OperationPlan,
  run: Run,
  root: unknown,
): Awaitable<Record<string, unknown> | null> {
  const serial = plan.operation.operation === 'mutation' && run.resolving;
  const data = serial
    ? executeInSequence(schema, run, plan.fields, root)
    : executeFields(schema, run, plan.fields, root, undefined);
  return chain(data, (value) => (value === bubble ? null : (value as Record<string, unknown>)));
}

async function executeInSequence(
  schema: GraphQLSchema,
  run: Run,
  plans: readonly FieldPlan[],
  root: unknown,
) {
  const data: Record<string, unknown> = {};
  const awaited = new Set(plans.map(({ responseKey }) => responseKey));
  run.progress = { data, awaited };
  let bubbled = false;
  for (const plan of plans) {
    const value = await executeField(schema, run, plan, root, { previous: undefined, key: plan.responseKey });
    if (value === bubble) bubbled = true;
    else data[plan.responseKey] = value;
    awaited.delete(plan.responseKey);
  }
  return bubbled ? bubble : data;
}

function executeFields(
  schema: GraphQLSchema,
  run: Run,
  plans: readonly FieldPlan[],
  source: unknown,
  path: Path | undefined,
): Awaitable<unknown> {
  const data: Record<string, unknown> = {};
  let waiting: Promise<void>[] | undefined;
  let bubbled = false;
  for (const plan of plans) {
    const key = plan.responseKey;
    const value = executeField(schema, run, plan, source, { previous: path, key });
    if (isPromise(value)) {
      data[key] = null;
      const awaited = path ? undefined : (run.progress ??= { data, awaited: new Set() }).awaited;
      awaited?.add(key);
      (waiting ??= []).push(
        value.then((settled) => {
          if (settled === bubble) bubbled = true;
          else data[key] = settled;
          awaited?.delete(key);
        }),
      );
    } else if (value === bubble) bubbled = true;
    else data[key] = value;
  }
  if (waiting) return Promise.all(waiting).then(() => (bubbled ? bubble : data));
  return bubbled ? bubble : data;
}

function executeField(
  schema: GraphQLSchema,
  run: Run,
  plan: FieldPlan,
  source: unknown,
  path: Path,
): Awaitable<unknown> {
  const value = run.onField
    ? timed(schema, run, plan, source, path)
    : resolveField(schema, run, plan, source, path);
  if (isPromise(value)) {
    return value.then((resolved) => complete(schema, run, plan, plan.field.type, resolved, path));
  }
  return complete(schema, run, plan, plan.field.type, value, path);
}

/** Resolves a field for someone who wants to know how long it took to have its value. */
function timed(
  schema: GraphQLSchema,
  run: Run,
  plan: FieldPlan,
  source: unknown,
  path: Path,
): Awaitable<unknown> {
  const startedAt = run.now();
  return chain(resolveField(schema, run, plan, source, path), (value) => {
    run.onField?.(plan, path, { startedAt, endedAt: run.now() });
    return value;
  });
}

export function resolveField(
  schema: GraphQLSchema,
  run: Run,
  plan: FieldPlan,
  source: unknown,
  path: Path,
): Awaitable<unknown> {
  if (plan.meta) {
    const info = { schema, parentType: plan.parentType } as never;
    return plan.field.resolve!(source, plan.argumentsFor(run.variables), undefined, info);
  }
  if (!allowedByRule(plan.rule, run.caller, plan.coordinate) || !run.mayAccess(plan.coordinate, plan.depth)) {
    return fail(run, plan, path, {
      errorType: 'Unauthorized',
      message: `Not Authorized to access ${plan.fieldName} on type ${plan.parentType.name}`,
    });
  }
  if (run.queryDepthLimit > 0 && plan.depth > run.queryDepthLimit) {
    // The message is not established.
    return fail(run, plan, path, {
      errorType: 'QueryDepthLimitReached',
      message: `Query depth limit of ${run.queryDepthLimit} reached.`,
    });
  }
  if (!plan.resolver || !run.resolving) {
    return typeof source === 'object' && source !== null
      ? (source as Record<string, unknown>)[plan.fieldName]
      : undefined;
  }
  if (++run.resolversRun > run.resolverCountLimit) {
    return fail(run, plan, path, {
      errorType: 'ResolverExecutionLimitReached',
      message: 'Resolver invocation limit reached',
    });
  }
  let given: Record<string, unknown>;
  try {
    given = plan.argumentsFor(run.variables);
  } catch (error) {
    run.errors.push({
      path: pathToArray(path),
      locations: plan.locations,
      message: error instanceof Error ? error.message : String(error),
    });
    return failed;
  }
  return plan.resolver.resolve({ run, plan, source: source ?? null, arguments: given, path });
}

/** Records an error of the shape that resolvers raise. */
export function fail(
  run: Run,
  plan: FieldPlan,
  path: Path,
  error: { message: string; errorType: string | null; data?: unknown; errorInfo?: unknown },
): typeof failed {
  run.errors.push({
    path: pathToArray(path),
    data: error.data ?? null,
    errorType: error.errorType,
    errorInfo: error.errorInfo ?? null,
    locations: plan.locations,
    message: error.message,
  });
  return failed;
}

function complete(
  schema: GraphQLSchema,
  run: Run,
  plan: FieldPlan,
  type: GraphQLOutputType,
  value: unknown,
  path: Path,
): Awaitable<unknown> {
  const nonNull = isNonNullType(type);
  if (value === failed) return nonNull ? bubble : null;
  if (value === null || value === undefined) {
    if (!nonNull) return null;
    completionError(
      run,
      path,
      `Cannot return null for non-nullable type: '${named(type.ofType)}' within parent '${plan.parentType.name}' (${pathToText(path)})`,
    );
    return bubble;
  }
  const inner = nonNull ? (type.ofType as GraphQLOutputType) : type;
  const completed = completeValue(schema, run, plan, inner, value, path);
  if (nonNull) return completed;
  if (isPromise(completed)) return completed.then((settled) => (settled === bubble ? null : settled));
  return completed === bubble ? null : completed;
}

function completeValue(
  schema: GraphQLSchema,
  run: Run,
  plan: FieldPlan,
  type: GraphQLOutputType,
  value: unknown,
  path: Path,
): Awaitable<unknown> {
  if (isLeafType(type)) {
    try {
      return serializeLeaf(type, value) ?? bubble;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      completionError(run, path, `Can't serialize value (${pathToText(path)}) : ${reason}`);
      return bubble;
    }
  }
  if (isListType(type)) return completeList(schema, run, plan, type.ofType as GraphQLOutputType, value, path);
  if (isObjectType(type)) return executeFields(schema, run, plan.selection(type), value, path);
  if (isAbstractType(type)) {
    const concrete = concreteType(schema, type, value);
    if (concrete) return executeFields(schema, run, plan.selection(concrete), value, path);
    completionError(
      run,
      path,
      `Can't resolve '${pathToText(path)}'. Abstract type '${type.name}' must resolve to an Object type at runtime for field '${plan.coordinate}'. Could not determine the exact type of '${type.name}'`,
    );
  }
  return bubble;
}

function completeList(
  schema: GraphQLSchema,
  run: Run,
  plan: FieldPlan,
  itemType: GraphQLOutputType,
  value: unknown,
  path: Path,
): Awaitable<unknown> {
  if (!Array.isArray(value)) {
    const got = typeof value === 'object' ? 'OBJECT' : 'SCALAR';
    completionError(
      run,
      path,
      `Can't resolve value (${pathToText(path)}) : type mismatch error, expected type LIST, got ${got}`,
    );
    return bubble;
  }
  let waits = false;
  const items = value.map((item, index) => {
    const completed = complete(schema, run, plan, itemType, item, { previous: path, key: index });
    waits ||= isPromise(completed);
    return completed;
  });
  const settle = (settled: unknown[]) => (settled.includes(bubble) ? bubble : settled);
  return waits ? Promise.all(items).then(settle) : settle(items);
}

/** An interface or union is told by the `__typename` that the resolver returned. */
function concreteType(
  schema: GraphQLSchema,
  type: GraphQLAbstractType,
  value: unknown,
): GraphQLObjectType | undefined {
  const name = typeof value === 'object' ? (value as { __typename?: unknown }).__typename : undefined;
  const found = typeof name === 'string' ? schema.getType(name) : undefined;
  if (isObjectType(found) && schema.isSubType(type, found)) return found;
  const possible = schema.getPossibleTypes(type);
  return name === undefined && possible.length === 1 ? possible[0] : undefined;
}

function completionError(run: Run, path: Path, message: string): void {
  run.errors.push({ path: pathToArray(path), locations: null, message });
}

function named(type: GraphQLOutputType): string {
  return isListType(type) ? String(type) : 'name' in type ? type.name : String(type);
}
