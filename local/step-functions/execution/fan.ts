import type { States } from '../language/definition.ts';
import { StateError } from '../language/errors.ts';
import type { Json, JsonObject } from '../language/json.ts';
import type { Branch, Fan, Frame } from './frame.ts';
import type { Recorder } from './history.ts';
import { linked, Stopped } from './timers.ts';
import type { Run, Thread, Visiting } from './thread.ts';
import { runThread } from './visit.ts';

/** How the branches of a fan run. */
export interface FanPlan {
  statesOf(index: number): States;
  /** How many run at once. */
  readonly limit: number;
  /** Variables that they see of the scopes around. */
  readonly outer: JsonObject;
  runOf(index: number): Run;
  /** `Map` of their context object. */
  mapOf?(index: number): JsonObject;
  /** Events of a branch's beginning and end; a beginning yields its id. */
  readonly events?: {
    started(index: number, previous: number): number;
    succeeded(index: number, previous: number): number;
    failed(index: number, previous: number): void;
    aborted(index: number, previous: number): void;
  };
  /** Looks at the failures so far. @returns the error to end with; undefined to go on */
  failed?(fan: Fan): StateError | undefined;
}

/**
 * Runs branches, several at once, until all have ended or one ends them all. Branches that an earlier process ran to
 * their end are not run again, others go on where they were.
 *
 * @returns the outputs in order; those of branches whose failure was tolerated are left out
 * @throws StateError of the first that fails, Stopped
 */
export async function runFan(visiting: Visiting, fan: Fan, plan: FanPlan): Promise<Json[]> {
  const { thread } = visiting;
  const { controller, release } = linked(thread.signal);
  let next = 0;
  let last = fan.event;
  let failure: { error: unknown; last: number } | undefined;

  const runOne = async (index: number, previous: number): Promise<number> => {
    const branch = (fan.branches[index] ??= {});
    if (branch.output || branch.failed) return previous;
    const frame = (branch.frame ??= frameOf(plan, fan, index, previous));
    const inner = threadOf(plan, index, frame, controller.signal);
    try {
      const value = await runThread(inner);
      branch.output = { value };
      const ended = frame.last;
      // Branches without events of theirs write into another history.
      if (plan.events) last = plan.events.succeeded(index, ended);
      delete branch.frame;
      thread.run.changed();
      return ended;
    } catch (thrown) {
      if (!(thrown instanceof StateError)) throw thrown;
      const error = new StateError(thrown.error, thrown.cause, thrown.alias);
      plan.events?.failed(index, frame.last);
      fan.failures++;
      const end = plan.failed ? plan.failed(fan) : error;
      if (end) throw end;
      branch.failed = true;
      thread.run.changed();
      return previous;
    }
  };
  const worker = async (): Promise<void> => {
    let previous = fan.event;
    while (next < fan.inputs.length && !controller.signal.aborted) {
      const index = next++;
      try {
        previous = await runOne(index, previous);
      } catch (error) {
        if (!(error instanceof Stopped))
          failure ??= { error, last: (plan.events && fan.branches[index]?.frame?.last) ?? fan.event };
        controller.abort();
      }
    }
  };

  try {
    await Promise.all(Array.from({ length: Math.min(plan.limit, fan.inputs.length) }, worker));
  } finally {
    release();
  }
  if (failure) {
    thread.frame.last = failure.last;
    fan.ended = true;
    if (plan.events) abortRest(visiting, fan, plan, failure.last);
    throw failure.error;
  }
  if (thread.signal.aborted) throw new Stopped();
  thread.frame.last = last;
  return fan.branches.flatMap((branch) => (branch?.output ? [branch.output.value] : []));
}

function frameOf(plan: FanPlan, fan: Fan, index: number, previous: number): Frame {
  const last = plan.events?.started(index, previous) ?? previous;
  return { at: plan.statesOf(index).StartAt, input: fan.inputs[index]!, variables: {}, last };
}

function threadOf(plan: FanPlan, index: number, frame: Frame, signal: AbortSignal): Thread {
  return {
    run: plan.runOf(index),
    states: plan.statesOf(index),
    frame,
    signal,
    outer: plan.outer,
    map: plan.mapOf?.(index),
  };
}

/** Says of every branch that did not end what became of its state. */
function abortRest({ thread }: Visiting, fan: Fan, plan: FanPlan, last: number): void {
  const recorder: Recorder = thread.run.recorder;
  const unfinished = (branch: Branch | undefined) => branch?.frame?.visit !== undefined;
  for (const [index, branch] of fan.branches.entries()) {
    if (!unfinished(branch)) continue;
    const { at, visit, last: own } = branch!.frame!;
    const { Type: type } = plan.statesOf(index).States[at]!;
    if (['Task', 'Wait', 'Parallel', 'Map'].includes(type))
      recorder.add(`${type}StateAborted`, last, undefined, visit!.event);
    if (own !== last) plan.events!.aborted(index, last);
  }
}
