import {
  getNamedType,
  isAbstractType,
  isNonNullType,
  isObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { Environment } from '../core/environment.ts';
import type { Iam } from '../core/ports.ts';
import type { Caller } from './authorization/caller.ts';
import { readRule } from './authorization/rules.ts';
import type { ApiCache } from './caching/api-cache.ts';
import type { ApiDefinition } from './definition.ts';
import { createDocuments, type PreparationTimes, type PreparedDocument } from './execution/document.ts';
import { executeOperation } from './execution/execute.ts';
import type { FieldPlan, OperationPlan } from './execution/plan.ts';
import { isPromise, chain, type Awaitable } from './execution/promises.ts';
import type { BoundResolver } from './execution/resolve.ts';
import { createPace } from './tracing/pace.ts';
import type { Observe, Run } from './execution/run.ts';
import type { OpenTrace, Tracer } from './tracing/tracer.ts';
import { endTurns, newTurns } from './execution/turns.ts';
import { coerceVariables } from './execution/variables.ts';
import type { RequestLog } from './logging/request-log.ts';
import type { EnhancedMetrics } from './metrics/enhanced.ts';
import { RequestRefusal, unauthorized, type WireError } from './wire/errors.ts';

/** A GraphQL request as it was sent. */
export interface GraphQLRequest {
  readonly query: string;
  readonly variables: Record<string, unknown>;
  readonly operationName?: string;
}

/** Who asks, and with which headers. */
export interface RequestContext {
  readonly requestId: string;
  readonly caller: Caller;
  readonly headers: Record<string, string | string[]>;
  /** What is logged of the request; absent where nothing is. */
  readonly log?: RequestLog;
}

export interface GraphQLAnswer {
  readonly data: unknown;
  readonly errors: readonly WireError[];
  /** What resolvers added with `util.http`. */
  readonly headers: Record<string, string>;
  readonly extensions?: {
    /** Present when a mutation asked for evictions. */
    readonly apiCacheEntriesDeleted: number;
  };
}

/** An operation that may be carried out. */
export type Admitted =
  | { readonly ok: false; readonly errors: readonly WireError[] }
  | {
      readonly ok: true;
      readonly document: Extract<PreparedDocument, { ok: true }>;
      readonly operation: OperationDefinitionNode;
      readonly plan: OperationPlan;
      readonly variables: Record<string, unknown>;
    };

/** Told of every mutation field that succeeded, and of the invalidations that its resolver asked for. */
export type Publish = (
  mutation: string,
  event: unknown,
  invalidations: readonly { subscriptionField: string; payload: unknown }[],
) => void;

export interface Engine {
  readonly schema: GraphQLSchema;
  /** @throws RequestRefusal for a request that names no operation of its document. */
  admit(request: GraphQLRequest): Admitted;
  /** Carries out a query or mutation. */
  execute(request: GraphQLRequest, context: RequestContext): Awaitable<GraphQLAnswer>;
  newRun(
    context: RequestContext,
    variables: Record<string, unknown>,
    resolving: boolean,
    observe?: Observe,
  ): Run;
  /** Begins the trace of a request; undefined where none are kept. */
  trace(request: GraphQLRequest, context: RequestContext, admitted: Admitted): OpenTrace | undefined;
}

export interface EngineGround {
  readonly environment: Environment;
  readonly iam: Iam;
  readonly api: ApiDefinition;
  readonly schema: GraphQLSchema;
  readonly resolvers: ReadonlyMap<string, BoundResolver>;
  readonly publish: Publish;
  /** Whether anyone listens to a mutation: events are only made for ears. */
  listened(mutation: string): boolean;
  readonly tracer?: Tracer;
  readonly cache?: ApiCache;
  readonly metrics: Pick<EnhancedMetrics, 'ofOperation'>;
}

/** Longest that a request may take, and the service's own limit on resolvers. */
export const timeLimit = 30_000;
const mostResolvers = 10_000;

/** Puts schema, resolvers and authorization of one API together. */
export function createEngine(ground: EngineGround): Engine {
  const { environment, iam, api, schema, resolvers, publish, listened, tracer, cache, metrics } = ground;
  const rules = new Map<unknown, ReturnType<typeof readRule>>();
  const documents = createDocuments(
    {
      schema,
      resolvers,
      rule(type, field) {
        let rule = rules.get(field);
        if (!rule || field.name.startsWith('__'))
          rules.set(field, (rule = readRule(schema, api, type, field)));
        return rule;
      },
    },
    { introspection: api.introspection === 'ENABLED' },
  );

  /**
   * Policies are asked about root fields: policies that name `types/Query/*` alone, as `grantQuery` writes them, read
   * nested types too. That the service asks nothing more for those is not established.
   */
  const policyAllows = (caller: Caller, coordinate: string): boolean => {
    const [type, field] = coordinate.split('.');
    const resource = `${api.arn}/types/${type}/fields/${field}`;
    return iam.authorize(caller.principal!, 'appsync:GraphQL', resource).allowed;
  };

  const admit = (request: GraphQLRequest, times?: PreparationTimes): Admitted => {
    const document = documents.prepare(request.query, times);
    if (!document.ok) return document;
    const operation = operationOf(document.operations, request.operationName);
    const coerced = coerceVariables(schema, operation, request.variables);
    if (!coerced.ok) return coerced;
    const variables = coerced.values;
    return { ok: true, document, operation, variables, plan: document.plan(operation, variables) };
  };

  const now = () => environment.clock.precise?.() ?? environment.clock.now();

  const newRun: Engine['newRun'] = (context, variables, resolving, observe) => ({
    requestId: context.requestId,
    caller: context.caller,
    variables,
    request: { headers: context.headers, domainName: null },
    environmentVariables: api.environmentVariables,
    resolving,
    queryDepthLimit: api.queryDepthLimit,
    resolverCountLimit: api.resolverCountLimit || mostResolvers,
    errors: [],
    responseHeaders: {},
    resolversRun: 0,
    turns: newTurns(),
    batches: new Map(),
    invalidations: [],
    observe: bothOf(observe, context.log?.observe),
    onField: context.log?.onField,
    now,
    mayAccess: (coordinate, depth) =>
      depth > 1 || !context.caller.principal || policyAllows(context.caller, coordinate),
  });

  const execute = (request: GraphQLRequest, context: RequestContext): Awaitable<GraphQLAnswer> => {
    const { log } = context;
    if (!log) return perform(request, context, admit(request));
    log.asked(request);
    const startedAt = now();
    const times: PreparationTimes = { now };
    return chain(perform(request, context, admit(request, times)), (answer) => {
      log.executed({ startedAt, endedAt: now() }, times);
      return answer;
    });
  };

  const perform = (
    request: GraphQLRequest,
    context: RequestContext,
    admitted: Admitted,
  ): Awaitable<GraphQLAnswer> => {
    const open = trace(request, context, admitted);
    const answered = open
      ? ended(open, (observe) => answerTo(request, admitted, context, observe))
      : answerTo(request, admitted, context);
    if (!api.enhancedMetrics?.operations || !admitted.ok) return answered;
    return chain(answered, (answer) => {
      metrics.ofOperation(admitted.operation.name?.value, answer);
      return answer;
    });
  };

  /** From the cache of whole answers, if the API has one. */
  const answerTo = (
    request: GraphQLRequest,
    admitted: Admitted,
    context: RequestContext,
    observe?: Observe,
  ): Awaitable<GraphQLAnswer> => {
    if (!cache || !admitted.ok || admitted.operation.operation !== 'query')
      return carryOut(admitted, context, observe);
    const known = cache.recall(request, context);
    if (known) return known;
    return chain(carryOut(admitted, context, observe), (answer) => {
      cache.remember(request, context, answer);
      return answer;
    });
  };

  const traceIsDue = tracer ? createPace(environment) : () => false;

  const trace: Engine['trace'] = ({ query, variables }, { requestId, caller, headers }, admitted) => {
    if (!traceIsDue()) return undefined;
    return tracer?.begin({
      id: requestId,
      operation: admitted.ok
        ? { type: admitted.operation.operation, name: admitted.operation.name?.value }
        : undefined,
      query,
      variables,
      caller,
      headers,
    });
  };

  const carryOut = (
    admitted: Admitted,
    context: RequestContext,
    observe?: Observe,
  ): Awaitable<GraphQLAnswer> => {
    if (!admitted.ok) return { data: null, errors: admitted.errors, headers: {} };
    const { plan, variables, operation } = admitted;
    if (operation.operation === 'subscription') {
      // Clients of the first years asked for them over HTTP, to go on over MQTT.
      throw new RequestRefusal(400, 'BadRequestException', 'Subscriptions over MQTT is not supported.');
    }
    const { caller } = context;
    if (caller.principal) {
      const asked = plan.fields.filter(({ meta }) => !meta);
      if (asked.length > 0 && !asked.some(({ coordinate }) => policyAllows(caller, coordinate))) {
        throw unauthorized('Permission denied');
      }
    }
    const run = newRun(context, variables, true, observe);
    let entriesDeleted: number | undefined;
    if (operation.operation === 'mutation') {
      run.evict = (eviction) => {
        entriesDeleted = (entriesDeleted ?? 0) + (cache?.evict(eviction) ?? 0);
      };
    }
    const answer = chain(executeOperation(schema, plan, run, null), (data) => {
      const answered = { data, errors: run.errors, headers: run.responseHeaders };
      if (operation.operation !== 'mutation') return answered;
      announce(plan, data, run);
      return entriesDeleted === undefined
        ? answered
        : { ...answered, extensions: { apiCacheEntriesDeleted: entriesDeleted } };
    });
    if (!isPromise(answer)) return answer;
    return withinTime(environment, answer, () => {
      endTurns(run.turns);
      return { ...timedOut(plan, run), headers: run.responseHeaders };
    });
  };

  const announce = (plan: OperationPlan, data: Record<string, unknown> | null, run: Run): void => {
    if (!data) return;
    for (const field of plan.fields) {
      const value = data[field.responseKey];
      if (field.meta || value === null || !(listened(field.fieldName) || run.invalidations.length > 0))
        continue;
      publish(field.fieldName, byFieldName(schema, field, value), run.invalidations);
    }
  };

  return { schema, admit, execute, newRun, trace };
}

/** Tells two observers what one is told. */
function bothOf(one: Observe | undefined, other: Observe | undefined): Observe | undefined {
  if (!one || !other) return one ?? other;
  return (observation) => {
    one(observation);
    other(observation);
  };
}

/** Closes a trace with whatever becomes of its request. */
function ended(
  trace: OpenTrace,
  work: (observe: Observe) => Awaitable<GraphQLAnswer>,
): Awaitable<GraphQLAnswer> {
  const end = (answer: GraphQLAnswer): GraphQLAnswer => {
    trace.end(answer.errors);
    return answer;
  };
  const fail = (error: unknown): never => {
    const { message, errorType } = error as Partial<RequestRefusal>;
    trace.end([{ errorType, message: message ?? String(error) }]);
    throw error;
  };
  try {
    const answer = work(trace.observe);
    return isPromise(answer) ? answer.then(end, fail) : end(answer);
  } catch (error) {
    return fail(error);
  }
}

function operationOf(
  operations: readonly OperationDefinitionNode[],
  name: string | undefined,
): OperationDefinitionNode {
  if (!name && operations.length === 1) return operations[0]!;
  // The status and texts of these two are weakly established.
  if (!name) throw new RequestRefusal(400, 'BadRequestException', 'Missing operation name.');
  const found = operations.find((operation) => operation.name?.value === name);
  if (!found) throw new RequestRefusal(400, 'BadRequestException', `Unknown operation named '${name}'.`);
  return found;
}

/** A mutation's result under the names of the schema, so that subscribers with other aliases can read it. */
function byFieldName(schema: GraphQLSchema, plan: FieldPlan, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => byFieldName(schema, plan, item));
  if (typeof value !== 'object' || value === null) return value;
  const named: Record<string, unknown> = {};
  const held = value as Record<string, unknown>;
  const type = typeOf(schema, plan, held);
  if (!type) return value;
  for (const child of plan.selection(type)) {
    named[child.fieldName] = byFieldName(schema, child, held[child.responseKey]);
  }
  return named;
}

