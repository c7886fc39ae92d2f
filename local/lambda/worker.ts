import { Worker } from 'node:worker_threads';
import type { Clock } from '../core/clock.ts';
import type { FunctionDefinition } from './function.ts';

/** One execution environment: a worker thread that holds a loaded handler and answers one event at a time. */
export interface ExecutionEnvironment {
  /** Never rejects: every way to fail is an outcome. */
  invoke(event: WorkerEvent): Promise<Outcome>;
  /** True once it can take no more events. */
  readonly dead: boolean;
  stop(): Promise<void>;
}

export interface WorkerEvent {
  readonly requestId: string;
  /** JSON text. */
  readonly event: string;
  readonly invokedFunctionArn: string;
  readonly traceId: string;
  readonly clientContext?: unknown;
  /** Takes what the handler writes, as it writes it. */
  readonly onLog: (text: string) => void;
  /** Ends the environment when it is aborted; should the handler get to its end before, the environment ends then. */
  readonly doom?: AbortSignal;
}

export interface Outcome {
  /** JSON text: the answer, or the error. */
  readonly payload: string;
  readonly failed: boolean;
}

type Message =
  | { type: 'ready' }
  | { type: 'log'; text: string }
  | { type: 'initFailure'; error: string }
  | { type: 'success'; payload: string }
  | { type: 'failure'; error: string }
  /** An error that nobody caught: the thread ends with it. */
  | { type: 'fatal'; error: string };

/**
 * The longest answer, in bytes: the 6 MB of the Lambda Developer Guide, "Lambda quotas", with the 100 bytes more that
 * the service's own error names.
 */
const maximumAnswer = 6_291_556;
const initTimeout = 10_000;
const runtimeUrl = new URL('./runtime.mjs', import.meta.url);

/** Starts a worker thread for a function. Its environment is what it is given: nothing of this process leaks in. */
export function startWorker(
  definition: FunctionDefinition,
  env: Record<string, string>,
  clock: Clock,
): ExecutionEnvironment {
  // Handlers live by the cloud's clock, which tests move: what they sign and store would be of another time else.
  const ahead = () => Math.round(clock.now() - Date.now());
  const worker = new Worker(runtimeUrl, {
    env,
    workerData: {
      taskRoot: definition.taskRoot,
      handler: definition.handler,
      nodeMajor: Number(/\d+/.exec(definition.runtime)?.[0] ?? 0),
      ahead: ahead(),
    },
    resourceLimits: { maxOldGenerationSizeMb: definition.memory },
    execArgv: [],
    stdin: false,
  });
  worker.unref();

  let dead = false;
  // What is written while the handler loads belongs to the first event.
  let early = '';
  let onLog: (text: string) => void = (text) => {
    early += text;
  };
  let settle: (outcome: Outcome) => void = () => {};
  let initFailure: string | undefined;
  let memoryExceeded = false;
  let becomeReady = () => {};
  const ready = new Promise<void>((resolve) => (becomeReady = resolve));

  worker.on('message', (message: Message) => {
    switch (message.type) {
      case 'ready':
        return becomeReady();
      case 'log':
        return onLog(message.text);
      case 'initFailure':
        initFailure = message.error;
        return;
      case 'success':
        return doomed ? die() : settle(withinSize(message.payload));
      case 'fatal':
        dead = true;
        return settle({ payload: message.error, failed: true });
      case 'failure':
        return settle({ payload: message.error, failed: true });
    }
  });
  worker.on('error', (error: NodeJS.ErrnoException) => {
    memoryExceeded = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
    if (!memoryExceeded) {
      initFailure ??= JSON.stringify({ errorType: error.name, errorMessage: error.message, trace: [] });
    }
  });
  worker.once('exit', () => (dead = true));

  let doomed = false;
  let die = () => {};

  return {
    get dead() {
      return dead;
    },
    async stop() {
      dead = true;
      await worker.terminate();
    },
    async invoke({ onLog: listener, requestId, doom, ...rest }) {
      worker.ref();
      if (early) listener(early);
      early = '';
      onLog = listener;
      const outcome = await new Promise<Outcome>((resolve) => {
        let cancel = () => {};
        const exited = (code: number) => {
          dead = true;
          settle({ payload: initFailure ?? exitError(requestId, code, memoryExceeded), failed: true });
        };
        settle = (value) => {
          cancel();
          worker.off('exit', exited);
          resolve(value);
        };
        worker.once('exit', exited);
        if (dead) return exited(1);
        doomed = doom !== undefined;
        die = () => {
          dead = true;
          settle({ payload: exitError(requestId, 1, true), failed: true });
          void worker.terminate();
        };
        doom?.addEventListener('abort', die, { once: true });

        const expire = (milliseconds: number) => {
          cancel = clock.after(milliseconds, () => {
            dead = true;
            settle({ payload: timeoutError(requestId, milliseconds), failed: true });
            void worker.terminate();
          });
        };
        // Loading has a limit of its own; the function's timeout begins with the event.
        expire(Math.max(initTimeout, definition.timeout));
        void ready.then(() => {
          cancel();
          if (dead) return;
          expire(definition.timeout);
          worker.postMessage({ requestId, timeout: definition.timeout, ahead: ahead(), ...rest });
        });
      });
      settle = () => {};
      worker.unref();
      return outcome;
    },
  };
}

function withinSize(payload: string): Outcome {
  if (Buffer.byteLength(payload) <= maximumAnswer) return { payload, failed: false };
  const errorMessage = `Response payload size exceeded maximum allowed payload size (${maximumAnswer} bytes).`;
  return {
    payload: JSON.stringify({ errorMessage, errorType: 'Function.ResponseSizeTooLarge' }),
    failed: true,
  };
}

function exitError(requestId: string, code: number, killed: boolean): string {
  const reason = killed
    ? 'Runtime exited with error: signal: killed'
    : code === 0
      ? 'Runtime exited without providing a reason'
      : `Runtime exited with error: exit status ${code}`;
  return JSON.stringify({
    errorType: 'Runtime.ExitError',
    errorMessage: `RequestId: ${requestId} Error: ${reason}`,
  });
}

/** What the caller of a function that took too long sees. */
export function timeoutError(requestId: string, milliseconds: number): string {
  return JSON.stringify({
    errorType: 'Sandbox.Timedout',
    errorMessage: `RequestId: ${requestId} Error: Task timed out after ${(milliseconds / 1000).toFixed(2)} seconds`,
  });
}
