import { Fault, runtimeFault } from '../../language/errors.ts';
import { evaluateAs } from '../../language/jsonata.ts';
import { lookUp } from '../../language/scope.ts';
import { parseTimestamp } from '../../language/timestamps.ts';
import { leaveWithInput, type Leaving } from '../leaving.ts';
import { until } from '../timers.ts';
import { effectiveScope, type Visiting } from '../thread.ts';

/** The longest wait in seconds that the service takes: the most that a signed number of 32 bits holds. */
const longest = 2_147_483_647;

/** Waits for a time, or until one. */
export async function wait(visiting: Visiting): Promise<Leaving> {
  const { visit, thread } = visiting;
  const { clock } = thread.run.environment;
  if (visit.until === undefined) {
    visit.until = await endOf(visiting);
    if (visit.until - clock.now() > longest * 1000) throw runtimeFault('Wait state delay is too long.');
    thread.run.changed();
  }
  await until(clock, visit.until, thread.signal);
  return leaveWithInput(visiting);
}

/** When the wait is over, in milliseconds since the epoch. */
async function endOf(visiting: Visiting): Promise<number> {
  const { state, visit, jsonata } = visiting;
  const scope = effectiveScope(visiting);
  const after = (seconds: number) => visit.enteredAt + seconds * 1000;
  if (state.Seconds !== undefined) {
    if (typeof state.Seconds === 'number' || !jsonata) return after(Number(state.Seconds));
    const seconds = await evaluateAs<number>('number', state.Seconds, 'Seconds', scope);
    if (Number.isInteger(seconds) && seconds >= 0) return after(seconds);
    const message = `The Seconds field must be a non-negative integer: ${seconds}`;
    throw new Fault('States.QueryEvaluationError', message, { location: 'Seconds', afterEntering: true });
  }
  if (state.SecondsPath !== undefined) return after(secondsAt(visiting, state.SecondsPath));
  if (state.Timestamp !== undefined) {
    const text = jsonata
      ? await evaluateAs<string>('string', state.Timestamp, 'Timestamp', scope)
      : state.Timestamp;
    const moment = parseTimestamp(text);
    if (moment !== undefined) return moment;
    throw new Fault(
      'States.QueryEvaluationError',
      `The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: ${text}`,
      { location: 'Timestamp', afterEntering: true },
    );
  }
  const path = state.TimestampPath!;
  const found = lookUp(path, scope);
  const moment = found.found ? parseTimestamp(found.value) : undefined;
  if (moment !== undefined) return moment;
  throw runtimeFault(
    found.found
      ? `The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: ${path} == ${found.value}`
      : `The TimestampPath parameter does not reference an input value: ${path}`,
  );
}

function secondsAt(visiting: Visiting, path: string): number {
  const found = lookUp(path, effectiveScope(visiting));
  if (!found.found)
    throw runtimeFault(`The SecondsPath parameter does not reference an input value: ${path}`);
  const seconds = Number(found.value);
  if (!Number.isInteger(seconds))
    throw runtimeFault(
      `The SecondsPath parameter cannot be parsed as a long value: ${path} == ${found.value}`,
    );
  if (seconds < 0)
    throw runtimeFault(`The SecondsPath parameter references a negative value: ${path} == ${seconds}`);
  return seconds;
}
