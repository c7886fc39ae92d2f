import { faultOf } from './fault.ts';
import type { SplicedText } from './instrument/splicer.ts';
import { haltOf } from './realm/halt.ts';
import { operationsOf, reset, type Meter } from './realm/meter.ts';
import { toPlain } from './realm/plain.ts';
import { runtime } from './runtime.ts';
import { openSession } from './session.ts';
import type { CompiledCode, Evaluation, HandlerContext, RuntimeEnvironment } from './types.ts';

type Outcome = Pick<Evaluation, 'result' | 'error' | 'earlyReturn'>;

/** Checked and instrumented code. Nothing in it is of one environment, or of one evaluation. */
export interface Prepared {
  readonly fileName: string;
  readonly text: SplicedText;
  /** Compiles it, once. */
  compiled(): Load;
}

/** Runs the module's top level anew and answers its handlers. */
type Load = () => Record<'request' | 'response', (ctx: unknown) => unknown>;

/** What is never called is never compiled. */
export function prepare(text: SplicedText, fileName: string): Prepared {
  let load: Load | undefined;
  const compile = (): Load => {
    const { realm, modules, globalValues } = runtime();
    return realm.compile(text.text, fileName)(realm.meter, realm.guards, modules, ...globalValues);
  };
  return { fileName, text, compiled: () => (load ??= compile()) };
}

/** Makes a prepared module callable; its top level is run anew for each evaluation. */
export function callable(prepared: Prepared, environment: RuntimeEnvironment): CompiledCode {
  const { fileName, text } = prepared;

  function run(load: Load, handler: 'request' | 'response', ctx: unknown, meter: Meter): Outcome {
    try {
      return { result: toPlain(load()[handler](ctx), meter) ?? null };
    } catch (thrown) {
      const halt = haltOf(thrown);
      if (halt?.kind === 'earlyReturn') return { result: halt.result, earlyReturn: { skipTo: halt.skipTo } };
      if (halt?.kind === 'error')
        return {
          result: null,
          error: { ...halt.error, ...(halt.unauthorized ? { unauthorized: true } : {}) },
        };
      return { result: null, error: faultOf(thrown, text, fileName, halt?.message) };
    }
  }

  function evaluate(handler: 'request' | 'response', context: HandlerContext): Evaluation {
    const { realm, session } = runtime();
    // Before the meter runs: what it takes to compile is not the evaluation's.
    const load = prepared.compiled();
    const own = (session.current = openSession(environment, context, fileName));
    reset(realm.meter);
    const { ctx, entered } = realm.context(context);
    let outcome = run(load, handler, ctx, realm.meter);
    let stash = context.stash;
    // A stash that the handler never read is as it was.
    if (Object.hasOwn(entered, 'stash')) {
      try {
        stash = toPlain(entered.stash, realm.meter) as Record<string, unknown>;
      } catch (thrown) {
        const halt = haltOf(thrown);
        const message = halt?.kind === 'fault' ? halt.message : undefined;
        if (!outcome.error) outcome = { result: null, error: faultOf(thrown, text, fileName, message) };
      }
    }
    return {
      operations: operationsOf(realm.meter),
      result: outcome.result,
      error: outcome.error,
      earlyReturn: outcome.earlyReturn,
      appendedErrors: own.appendedErrors,
      stash,
      logs: own.logs,
      responseHeaders: own.responseHeaders,
      subscriptionFilter: own.subscriptionFilter,
      subscriptionInvalidationFilter: own.subscriptionInvalidationFilter,
      invalidations: own.invalidations,
      cacheEvictions: own.cacheEvictions,
    };
  }

  return { evaluate };
}
