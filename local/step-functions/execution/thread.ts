import type { Environment } from '../../core/environment.ts';
import { languageOf, type Definition, type State, type States } from '../language/definition.ts';
import type { Json, JsonObject } from '../language/json.ts';
import { select, type Scope } from '../language/scope.ts';
import type { Integrations } from '../integrations/integration.ts';
import type { Frame, Visit } from './frame.ts';
import type { Details, Recorder } from './history.ts';

/** The execution that threads belong to, as far as they see it. */
export interface Run {
  readonly environment: Environment;
  readonly integrations: Integrations;
  readonly machine: Definition;
  /** `Execution` and `StateMachine` of the context object. */
  readonly context: JsonObject;
  readonly executionArn: string;
  readonly stateMachineArn: string;
  readonly roleArn: string;
  readonly recorder: Recorder;
  /** Gives others their turn now and then. */
  pace(): Promise<void> | undefined;
  /** Says that a frame changed. */
  changed(): void;
  /** Resolves when what changed is kept. */
  kept(): Promise<void>;
}

/** One line of states that run after one another. */
export interface Thread {
  readonly run: Run;
  readonly states: States;
  readonly frame: Frame;
  readonly signal: AbortSignal;
  /** Variables of the scopes around. */
  readonly outer: JsonObject;
  /** `Map` of the context object, in the iteration of a Map state. */
  readonly map?: JsonObject;
}

/** A state as a thread visits it. */
export interface Visiting {
  readonly thread: Thread;
  readonly state: State;
  readonly name: string;
  readonly visit: Visit;
  readonly jsonata: boolean;
}

/** Source: Step Functions Developer Guide, "Quotas related to states": 256 KiB as UTF-8. */
export const largestPayload = 262_144;

export const isoTime = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** Writes an event of the visited state, which becomes the thread's latest. */
export function record({ thread, visit }: Visiting, type: string, details?: Details): number {
  const { frame, run } = thread;
  frame.last = run.recorder.add(type, frame.last, details, visit.event);
  return frame.last;
}

/**
 * What the expressions of a state see.
 *
 * @param input - `$`; absent: the state's input
 */
export function scopeOf({ thread, state, name, visit }: Visiting, input?: Json): Scope {
  const { run, frame, outer, map } = thread;
  const retries = ['Task', 'Parallel', 'Map'].includes(state.Type);
  return {
    input: input === undefined ? frame.input : input,
    context: {
      ...run.context,
      State: {
        Name: name,
        EnteredTime: isoTime(visit.enteredAt),
        ...(retries && { RetryCount: visit.retryCount }),
      },
      ...(visit.token !== undefined && { Task: { Token: visit.token } }),
      ...(map && { Map: map }),
    },
    variables: { ...outer, ...frame.variables },
    clock: run.environment.clock,
    ids: run.environment.ids,
  };
}

/** The same for fields that look at the input after `InputPath`. */
export function effectiveScope(visiting: Visiting): Scope {
  const scope = scopeOf(visiting);
  return visiting.jsonata ? scope : { ...scope, input: select(visiting.state.InputPath, scope) };
}

/** The visit that a thread is in. */
export function visiting(thread: Thread, visit: Visit): Visiting {
  const name = thread.frame.at;
  const state = thread.states.States[name]!;
  return { thread, state, name, visit, jsonata: languageOf(state, thread.run.machine) === 'JSONata' };
}
