import type { Json } from '../../language/json.ts';
import { evaluateJsonata } from '../../language/jsonata.ts';
import { fillTemplate } from '../../language/template.ts';
import { runFan } from '../fan.ts';
import { leaveWithResult, type Leaving } from '../leaving.ts';
import { effectiveScope, record, type Visiting } from '../thread.ts';

/** Runs its branches side by side; its result is the list of their outputs. */
export async function parallel(visiting: Visiting): Promise<Leaving> {
  const { state, visit, thread } = visiting;
  const { frame, run, outer } = thread;
  const branches = state.Branches!;
  visit.fan ??= await start(visiting);
  const results = await runFan(visiting, visit.fan, {
    statesOf: (index) => branches[index]!,
    limit: branches.length,
    outer: { ...outer, ...frame.variables },
    runOf: () => run,
    mapOf: thread.map && (() => thread.map!),
    events: {
      started: (_, previous) => previous,
      succeeded: (_, previous) => previous,
      failed: () => {},
      aborted: () => {},
    },
  });
  run.recorder.add('ParallelStateSucceeded', frame.last, undefined, visit.event);
  return leaveWithResult(visiting, results);
}

async function start(visiting: Visiting) {
  const { state } = visiting;
  const input = await inputOf(visiting);
  const event = record(visiting, 'ParallelStateStarted');
  return { event, inputs: state.Branches!.map(() => input), branches: [], failures: 0 };
}

async function inputOf(visiting: Visiting): Promise<Json> {
  const { state, jsonata } = visiting;
  const scope = effectiveScope(visiting);
  if (jsonata)
    return state.Arguments === undefined ? scope.input : evaluateJsonata(state.Arguments, 'Arguments', scope);
  return state.Parameters === undefined ? scope.input : fillTemplate(state.Parameters, scope);
}