function typeOf(schema: GraphQLSchema, plan: FieldPlan, value: Record<string, unknown>) {
  const type = getNamedType(plan.field.type);
  if (isObjectType(type)) return type;
  const concrete = isAbstractType(type) ? schema.getType(String(value.__typename)) : undefined;
  return isObjectType(concrete) ? concrete : undefined;
}

/** @param giveUp - called when the time is up, for the answer to give: nothing more is done for the request. */
function withinTime(
  environment: Environment,
  answer: Promise<GraphQLAnswer>,
  giveUp: () => GraphQLAnswer,
): Promise<GraphQLAnswer> {
  return new Promise((resolve, reject) => {
    const cancel = environment.clock.after(timeLimit, () => resolve(giveUp()));
    answer.then(resolve, reject).finally(cancel);
  });
}

/** What there is when the time is up: each root field that is still awaited is null, with an error of its own. */
function timedOut(plan: OperationPlan, run: Run): Pick<GraphQLAnswer, 'data' | 'errors'> {
  const { data, awaited } = run.progress!;
  const late = plan.fields.filter(({ responseKey }) => awaited.has(responseKey));
  const answered = Object.fromEntries(
    plan.fields.map(({ responseKey }) => [
      responseKey,
      awaited.has(responseKey) ? null : (data[responseKey] ?? null),
    ]),
  );
  const errors = late.map(({ responseKey, locations }) => ({
    path: [responseKey],
    data: null,
    errorType: 'ExecutionTimeout',
    errorInfo: null,
    locations,
    message: 'Execution timed out.',
  }));
  const bubbles = late.some(({ field }) => isNonNullType(field.type));
  return { data: bubbles ? null : answered, errors: [...run.errors, ...errors] };
}
