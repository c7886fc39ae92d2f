import type { Json, JsonObject } from './json.ts';

export type QueryLanguage = 'JSONPath' | 'JSONata';

/** A state machine, or whatever else has states: a branch of a Parallel state, the processor of a Map state. */
export interface States {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

/** A state machine as its author writes it. Source: Amazon States Language, "Structure of a State Machine". */
export interface Definition extends States {
  readonly Comment?: string;
  readonly Version?: string;
  readonly QueryLanguage?: QueryLanguage;
  /** How long an execution may take, in seconds. */
  readonly TimeoutSeconds?: number;
}

export type StateType = 'Task' | 'Pass' | 'Choice' | 'Wait' | 'Parallel' | 'Map' | 'Succeed' | 'Fail';

/** Fields of every type of state together; validation has seen to it that a state has those of its own type only. */
export interface State {
  readonly Type: StateType;
  readonly QueryLanguage?: QueryLanguage;
  readonly Next?: string;
  readonly End?: boolean;
  readonly InputPath?: string | null;
  readonly Parameters?: Json;
  readonly ResultSelector?: JsonObject;
  readonly ResultPath?: string | null;
  readonly OutputPath?: string | null;
  readonly Arguments?: Json;
  readonly Output?: Json;
  readonly Assign?: JsonObject;
  readonly Retry?: readonly Retrier[];
  readonly Catch?: readonly Catcher[];
  // Pass
  readonly Result?: Json;
  // Task
  readonly Resource?: string;
  readonly Credentials?: JsonObject;
  readonly TimeoutSeconds?: number | string;
  readonly TimeoutSecondsPath?: string;
  readonly HeartbeatSeconds?: number | string;
  readonly HeartbeatSecondsPath?: string;
  // Choice
  readonly Choices?: readonly ChoiceRule[];
  readonly Default?: string;
  // Wait
  readonly Seconds?: number | string;
  readonly SecondsPath?: string;
  readonly Timestamp?: string;
  readonly TimestampPath?: string;
  // Fail
  readonly Error?: string;
  readonly ErrorPath?: string;
  readonly Cause?: string;
  readonly CausePath?: string;
  // Parallel
  readonly Branches?: readonly States[];
  // Map
  readonly ItemProcessor?: Processor;
  readonly Iterator?: Processor;
  readonly ItemsPath?: string;
  readonly Items?: Json;
  readonly ItemSelector?: Json;
  readonly ItemBatcher?: ItemBatcher;
  readonly ItemReader?: JsonObject;
  readonly ResultWriter?: JsonObject;
  readonly Label?: string;
  readonly MaxConcurrency?: number | string;
  readonly MaxConcurrencyPath?: string;
  readonly ToleratedFailureCount?: number | string;
  readonly ToleratedFailureCountPath?: string;
  readonly ToleratedFailurePercentage?: number | string;
  readonly ToleratedFailurePercentagePath?: string;
}

export interface Processor extends States {
  readonly ProcessorConfig?: {
    readonly Mode?: 'INLINE' | 'DISTRIBUTED';
    readonly ExecutionType?: 'STANDARD' | 'EXPRESS';
  };
}

export interface ItemBatcher {
  readonly BatchInput?: Json;
  readonly MaxItemsPerBatch?: number | string;
  readonly MaxItemsPerBatchPath?: string;
  readonly MaxInputBytesPerBatch?: number | string;
  readonly MaxInputBytesPerBatchPath?: string;
}

/** Source: Amazon States Language, "Retrying after error". */
export interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds?: number;
  readonly MaxAttempts?: number;
  readonly BackoffRate?: number;
  readonly MaxDelaySeconds?: number;
  readonly JitterStrategy?: 'FULL' | 'NONE';
}

/** Source: Amazon States Language, "Fallback states". */
export interface Catcher {
  readonly ErrorEquals: readonly string[];
  readonly Next: string;
  readonly ResultPath?: string | null;
  readonly Output?: Json;
  readonly Assign?: JsonObject;
}

/** A rule of a Choice state; in JSONPath also an expression within one. */
export interface ChoiceRule {
  readonly Next?: string;
  readonly Condition?: Json;
  readonly Output?: Json;
  readonly Assign?: JsonObject;
  readonly And?: readonly ChoiceRule[];
  readonly Or?: readonly ChoiceRule[];
  readonly Not?: ChoiceRule;
  readonly Variable?: string;
  readonly [operator: string]: unknown;
}

/** The language of a state: its own, or that of the whole machine. */
export const languageOf = (state: State, machine: Definition): QueryLanguage =>
  state.QueryLanguage ?? machine.QueryLanguage ?? 'JSONPath';

/** The processor of a Map state under either of its names. */
export const processorOf = (state: State): Processor => (state.ItemProcessor ?? state.Iterator)!;

/** True for a Map state whose iterations are executions of their own. */
export const isDistributed = (state: State): boolean =>
  processorOf(state).ProcessorConfig?.Mode === 'DISTRIBUTED';
