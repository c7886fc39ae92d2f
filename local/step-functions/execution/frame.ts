import type { Json } from '../language/json.ts';

/**
 * How far a run of states has come: of a machine, of a branch, of an item. Plain JSON, so that it can be kept and
 * taken up again by another process.
 */
export interface Frame {
  /** The state that is visited, or is to be next. */
  at: string;
  /** What it gets. */
  input: Json;
  /** Variables of this scope; those around it are not among them. */
  variables: Record<string, Json>;
  /** The history's event that the next one follows. */
  last: number;
  /** Present as long as a state is visited. */
  visit?: Visit;
}

/** A state that was entered and not left yet. Times in milliseconds since the epoch. */
export interface Visit {
  readonly enteredAt: number;
  /** The event of its entering, and what that followed. */
  readonly event: number;
  readonly before: number;
  /** Retries so far: of each retrier by its place, and altogether. */
  retries: Record<number, number>;
  retryCount: number;
  /** A retry waits until then. */
  retryAt?: number;
  /** A Wait state waits until then. */
  until?: number;
  /** What the holder of the task proves itself with. */
  token?: string;
  task?: TaskProgress;
  fan?: Fan;
}

export interface TaskProgress {
  readonly parameters: Json;
  /** Absent: it takes as long as it takes. */
  readonly deadline?: number;
  /** In milliseconds; absent: no sign of life is asked for. */
  readonly heartbeat?: number;
  lastHeartbeat: number;
  /** True when the call was made, and somebody else will tell how it ended. */
  submitted: boolean;
  /** The execution that a task with `.sync` waits for. */
  waitsFor?: string;
}

/** The branches of a Parallel state or the items of a Map state. */
export interface Fan {
  /** The event that started it. */
  event: number;
  /** What each gets; of a Parallel state they get the same. */
  readonly inputs: readonly Json[];
  /** The items as the context object shows them; absent for a Parallel state. */
  readonly items?: readonly Json[];
  /** By place; a place is empty until its turn comes. */
  readonly branches: (Branch | undefined)[];
  /** Of a distributed Map state: its Map Run. */
  mapRun?: string;
  failures: number;
  /** True when one of its branches ended it. */
  ended?: boolean;
}

export interface Branch {
  frame?: Frame;
  /** Present when it has ended well. */
  output?: { readonly value: Json };
  failed?: boolean;
}

/** The tokens that tasks of a frame gave out, in it and in its branches, and that nobody has told anything by yet. */
export function tokensIn({ visit }: Frame): string[] {
  if (!visit) return [];
  const { token, task, fan } = visit;
  return [
    ...(token !== undefined && task ? [token] : []),
    ...(fan?.branches ?? []).flatMap((branch) => (branch?.frame ? tokensIn(branch.frame) : [])),
  ];
}
