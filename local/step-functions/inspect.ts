import type { Execution } from './execution/execution.ts';
import type { HistoryEvent } from './execution/history.ts';
import { isObject, parseJson, type Json } from './language/json.ts';
import type { Machine } from './machines.ts';

/** What the service has to show: machines, and executions with what every state did. Plain JSON. */
export interface Inspection {
  readonly machines: readonly InspectedMachine[];
  /** The latest first. */
  readonly executions: readonly InspectedExecution[];
}

export interface InspectedMachine {
  readonly arn: string;
  readonly name: string;
  readonly type: 'STANDARD' | 'EXPRESS';
  readonly roleArn: string;
  /** Parsed, for drawing. */
  readonly definition: Json;
  readonly versions: readonly number[];
  readonly aliases: readonly string[];
}

/** Times in milliseconds since the epoch. */
export interface InspectedExecution {
  readonly arn: string;
  readonly name: string;
  readonly stateMachineArn: string;
  readonly type: 'STANDARD' | 'EXPRESS';
  readonly status: string;
  readonly startedAt: number;
  readonly stoppedAt?: number;
  readonly input: Json;
  readonly output?: Json;
  readonly error?: string;
  readonly cause?: string;
  readonly redriveCount: number;
  /** Names of the states that are visited now. */
  readonly current: readonly string[];
}

/** One visit of one state. */
export interface InspectedState {
  readonly name: string;
  readonly type: string;
  /** `caught`: left by a catcher; `running`: not left yet. */
  readonly status: 'running' | 'succeeded' | 'caught' | 'failed' | 'aborted';
  readonly enteredAt: number;
  readonly exitedAt?: number;
  readonly retries: number;
  readonly input: Json;
  readonly output?: Json;
  readonly error?: string;
  readonly cause?: string;
  /** The event of its entering in the history. */
  readonly event: number;
}

export function inspectMachine({ arn, name, type, current, versions, aliases }: Machine): InspectedMachine {
  return {
    arn,
    name,
    type,
    roleArn: current.roleArn,
    definition: current.definition as unknown as Json,
    versions: [...versions.keys()],
    aliases: [...aliases.keys()],
  };
}

export function inspectExecution({ header, progress }: Execution): InspectedExecution {
  const { arn, name, stateMachineArn, type, startedAt, input } = header;
  const { status, stoppedAt, output, error, cause, redriveCount, frame } = progress;
  return {
    arn,
    name,
    stateMachineArn,
    type,
    status,
    startedAt,
    stoppedAt,
    input: shown(input),
    ...(output !== undefined && { output: shown(output) }),
    error,
    cause: cause === undefined ? undefined : cut(cause),
    redriveCount,
    current: status === 'RUNNING' ? visitedIn(frame) : [],
  };
}

function visitedIn({ at, visit }: Execution['progress']['frame']): string[] {
  const within = visit?.fan?.branches.flatMap((branch) => (branch?.frame ? visitedIn(branch.frame) : []));
  return [at, ...(within ?? [])];
}

/** Every visit of an execution's states, in the order in which they were entered. */
export function inspectStates({ history, progress }: Execution): InspectedState[] {
  const visits = new Map<number, HistoryEvent[]>();
  for (const event of history.events) {
    if (event.type.endsWith('StateEntered')) visits.set(event.id, [event]);
    else if (event.visit !== undefined) visits.get(event.visit)?.push(event);
  }
  return [...visits.values()].map((events) => stateOf(events, progress.status === 'RUNNING'));
}

function stateOf([entered, ...events]: HistoryEvent[], running: boolean): InspectedState {
  const details = entered!.details!;
  const exit = events.find(({ type }) => type.endsWith('StateExited'));
  const failures = events.filter(({ type }) => /(?:Failed|TimedOut)$/.test(type));
  const failure = failures.at(-1)?.details;
  const begun = events.filter(({ type }) => /(?:Scheduled|StateStarted)$/.test(type)).length;
  const aborted = events.some(({ type }) => type.endsWith('StateAborted'));
  const failedLast = /(?:Failed|TimedOut)$/.test(events.at(exit ? -2 : -1)?.type ?? '');
  return {
    name: String(details.name),
    type: entered!.type.replace('StateEntered', ''),
    status: exit
      ? failedLast
        ? 'caught'
        : 'succeeded'
      : aborted
        ? 'aborted'
        : running
          ? 'running'
          : 'failed',
    enteredAt: entered!.at,
    ...(exit && { exitedAt: exit.at, output: shown(String(exit.details!.output)) }),
    retries: Math.max(0, begun - 1),
    input: shown(String(details.input)),
    ...(failure && {
      error: failure.error as string | undefined,
      cause: failure.cause === undefined ? undefined : cut(String(failure.cause)),
    }),
    event: entered!.id,
  };
}

const longest = 2000;
const secret = /password|passwd|secret|token|authorization|credential|api.?key|card.?number|cvc|cvv/i;

const cut = (text: string) => (text.length > longest ? `${text.slice(0, longest)}…` : text);

/** A value as it may be seen: secrets masked, cut where it is long. */
function shown(text: string): Json {
  const masked = mask(parseJson(text) ?? text);
  const again = JSON.stringify(masked);
  return again.length > longest ? cut(again) : masked;
}

function mask(value: Json): Json {
  if (Array.isArray(value)) return value.map(mask);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      secret.test(name) && typeof inner !== 'object' ? '***' : mask(inner),
    ]),
  );
}
