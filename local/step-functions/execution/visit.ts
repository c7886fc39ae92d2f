import { Fault, StateError } from '../language/errors.ts';
import type { Json } from '../language/json.ts';
import type { Visit } from './frame.ts';
import { FinalError, leaveByCatcher, type Leaving } from './leaving.ts';
import { catcherOf, retryDelay } from './policies.ts';
import { behaviours } from './states/index.ts';
import { Stopped, until } from './timers.ts';
import { record, visiting, type Thread, type Visiting } from './thread.ts';

/**
 * Runs the states of a thread to the end.
 *
 * @returns the output of the last
 * @throws StateError when a state fails for good, Stopped
 */
export async function runThread(thread: Thread): Promise<Json> {
  const { run, frame, signal } = thread;
  for (;;) {
    await run.pace();
    if (signal.aborted) throw new Stopped();
    const { output, next } = await visitState(thread);
    if (next === undefined) return output;
    frame.at = next;
    frame.input = output;
    delete frame.visit;
    run.changed();
  }
}

/** Enters the state, or takes the visit up again that an earlier process began, and tries until it is left. */
async function visitState(thread: Thread): Promise<Leaving> {
  const { run, frame, signal } = thread;
  const visit = (frame.visit ??= enter(thread));
  run.changed();
  const here = visiting(thread, visit);
  const { clock, ids } = run.environment;
  for (;;) {
    try {
      if (visit.retryAt !== undefined) {
        await until(clock, visit.retryAt, signal);
        delete visit.retryAt;
      }
      return await behaviours[here.state.Type](here);
    } catch (thrown) {
      const error = stateErrorOf(thrown, here);
      if (error instanceof FinalError) throw error;
      const delay = retryDelay(here.state.Retry ?? [], error, visit, ids);
      if (delay === undefined) return await handle(here, error);
      visit.retryAt = clock.now() + delay;
      delete visit.task;
      delete visit.token;
      delete visit.fan;
      run.changed();
    }
  }
}

function enter({ run, frame, states }: Thread): Visit {
  const { clock } = run.environment;
  const { Type: type } = states.States[frame.at]!;
  const before = frame.last;
  const details = { name: frame.at, input: JSON.stringify(frame.input), inputDetails: { truncated: false } };
  frame.last = run.recorder.add(`${type}StateEntered`, before, details);
  return { enteredAt: clock.now(), event: frame.last, before, retries: {}, retryCount: 0 };
}

/** What no retry helps against: a catcher takes it, or the thread ends with it. */
async function handle(here: Visiting, error: StateError): Promise<Leaving> {
  const { state } = here;
  if (here.visit.fan?.ended) record(here, `${state.Type}StateFailed`);
  const caught = catcherOf(state.Catch ?? [], error);
  if (!caught) throw error;
  try {
    const errorOutput = { Error: caught.name, Cause: error.cause ?? '' };
    return await leaveByCatcher(here, caught.catcher, errorOutput);
  } catch (thrown) {
    throw stateErrorOf(thrown, here);
  }
}

/** Puts before a fault where it happened; a fault of JSONata is an event of its own. */
function stateErrorOf(thrown: unknown, here: Visiting): StateError {
  if (thrown instanceof StateError) return thrown;
  if (!(thrown instanceof Fault)) throw thrown;
  const { name, visit, thread } = here;
  const { error, alias, location, afterEntering } = thrown;
  const cause = `An error occurred while executing the state '${name}' (entered at the event id #${visit.event}). ${thrown.message}`;
  if (location !== undefined) {
    const details = { error, cause, state: name, ...(location !== '' && { location }) };
    // In the service's histories most follow what the state's entering followed.
    thread.frame.last = thread.run.recorder.add(
      'EvaluationFailed',
      afterEntering ? visit.event : visit.before,
      details,
      visit.event,
    );
  }
  return new StateError(error, cause, alias);
}
