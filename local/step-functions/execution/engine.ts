import type { Environment } from '../../core/environment.ts';
import type { Integrations } from '../integrations/integration.ts';
import type { Definition } from '../language/definition.ts';
import { StateError } from '../language/errors.ts';
import type { Execution, Status } from './execution.ts';
import { HistoryFull, mostEvents } from './history.ts';
import { at, createPace, Stopped } from './timers.ts';
import { isoTime, type Run } from './thread.ts';
import { runThread } from './visit.ts';

/** How an execution ends. */
export interface Ending {
  readonly status: Exclude<Status, 'RUNNING'>;
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
}

/** Runs executions. */
export interface Engine {
  /** Begins an execution, or goes on where an earlier process left it. */
  run(execution: Execution): void;
  /** Ends one from outside. */
  stop(execution: Execution, ending: Ending): void;
  /** Lets everything rest where it is. */
  close(): void;
}

interface Deps {
  readonly environment: Environment;
  readonly integrations: Integrations;
  readonly changed: (execution: Execution) => void;
  readonly kept: () => Promise<void>;
  readonly ended: (execution: Execution) => void;
}

/** The longest that an EXPRESS execution takes, in seconds. Source: Developer Guide, "Choosing workflow type". */
const expressTimeout = 300;

export function createEngine({ environment, integrations, changed, kept, ended }: Deps): Engine {
  const { clock, log } = environment;
  const running = new Map<Execution, AbortController>();
  const pace = createPace();

  const finish = (execution: Execution, ending: Ending): void => {
    const { progress, history } = execution;
    if (progress.status !== 'RUNNING') return;
    const { status, output, error, cause } = ending;
    Object.assign(progress, { ...ending, stoppedAt: clock.now() });
    const fromOutside = status === 'ABORTED' || status === 'TIMED_OUT';
    history.close(
      `Execution${words[status]}`,
      // Nothing that a state did leads to an end from outside.
      fromOutside ? 0 : progress.frame.last,
      status === 'SUCCEEDED' ? { output, outputDetails: { truncated: false } } : { error, cause },
    );
    // That a machine's time is over is told by its history alone.
    if (status === 'TIMED_OUT' && execution.header.type === 'STANDARD') delete progress.error;
    running.get(execution)?.abort();
    running.delete(execution);
    changed(execution);
    ended(execution);
  };

  const drive = async (execution: Execution, run: Run, signal: AbortSignal): Promise<void> => {
    const { frame } = execution.progress;
    try {
      const output = await runThread({ run, states: run.machine, frame, signal, outer: {} });
      finish(execution, { status: 'SUCCEEDED', output: JSON.stringify(output) });
    } catch (thrown) {
      if (signal.aborted || thrown instanceof Stopped) return;
      finish(execution, { status: 'FAILED', ...failureOf(thrown) });
      if (!(thrown instanceof StateError) && !(thrown instanceof HistoryFull))
        log.scope('step-functions').error(`${execution.header.arn}: ${(thrown as Error).stack}`);
    }
  };

  return {
    run(execution) {
      const { header, progress } = execution;
      const machine: Definition = JSON.parse(header.definition);
      const controller = new AbortController();
      running.set(execution, controller);
      const seconds = header.type === 'EXPRESS' ? expressTimeout : machine.TimeoutSeconds;
      const limit = Math.min(seconds ?? Infinity, machine.TimeoutSeconds ?? Infinity);
      if (limit !== Infinity) {
        const cancel = at(clock, (progress.redrivenAt ?? header.startedAt) + limit * 1000, () =>
          finish(execution, { status: 'TIMED_OUT', error: 'States.Timeout' }),
        );
        controller.signal.addEventListener('abort', cancel, { once: true });
      }
      const run: Run = {
        environment,
        integrations,
        machine,
        context: contextOf(execution),
        executionArn: header.arn,
        stateMachineArn: header.stateMachineArn,
        roleArn: header.roleArn,
        recorder: execution.history,
        pace,
        changed: () => changed(execution),
        kept,
      };
      void drive(execution, run, controller.signal);
    },
    stop: finish,
    close() {
      for (const controller of running.values()) controller.abort();
      running.clear();
    },
  };
}

const words = {
  SUCCEEDED: 'Succeeded',
  FAILED: 'Failed',
  TIMED_OUT: 'TimedOut',
  ABORTED: 'Aborted',
} as const;

function failureOf(thrown: unknown): Pick<Ending, 'error' | 'cause'> {
  if (thrown instanceof StateError) return { error: thrown.error, cause: thrown.cause };
  if (thrown instanceof HistoryFull) {
    return {
      error: 'States.Runtime',
      cause: `The execution reached the maximum number of history events (${mostEvents}).`,
    };
  }
  return { error: 'States.Runtime', cause: (thrown as Error).message };
}

/** What the context object says of the execution and its machine. Source: Developer Guide, "Context object". */
function contextOf({ header, progress }: Execution): Run['context'] {
  return {
    Execution: {
      Id: header.arn,
      Input: JSON.parse(header.input),
      StartTime: isoTime(header.startedAt),
      Name: header.name,
      RoleArn: header.roleArn,
      ...(header.type === 'STANDARD' && { RedriveCount: progress.redriveCount }),
      ...(progress.redrivenAt !== undefined && { RedriveTime: isoTime(progress.redrivenAt) }),
    },
    StateMachine: { Id: header.stateMachineArn, Name: header.stateMachineName },
  };
}
