import type { Fault, Faults } from '../core/faults.ts';
import type { Cut, OutgoingCalls } from '../core/outgoing-calls.ts';
import type { FunctionDefinition } from './function.ts';
import { timeoutError, type Outcome, type WorkerEvent } from './worker.ts';

/** The chance that a function which is to die dies at its first call; of the rest the same share at the second. */
const share = 1 / 3;

/**
 * Runs an event unless the function is to time out or to die. A time-out is answered at once: waiting it out would
 * only cost time.
 */
export async function runWithFaults(
  { name, timeout }: FunctionDefinition,
  event: WorkerEvent,
  run: (event: WorkerEvent) => Promise<Outcome>,
  { faults, calls }: { faults: Faults; calls?: OutgoingCalls | undefined },
): Promise<Outcome> {
  const timedOut: Outcome = { payload: timeoutError(event.requestId, timeout), failed: true };
  if (faults.strikes('lambda.timeoutBefore', name)) return timedOut;

  const crash = calls && faults.strikes('lambda.crashed', name);
  if (crash) return runToItsDeath(event, run, crash, calls);

  const outcome = await run(event);
  return faults.strikes('lambda.timeoutAfter', name) ? timedOut : outcome;
}

/**
 * Lets a function die at the n-th request that it makes, or, when it makes fewer, just before it would answer. Every
 * `await` that matters to others is one of these.
 */
async function runToItsDeath(
  event: WorkerEvent,
  run: (event: WorkerEvent) => Promise<Outcome>,
  fault: Fault,
  calls: OutgoingCalls,
): Promise<Outcome> {
  const doom = new AbortController();
  let left = 1 + Math.floor(Math.log(1 - fault.chance()) / Math.log(1 - share));
  const cut: Cut = { when: fault.pick(['before', 'after']), end: () => doom.abort() };
  const endFollowing = calls.follow(event.traceId, () => (--left === 0 ? cut : undefined));
  try {
    return await run({ ...event, doom: doom.signal });
  } finally {
    endFollowing();
  }
}
