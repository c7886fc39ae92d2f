import { isDistributed, processorOf } from '../../language/definition.ts';
import { runFan, type FanPlan } from '../fan.ts';
import type { Fan } from '../frame.ts';
import { leaveWithResult, type Leaving } from '../leaving.ts';
import { numberOf } from '../settings.ts';
import { record, type Visiting } from '../thread.ts';
import { distributedPlan, startMapRun, tolerance } from './map-run.ts';
import { batchItems, itemsOf, selectItems } from './map-items.ts';

/** As many iterations as the service runs at once when nothing else is said. Source: Developer Guide, "Map state". */
const inlineConcurrency = 40;
const distributedConcurrency = 1000;

/** Runs its processor for every item; its result is the list of the outputs. */
export async function map(visiting: Visiting): Promise<Leaving> {
  const { state, visit, thread } = visiting;
  const distributed = isDistributed(state);
  const limit = await concurrency(visiting, distributed ? distributedConcurrency : inlineConcurrency);
  visit.fan ??= await start(visiting);
  const tolerated = distributed ? await tolerance(visiting) : undefined;
  if (distributed) visit.fan.mapRun ??= startMapRun(visiting, visit.fan);
  const plan = tolerated
    ? distributedPlan(visiting, visit.fan, limit, tolerated)
    : inlinePlan(visiting, visit.fan, limit);
  const results = await runFan(visiting, visit.fan, plan);
  const add = (type: string, previous: number) =>
    thread.run.recorder.add(type, previous, undefined, visit.event);
  const { last } = thread.frame;
  // The state's exit follows what came before both of these, as histories since the end of 2024 have it.
  add('MapStateSucceeded', distributed ? add('MapRunSucceeded', last) : last);
  return leaveWithResult(visiting, results);
}

async function concurrency(visiting: Visiting, otherwise: number): Promise<number> {
  const asked = (await numberOf(visiting, 'MaxConcurrency')) ?? 0;
  return asked > 0 ? Math.min(asked, otherwise) : otherwise;
}

async function start(visiting: Visiting): Promise<Fan> {
  const items = await itemsOf(visiting);
  const inputs = await batchItems(visiting, await selectItems(visiting, items));
  const event = record(visiting, 'MapStateStarted', { length: items.length });
  return { event, inputs, items, branches: [], failures: 0 };
}

function inlinePlan({ state, name, visit, thread }: Visiting, fan: Fan, limit: number): FanPlan {
  const { run, outer, frame } = thread;
  const processor = processorOf(state);
  const add = (type: string, index: number, previous: number) =>
    run.recorder.add(`MapIteration${type}`, previous, { name, index }, visit.event);
  return {
    statesOf: () => processor,
    limit,
    outer: { ...outer, ...frame.variables },
    runOf: () => run,
    mapOf: (index) => ({ Item: { Index: index, Value: fan.items![index]! } }),
    events: {
      started: (index, previous) => add('Started', index, previous),
      succeeded: (index, previous) => add('Succeeded', index, previous),
      failed: (index, previous) => void add('Failed', index, previous),
      aborted: (index, previous) => void add('Aborted', index, previous),
    },
  };
}
