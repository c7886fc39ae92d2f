import { AwsError } from '../core/aws-error.ts';
import type { Environment } from '../core/environment.ts';
import type { FunctionDefinition } from './function.ts';
import { startWorker, type ExecutionEnvironment, type Outcome, type WorkerEvent } from './worker.ts';

/** The execution environments of one function, warm ones first. */
export interface Pool {
  /** @throws AwsError TooManyRequestsException beyond the reserved concurrency. */
  run(event: WorkerEvent): Promise<Outcome>;
  /** Stops the environments that are idle, and each other one when its invocation ends. */
  retire(): void;
  close(): Promise<void>;
}

/** Of a function without a limit of its own; further invocations wait. A laptop has few processors. */
const defaultConcurrency = 10;
/** How late a slow environment starts at most, in milliseconds. */
const longestStart = 3_000;
/** A warm environment that nobody needs goes after this time, in milliseconds. */
const idleTime = 5 * 60_000;

/** @param reason - of those that the API reference lists under Invoke */
export const tooManyRequests = (reason: string) =>
  new AwsError('TooManyRequestsException', 'Rate Exceeded.', 429, { Reason: reason, Type: 'User' });

/** @param environmentOf - the variables of a new execution environment */
export function createPool(
  definition: FunctionDefinition,
  environmentOf: () => Record<string, string>,
  { clock, faults }: Environment,
): Pool {
  const limit = definition.reservedConcurrency ?? defaultConcurrency;
  const all = new Set<ExecutionEnvironment>();
  const idle: { worker: ExecutionEnvironment; cancel: () => void }[] = [];
  const waiting: (() => void)[] = [];
  let busy = 0;
  let retired = false;

  const discard = (worker: ExecutionEnvironment) => {
    all.delete(worker);
    return worker.stop();
  };

  const take = async (): Promise<ExecutionEnvironment> => {
    for (let warm = idle.pop(); warm; warm = idle.pop()) {
      warm.cancel();
      if (!warm.worker.dead) return warm.worker;
      all.delete(warm.worker);
    }
    const slow = faults.strikes('lambda.slowStart', definition.name);
    if (slow) await new Promise<void>((resolve) => clock.after(slow.chance() * longestStart, resolve));
    const worker = startWorker(definition, environmentOf(), clock);
    all.add(worker);
    return worker;
  };

  const giveBack = (worker: ExecutionEnvironment) => {
    if (worker.dead || retired) return void discard(worker);
    const entry = {
      worker,
      cancel: clock.after(idleTime, () => {
        idle.splice(idle.indexOf(entry), 1);
        void discard(worker);
      }),
    };
    idle.push(entry);
  };

  return {
    async run(event) {
      if (busy >= limit) {
        if (definition.reservedConcurrency !== undefined) {
          throw tooManyRequests('ReservedFunctionConcurrentInvocationLimitExceeded');
        }
        // Whoever ends hands its place over, so that the count stays as it is.
        await new Promise<void>((resolve) => waiting.push(resolve));
      } else busy++;
      let worker: ExecutionEnvironment | undefined;
      try {
        worker = await take();
        return await worker.invoke(event);
      } finally {
        if (worker) giveBack(worker);
        const next = waiting.shift();
        if (next) next();
        else busy--;
      }
    },
    retire() {
      retired = true;
      for (const { worker, cancel } of idle.splice(0)) {
        cancel();
        void discard(worker);
      }
    },
    async close() {
      for (const { cancel } of idle.splice(0)) cancel();
      await Promise.all([...all].map(discard));
    },
  };
}
