import { AwsError } from '../core/aws-error.ts';
import type { Environment } from '../core/environment.ts';
import { executionDoesNotExist, invalidInput, invalidName } from './errors.ts';
import type { Engine, Ending } from './execution/engine.ts';
import { hasEnded, type Execution, type Header } from './execution/execution.ts';
import { History, mostEvents, ShortHistory } from './execution/history.ts';
import { rewind } from './execution/redrive.ts';
import { largestPayload } from './execution/thread.ts';
import type { Definition } from './language/definition.ts';
import { isName, type Resolved } from './machines.ts';
import type { KeptExecution, Store } from './store.ts';

/** The executions of the account: those that run, and the last that have ended. */
export interface Executions {
  /** @throws AwsError InvalidName, InvalidExecutionInput, ExecutionAlreadyExists. */
  start(target: Resolved, input: string, name?: string): Execution;
  /** @throws AwsError ExecutionDoesNotExist. */
  require(arn: string): Execution;
  find(arn: string): Execution | undefined;
  all(): Execution[];
  /** Resolves when an execution has ended. */
  ended(execution: Execution): Promise<void>;
  stop(execution: Execution, ending: Ending): void;
  /** Goes on from where it failed. @throws AwsError ExecutionNotRedrivable. */
  redrive(execution: Execution): void;
  /** Goes on with what an earlier process left; does so once. */
  resume(): void;
  changed(execution: Execution): void;
  didEnd(execution: Execution): void;
}

/** How many executions are kept that have ended. */
const keptEnded = 1000;

export function createExecutions(environment: Environment, store: Store, engine: () => Engine): Executions {
  const { partition, region, accountId, clock, ids } = environment;
  const executions = new Map<string, Execution>();
  const waiting = new Map<Execution, (() => void)[]>();
  // In the order in which they ended.
  const ended = new Set<Execution>();
  let resumed = false;

  for (const kept of [...store.executions].sort((a, b) => a.header.startedAt - b.header.startedAt)) {
    const execution = revive(kept, environment);
    executions.set(kept.header.arn, execution);
    if (hasEnded(execution)) ended.add(execution);
  }

  const forget = (): void => {
    for (const execution of ended) {
      if (ended.size <= keptEnded) return;
      ended.delete(execution);
      executions.delete(execution.header.arn);
      if (execution.header.type === 'STANDARD') store.remove(execution);
    }
  };

  const arnOf = (target: Resolved, name: string) =>
    target.machine.type === 'STANDARD'
      ? `arn:${partition}:states:${region}:${accountId}:execution:${target.machine.name}:${name}`
      : `arn:${partition}:states:${region}:${accountId}:express:${target.machine.name}:${name}:${ids.uuid()}`;

  return {
    start(target, input, name = ids.uuid()) {
      const { machine, revision, versionArn, aliasArn } = target;
      if (!isName(name)) throw invalidName(name);
      checkInput(input);
      const arn = arnOf(target, name);
      const there = executions.get(arn);
      if (there && !hasEnded(there) && there.header.input === input) return there;
      if (there) throw new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
      const header: Header = {
        arn,
        name,
        type: machine.type,
        stateMachineArn: machine.arn,
        stateMachineName: machine.name,
        versionArn,
        aliasArn,
        roleArn: revision.roleArn,
        definition: revision.text,
        input,
        startedAt: clock.now(),
      };
      const execution = begin(header, revision.definition, environment);
      executions.set(arn, execution);
      this.changed(execution);
      engine().run(execution);
      return execution;
    },
    require(arn) {
      const execution = executions.get(arn);
      if (!execution) throw executionDoesNotExist(arn);
      return execution;
    },
    find: (arn) => executions.get(arn),
    all: () => [...executions.values()],
    ended: (execution) =>
      hasEnded(execution)
        ? Promise.resolve()
        : new Promise((resolve) => {
            waiting.set(execution, [...(waiting.get(execution) ?? []), resolve]);
          }),
    stop: (execution, ending) => engine().stop(execution, ending),
    redrive(execution) {
      const { header, progress, history } = execution;
      if (header.type === 'EXPRESS' || !hasEnded(execution) || progress.status === 'SUCCEEDED')
        throw new AwsError(
          'ExecutionNotRedrivable',
          `Execution is ${progress.status} and cannot be redriven`,
        );
      progress.redriveCount++;
      progress.redrivenAt = clock.now();
      progress.status = 'RUNNING';
      for (const member of ['stoppedAt', 'error', 'cause', 'output'] as const) delete progress[member];
      ended.delete(execution);
      const previous = history.events.length;
      progress.frame.last = history.add('ExecutionRedriven', previous, {
        redriveCount: progress.redriveCount,
      });
      rewind(progress.frame, progress.frame.last);
      this.changed(execution);
      engine().run(execution);
    },
    resume() {
      if (resumed) return;
      resumed = true;
      for (const { header } of store.executions) {
        const execution = executions.get(header.arn);
        if (execution && !hasEnded(execution)) engine().run(execution);
      }
    },
    // The service does not keep EXPRESS executions either.
    changed: (execution) => execution.header.type === 'STANDARD' && store.changed(execution),
    didEnd(execution) {
      ended.add(execution);
      for (const resolve of waiting.get(execution) ?? []) resolve();
      waiting.delete(execution);
      forget();
    },
  };
}

function begin(header: Header, definition: Definition, { clock }: Environment): Execution {
  const { input, roleArn, versionArn, aliasArn } = header;
  const history =
    header.type === 'STANDARD' ? new History(clock, mostEvents) : new ShortHistory(clock, mostEvents);
  history.add('ExecutionStarted', 0, {
    input,
    inputDetails: { truncated: false },
    roleArn,
    ...(versionArn !== undefined && { stateMachineVersionArn: versionArn }),
    ...(aliasArn !== undefined && { stateMachineAliasArn: aliasArn }),
  });
  const frame = { at: definition.StartAt, input: JSON.parse(input), variables: {}, last: 0 };
  return { header, history, progress: { status: 'RUNNING', redriveCount: 0, frame } };
}

function revive({ header, progress, events }: KeptExecution, { clock }: Environment): Execution {
  let history: History | undefined;
  return {
    header,
    progress,
    get history() {
      return (history ??= new History(clock, mostEvents, events()));
    },
  };
}

function checkInput(input: string): void {
  if (Buffer.byteLength(input) > largestPayload)
    throw invalidInput(`The input is longer than ${largestPayload} bytes.`);
  if (input.trim() === '') throw invalidInput('Invalid execution input.');
  try {
    JSON.parse(input);
  } catch (error) {
    throw invalidInput((error as Error).message);
  }
}
