import type { SyncDefinition } from '../definition.ts';
import type { CompiledCode, Evaluation, HandlerContext } from '../javascript/types.ts';
import { fail, failed } from './execute.ts';
import type { FieldPlan } from './plan.ts';
import { isPromise, chain, type Awaitable } from './promises.ts';
import { observed, pathToArray, type Path, type Run } from './run.ts';
import { filterBySelection } from './selection.ts';
import { inTurn, mustWait } from './turns.ts';

/** A resolver with everything it needs, ready to run. */
export interface BoundResolver {
  /** The field's value, or `failed` when it recorded an error. Never rejects. */
  resolve(call: FieldCall): Awaitable<unknown>;
}

/** One field of one request. */
export interface FieldCall {
  readonly run: Run;
  readonly plan: FieldPlan;
  readonly source: unknown;
  readonly arguments: Record<string, unknown>;
  readonly path: Path;
}

/** A unit resolver, or a function of a pipeline. */
export interface Step {
  /** Distinct in the API; opaque tokens and batches belong to it. */
  readonly id: string;
  readonly name: string;
  /** Absent for a direct Lambda resolver or function. */
  readonly code?: CompiledCode;
  readonly dataSource: BoundDataSource;
  readonly maxBatchSize: number;
  /** How conflicts with a versioned data source are resolved. */
  readonly sync?: SyncDefinition;
}

export interface BoundDataSource {
  readonly name: string;
  /** Whether templates of the version 2017-02-28 may ask this. @defaultValue they may ask everything */
  olderVersionTakes?(request: object): boolean;
  /**
   * Carries out what a request handler returned.
   * @throws RequestFault for a request that the service cannot make sense of.
   */
  invoke(request: unknown, step: Step, call: FieldCall): Awaitable<DataSourceAnswer>;
  /** Calls with the whole context, where no handler says what to ask. */
  invokeDirectly?(context: HandlerContext, step: Step, call: FieldCall): Awaitable<DataSourceAnswer>;
}

export interface DataSourceAnswer {
  readonly result: unknown;
  /** A failure of the data source: the response handler sees it as `ctx.error`. */
  readonly error?: {
    readonly message: string;
    readonly type: string;
    /** Of a function: the name of the error that it threw. */
    readonly unhandledErrorType?: string | null;
  };
}

/** A request object with missing or impossible members: the field fails at once. */
export class RequestFault extends Error {
  readonly errorType: string;

  constructor(message: string, errorType = 'MappingTemplate') {
    super(message);
    this.errorType = errorType;
  }
}

/** A unit resolver: request, data source, response. */
export function unitResolver(step: Step): BoundResolver {
  return {
    resolve: (call) =>
      guarded(call, () => chain(runStep(call, step, newContext(call), true), (outcome) => valueOf(outcome))),
  };
}

/** A pipeline: the resolver's request, each function in turn, the resolver's response. */
export function pipelineResolver(
  name: string,
  code: CompiledCode | undefined,
  steps: readonly Step[],
): BoundResolver {
  return { resolve: (call) => guarded(call, () => runPipeline(call, name, code, steps)) };
}

type Outcome = { readonly value: unknown; readonly skipToEnd?: boolean } | typeof failed;

function valueOf(outcome: Outcome): unknown {
  return outcome === failed ? failed : outcome.value;
}

async function runPipeline(
  call: FieldCall,
  name: string,
  code: CompiledCode | undefined,
  steps: readonly Step[],
) {
  const context = newContext(call);
  let previous: unknown = null;
  let ended = false;
  if (code) {
    const evaluating = evaluateInTurn(call, name, code, 'request', context);
    const before = isPromise(evaluating) ? await evaluating : evaluating;
    if (before === failed) return failed;
    // A template's #return leaves the resolver.
    if (before.earlyReturn && code.templates) return before.result;
    previous = before.result;
    // Leaving early from the resolver's own request handler passes over every function.
    ended = before.earlyReturn !== undefined;
  }
  for (const step of steps) {
    if (ended) break;
    context.prev = { result: previous };
    const running = runStep(call, step, context, false);
    const outcome = isPromise(running) ? await running : running;
    if (outcome === failed) return failed;
    previous = outcome.value;
    ended = outcome.skipToEnd === true;
  }
  if (!code) return previous;
  context.prev = { result: previous };
  context.result = previous;
  context.error = null;
  const evaluating = evaluateInTurn(call, name, code, 'response', context);
  const after = isPromise(evaluating) ? await evaluating : evaluating;
  return after === failed ? failed : after.result;
}

