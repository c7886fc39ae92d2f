import type { Ids } from '../../core/ids.ts';
import type { Catcher, Retrier } from '../language/definition.ts';
import type { StateError } from '../language/errors.ts';
import type { Visit } from './frame.ts';

/** Errors that `States.ALL` does not stand for. Source: Step Functions Developer Guide, "Handling errors". */
const terminal = 'States.Runtime';

/**
 * The name under which a policy's list takes an error; undefined when it does not. `States.TaskFailed` stands for
 * every error but a timeout.
 */
export function matchedName(names: readonly string[], { error, alias }: StateError): string | undefined {
  // A fault of the definition cannot be caught by its own name, only by that which the language gives it.
  if (alias !== undefined && names.includes(alias)) return alias;
  if (error === terminal) return undefined;
  const taken = names.some(
    (name) =>
      name === error || name === 'States.ALL' || (name === 'States.TaskFailed' && error !== 'States.Timeout'),
  );
  return taken ? (error ?? '') : undefined;
}

/**
 * Decides whether a state is tried again, and counts the try.
 *
 * @returns after how many milliseconds; undefined when it is not
 */
export function retryDelay(
  retriers: readonly Retrier[],
  error: StateError,
  visit: Visit,
  ids: Ids,
): number | undefined {
  const place = retriers.findIndex(({ ErrorEquals }) => matchedName(ErrorEquals, error) !== undefined);
  const retrier = retriers[place];
  if (!retrier) return undefined;
  const { IntervalSeconds = 1, MaxAttempts = 3, BackoffRate = 2, MaxDelaySeconds = Infinity } = retrier;
  const tried = visit.retries[place] ?? 0;
  if (tried >= MaxAttempts) return undefined;
  visit.retries[place] = tried + 1;
  visit.retryCount++;
  const seconds = Math.min(IntervalSeconds * BackoffRate ** tried, MaxDelaySeconds);
  return seconds * 1000 * (retrier.JitterStrategy === 'FULL' ? ids.random() : 1);
}

/** The first catcher that takes an error, and the name under which. */
export function catcherOf(
  catchers: readonly Catcher[],
  error: StateError,
): { catcher: Catcher; name: string } | undefined {
  for (const catcher of catchers) {
    const name = matchedName(catcher.ErrorEquals, error);
    if (name !== undefined) return { catcher, name };
  }
  return undefined;
}
