/** What a local cloud shows of itself while it runs. Plain JSON, secrets masked, moments in milliseconds since the epoch. */
export interface CloudView {
  readonly queues: readonly QueueView[];
  readonly events: EventsView;
  readonly workflows: WorkflowsView;
  /** Those that have gone off first. */
  readonly alarms: readonly AlarmView[];
}

export interface AlarmView {
  readonly name: string;
  readonly description?: string;
  readonly state: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
  readonly reason: string;
  /** Since when it has been so. */
  readonly since: number;
  /** What it watches and when it goes off: `Sum of Errors > 5, 2 of 3 × 60 s`. */
  readonly condition: string;
}

export interface QueueView {
  readonly name: string;
  readonly fifo: boolean;
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
  readonly redrive?: { readonly arn: string; readonly maxReceiveCount: number };
  /** Whose dead letters come here. */
  readonly deadLettersOf: readonly DeadLetterSource[];
  /** The first ones. */
  readonly messages: readonly MessageView[];
}

/** What gives up on something and puts it, or word of it, into a queue. */
export type DeadLetterSource =
  | {
      /**
       * A queue whose messages were received too often, a rule, schedule or topic that cannot deliver, a function that
       * fails with what it is called with asynchronously.
       */
      readonly kind: 'queue' | 'rule' | 'schedule' | 'topic' | 'function';
      readonly name: string;
    }
  /** A function that fails with what it reads from a table's stream. */
  | { readonly kind: 'stream'; readonly name: string; readonly reader: string };

export interface MessageView {
  readonly id: string;
  readonly sentAt: number;
  readonly state: 'visible' | 'in flight' | 'delayed';
  readonly receives: number;
  readonly groupId?: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** Parsed where it is JSON. */
  readonly body: unknown;
}

export interface EventsView {
  readonly buses: readonly { readonly name: string; readonly rules: number }[];
  /** The latest of all buses, newest first. */
  readonly latest: readonly EventView[];
}

export interface EventView {
  readonly number: number;
  readonly bus: string;
  readonly acceptedAt: number;
  readonly source: string;
  readonly detailType: string;
  /** The whole envelope. */
  readonly event: unknown;
  readonly deliveries: readonly {
    readonly rule: string;
    readonly targetArn: string;
    readonly status: 'pending' | 'retrying' | 'delivered' | 'failed' | 'dead-lettered';
    readonly attempts: number;
    readonly error?: string;
  }[];
}

export interface WorkflowsView {
  readonly machines: readonly { readonly arn: string; readonly name: string; readonly type: string }[];
  /** Newest first. */
  readonly executions: readonly ExecutionView[];
}

export interface ExecutionView {
  readonly arn: string;
  readonly name: string;
  readonly stateMachineArn: string;
  /** `RUNNING`, `SUCCEEDED`, `FAILED`, `TIMED_OUT`, `ABORTED`, `PENDING_REDRIVE`. */
  readonly status: string;
  readonly startedAt: number;
  readonly stoppedAt?: number;
  readonly error?: string;
  readonly redriveCount: number;
  /** Names of the states that are visited now. */
  readonly current: readonly string[];
}

/** One execution as a picture of its states. */
export interface RunView {
  readonly machine: string;
  readonly execution: ExecutionView & {
    readonly input: unknown;
    readonly output?: unknown;
    readonly cause?: string;
  };
  readonly graph: StateGraph;
  /** In the order in which they were entered. */
  readonly visits: readonly VisitView[];
}

export interface VisitView {
  readonly name: string;
  readonly type: string;
  /** `caught`: left by a catcher; `running`: not left yet. */
  readonly status: 'running' | 'succeeded' | 'caught' | 'failed' | 'aborted';
  readonly enteredAt: number;
  readonly exitedAt?: number;
  readonly retries: number;
  readonly input: unknown;
  readonly output?: unknown;
  readonly error?: string;
  readonly cause?: string;
}

/** The states of a machine and the ways between them. */
export interface StateGraph {
  readonly startAt: string;
  readonly states: readonly StateNode[];
  readonly ways: readonly StateWay[];
}

export interface StateNode {
  readonly name: string;
  readonly type: string;
  /** What a task asks, what a wait waits for: `lambda invoke`, `30 s`. */
  readonly note: string;
  /** Names of the states in its branches or iterations, which the picture does not show. */
  readonly within: readonly string[];
}

export interface StateWay {
  readonly from: string;
  readonly to: string;
  readonly kind: 'next' | 'choice' | 'default' | 'catch';
  /** Of a choice its condition, of a catcher the errors. */
  readonly label?: string;
}