function runStep(call: FieldCall, step: Step, context: HandlerContext, unit: boolean): Awaitable<Outcome> {
  const { turns } = call.run;
  if (mustWait(turns)) return inTurn(turns, () => beginStep(call, step, context, unit));
  return beginStep(call, step, context, unit);
}

function beginStep(call: FieldCall, step: Step, context: HandlerContext, unit: boolean): Awaitable<Outcome> {
  context.result = null;
  context.error = null;
  if (!step.code) return runDirectly(call, step, context);
  const before = evaluate(call, step.name, step.code, 'request', context);
  if (before === failed) return failed;
  if (before.earlyReturn) {
    return { value: before.result, skipToEnd: unit || before.earlyReturn.skipTo === 'END' };
  }
  // A function has its version beside its templates, and there is only one.
  if (unit && step.code.templates) checkVersion(before.result, step.dataSource);
  const answer = observed(
    call.run,
    () => about(call, step.name, 'dataSource', before.result),
    () => step.dataSource.invoke(before.result, step, call),
  );
  return chain(answer, (given) =>
    mustWait(call.run.turns)
      ? inTurn(call.run.turns, () => endStep(call, step, context, given, unit && isOldVersion(before.result)))
      : endStep(call, step, context, given, unit && isOldVersion(before.result)),
  );
}

function endStep(
  call: FieldCall,
  step: Step,
  context: HandlerContext,
  { result, error }: DataSourceAnswer,
  oldVersion: boolean,
): Outcome {
  const old = oldVersion && step.code!.templates === true;
  if (old && !error && (result === null || result === undefined)) return { value: null };
  context.result = result ?? null;
  context.error = error ? { ...error } : null;
  const after = evaluate(call, step.name, step.code!, 'response', context);
  if (old && error && after !== failed) {
    const data = filterBySelection(call.plan, after.result);
    return fail(call.run, call.plan, call.path, { message: error.message, errorType: error.type, data });
  }
  return after === failed ? failed : { value: after.result, skipToEnd: after.earlyReturn?.skipTo === 'END' };
}

/**
 * Templates of the first version: the response template is passed over when there is no result, and of a failure the
 * field has the error, with what the template makes of it for its data (Developer Guide, "Resolver mapping template
 * changelog").
 */
const isOldVersion = (request: unknown) => versionOf(request) === '2017-02-28';

const versionOf = (request: unknown) => (request as { version?: unknown } | null)?.version;

/**
 * @throws RequestFault for a request template without a version that AppSync knows, or of the first one where that has
 *   no such operation (the guide's matrix of operations by version); the texts are not established.
 */
function checkVersion(request: unknown, { name, olderVersionTakes }: BoundDataSource): void {
  const version = versionOf(request);
  if (version === undefined) throw new RequestFault("Value for field '$[version]' not found.");
  if (version !== '2018-05-29' && version !== '2017-02-28') {
    throw new RequestFault(`Value for field '$[version]' must be one of [2017-02-28, 2018-05-29].`);
  }
  if (version === '2017-02-28' && olderVersionTakes?.(request as object) === false) {
    throw new RequestFault(`Version 2017-02-28 has no such operation on the data source ${name}.`);
  }
}

function runDirectly(call: FieldCall, step: Step, context: HandlerContext): Awaitable<Outcome> {
  const { invokeDirectly } = step.dataSource;
  if (!invokeDirectly)
    throw new RequestFault(`${step.name} has no code, and its data source cannot do without.`);
  const answer = observed(
    call.run,
    () => about(call, step.name, 'dataSource', seenBy(context)),
    () => invokeDirectly(context, step, call),
  );
  return chain(answer, ({ result, error }) =>
    error
      ? fail(call.run, call.plan, call.path, {
          message: error.message,
          errorType: error.type,
          data: filterBySelection(call.plan, result),
        })
      : { value: result },
  );
}

