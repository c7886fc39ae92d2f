import type { OperationTypeNode } from 'graphql';
import type { Environment } from '../../core/environment.ts';
import type { Caller } from '../authorization/caller.ts';
import type { Observation, Observe } from '../execution/run.ts';
import { masked, type Budget } from '../../core/mask.ts';
import { capacityOf, costOf, prices } from './price.ts';
import type { Trace, TracedCall, TracedField, TracedStep, TraceSummary } from '../../core/trace.ts';

/** A request that begins. */
export interface BeginningRequest {
  readonly id: string;
  /** Undefined for a document that was refused. */
  readonly operation: { readonly type: OperationTypeNode; readonly name: string | undefined } | undefined;
  readonly query: string;
  readonly variables: unknown;
  readonly caller: Caller;
  readonly headers: unknown;
}

/** The trace of a request under way. */
export interface OpenTrace {
  readonly observe: Observe;
  /** Closes the trace; once. */
  end(errors: readonly unknown[]): void;
}

/** Keeps the traces of the last requests. */
export interface Tracer {
  begin(request: BeginningRequest): OpenTrace;
  /** Newest first. */
  list(limit?: number): TraceSummary[];
  get(id: string): Trace | undefined;
  clear(): void;
}

export interface TracerLimits {
  /** Traces kept. @defaultValue 200 */
  readonly traces?: number;
  /** Characters of one trace; what goes beyond is shown as `…`. @defaultValue 500,000 */
  readonly traceSize?: number;
  /** Characters of all of them. @defaultValue 20,000,000 */
  readonly totalSize?: number;
  /** Steps of one trace. @defaultValue 2,000 */
  readonly steps?: number;
}

interface Kept {
  readonly trace: Trace;
  readonly size: number;
}

/**
 * Makes a tracer. What it is told it copies at once, masked and cut, so that no secret stays and its memory is bounded;
 * the oldest traces go first.
 *
 * @example
 * const tracer = createTracer(environment);
 * const trace = tracer.begin({ id, operation, query, variables, caller, headers });
 * trace.observe(observation);
 * trace.end(errors);
 * tracer.get(id)?.totals.readUnits; // 0.5
 */
export function createTracer({ clock }: Pick<Environment, 'clock'>, limits: TracerLimits = {}): Tracer {
  const { traces = 200, traceSize = 500_000, totalSize = 20_000_000, steps: mostSteps = 2_000 } = limits;
  const kept = new Map<string, Kept>();
  let total = 0;
  const now = () => clock.precise?.() ?? clock.now();

  const drop = (id: string): void => {
    total -= kept.get(id)?.size ?? 0;
    kept.delete(id);
  };
  const keep = (trace: Trace, size: number): void => {
    drop(trace.id);
    kept.set(trace.id, { trace, size });
    total += size;
    while (kept.size > traces || (total > totalSize && kept.size > 1)) drop(kept.keys().next().value!);
  };

  return {
    begin({ id, operation, query, variables, caller, headers }) {
      const startedAt = now();
      const budget: Budget = { left: traceSize };
      const fields = new Map<string, TracedField & { milliseconds: number; steps: TracedStep[] }>();
      // A call is told of before the step that made it, which ends later.
      const calls = new Map<string, TracedCall[]>();
      const about = {
        operation: {
          type: operation?.type ?? ('invalid' as const),
          name: operation?.name ?? null,
          query: masked(query, budget) as string,
          variables: masked(variables, budget),
        },
        caller: { mode: caller.mode, identity: masked(caller.identity, budget) },
        headers: masked(headers, budget),
      };
      let told = 0;

      const observe = (observation: Observation): void => {
        if (++told > mostSteps) return;
        const { path, coordinate, step: name, phase } = observation;
        const place = path.join('/');
        const time = {
          startedAt: observation.startedAt - startedAt,
          milliseconds: observation.endedAt - observation.startedAt,
        };
        if (phase === 'call') {
          const list = calls.get(place) ?? [];
          calls.set(place, list);
          list.push({ ...callOf(observation, budget), ...time });
          return;
        }
        let field = fields.get(place);
        if (!field) {
          field = { path, coordinate, startedAt: time.startedAt, milliseconds: 0, steps: [] };
          fields.set(place, field);
        }
        field.milliseconds = time.startedAt + time.milliseconds - field.startedAt;
        const made = phase === 'dataSource' ? calls.get(place) : undefined;
        if (made) calls.delete(place);
        field.steps.push({
          name,
          phase,
          ...time,
          input: masked(observation.input, budget),
          output: masked(saidIn(observation), budget),
          ...(made ? { calls: made } : {}),
        });
      };

      return {
        observe,
        end(errors) {
          const all = [...fields.values()];
          const made = all.flatMap(({ steps }) => steps.flatMap((step) => step.calls ?? []));
          const sum = (of: (call: TracedCall) => number | undefined) =>
            made.reduce((total, call) => total + (of(call) ?? 0), 0);
          const trace: Trace = {
            id,
            startedAt,
            milliseconds: now() - startedAt,
            ...about,
            errors: masked(errors, budget) as unknown[],
            fields: all,
            totals: {
              resolvers: all.length,
              calls: made.length,
              readUnits: sum(({ capacity }) => capacity?.read),
              writeUnits: sum(({ capacity }) => capacity?.write),
              cost:
                (operation && operation.type !== 'subscription' ? prices.request : 0) +
                sum(({ cost }) => cost),
              omitted: Math.max(0, told - mostSteps),
            },
          };
          keep(trace, traceSize - Math.max(0, budget.left));
        },
      };
    },
    list: (limit = traces) =>
      [...kept.values()]
        .slice(-limit)
        .reverse()
        .map(({ trace }) => summaryOf(trace)),
    get: (id) => kept.get(id)?.trace,
    clear() {
      kept.clear();
      total = 0;
    },
  };
}

/** What came of a step: of a handler's call only the members that say something. */
function saidIn({ phase, output }: Observation): unknown {
  if ((phase !== 'request' && phase !== 'response') || typeof output !== 'object') return output;
  return Object.fromEntries(
    Object.entries(output ?? {}).filter(
      ([name, value]) =>
        name === 'result' || (value !== undefined && Object.keys(value as object).length > 0),
    ),
  );
}

function callOf({ step, input, output }: Observation, budget: Budget) {
  const [service = '', operation = ''] = step.split('.');
  const capacity = service === 'DynamoDB' ? capacityOf(operation, output) : undefined;
  const cost = costOf(service, input, output, capacity);
  return {
    service,
    operation,
    request: masked(input, budget),
    answer: masked(output, budget),
    ...(capacity ? { capacity } : {}),
    ...(cost === undefined ? {} : { cost }),
  };
}

function summaryOf({ id, startedAt, milliseconds, totals, operation, fields, errors }: Trace): TraceSummary {
  const roots = fields.filter(({ path }) => path.length === 1).map(({ path }) => String(path[0]));
  return {
    id,
    startedAt,
    milliseconds,
    totals,
    type: operation.type,
    name: operation.name,
    fields: roots,
    errors: errors.length,
  };
}