function newContext({ run, plan, source, arguments: given }: FieldCall): HandlerContext {
  return {
    arguments: given,
    source,
    stash: {},
    identity: run.caller.identity,
    request: run.request,
    info: {
      fieldName: plan.fieldName,
      parentTypeName: plan.parentType.name,
      variables: run.variables,
      get selectionSetList() {
        return plan.selectionSetList();
      },
      get selectionSetGraphQL() {
        return plan.selectionSetGraphQL();
      },
    },
    prev: null,
    error: null,
    env: run.environmentVariables,
  };
}

function evaluateInTurn(
  call: FieldCall,
  step: string,
  code: CompiledCode,
  handler: 'request' | 'response',
  context: HandlerContext,
): Awaitable<Evaluation | typeof failed> {
  const { turns } = call.run;
  if (mustWait(turns)) return inTurn(turns, () => evaluate(call, step, code, handler, context));
  return evaluate(call, step, code, handler, context);
}

/** Distinct invalidations of one request (Developer Guide, "JavaScript runtime features: extensions"). */
const mostInvalidations = 5;
/** The guide speaks of a GraphQL error; its type and text are not established. */
const tooManyInvalidations = `extensions.invalidateSubscriptions: at most ${mostInvalidations} distinct invalidations in a request`;

/** Calls one handler and takes over what it left behind: stash, recorded errors, headers, filters. */
function evaluate(
  call: FieldCall,
  step: string,
  code: CompiledCode,
  handler: 'request' | 'response',
  context: HandlerContext,
): Evaluation | typeof failed {
  const { run, plan, path } = call;
  const evaluation = observed(
    run,
    () => about(call, step, handler, seenBy(context)),
    () => code.evaluate(handler, context),
  ) as Evaluation;
  run.turns.spent += evaluation.operations;
  context.stash = evaluation.stash;
  for (const error of evaluation.appendedErrors) {
    fail(run, plan, path, { ...error, data: filterBySelection(plan, error.data) });
  }
  for (const name in evaluation.responseHeaders)
    run.responseHeaders[name] = evaluation.responseHeaders[name]!;
  for (const eviction of evaluation.cacheEvictions) run.evict?.(eviction);
  for (const invalidation of evaluation.invalidations) {
    const text = JSON.stringify(invalidation);
    if (run.invalidations.some((each) => JSON.stringify(each) === text)) continue;
    if (run.invalidations.length >= mostInvalidations)
      return fail(run, plan, path, { errorType: 'Code', message: tooManyInvalidations });
    run.invalidations.push(invalidation);
  }
  if (evaluation.subscriptionFilter !== undefined) run.subscriptionFilter = evaluation.subscriptionFilter;
  if (evaluation.subscriptionInvalidationFilter !== undefined) {
    run.subscriptionInvalidationFilter = evaluation.subscriptionInvalidationFilter;
  }
  const { error } = evaluation;
  if (!error) return evaluation;
  if (error.unauthorized) {
    return fail(run, plan, path, {
      errorType: 'Unauthorized',
      message: `Not Authorized to access ${plan.fieldName} on type ${plan.parentType.name}`,
    });
  }
  return fail(run, plan, path, { ...error, data: filterBySelection(plan, error.data) });
}

/** What of its context a handler works on; the rest is the same for the whole request. */
function seenBy({ arguments: given, source, stash, prev, result, error }: HandlerContext) {
  return { arguments: given, source, stash, prev, result, error };
}

function about(call: FieldCall, step: string, phase: 'request' | 'dataSource' | 'response', input: unknown) {
  return { path: pathToArray(call.path), coordinate: call.plan.coordinate, step, phase, input };
}

/** Turns whatever goes wrong on the way into a field error; nothing a resolver does ends a request. */
function guarded(call: FieldCall, work: () => Awaitable<unknown>): Awaitable<unknown> {
  const onError = (error: unknown) =>
    fail(call.run, call.plan, call.path, {
      message: error instanceof Error ? error.message : String(error),
      // What the service calls a fault of its own is not established.
      errorType: error instanceof RequestFault ? error.errorType : 'InternalFailure',
    });
  try {
    const value = work();
    return isPromise(value) ? value.catch(onError) : value;
  } catch (error) {
    return onError(error);
  }
}
