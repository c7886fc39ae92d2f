import type { Principal } from '../../core/ports.ts';
import type { Json } from '../language/json.ts';

/** How a task waits for what it asked: for the answer, for somebody who has its token, or for the job's end. */
export type Pattern = 'request' | 'token' | 'sync';

/** What a Task state's `Resource` names. */
export interface Integration {
  /** Which events tell of it: a function's own, an activity's, or those of a service. */
  readonly kind: 'LambdaFunction' | 'Activity' | 'Task';
  /** `invoke.waitForTaskToken`; of a function or an activity its ARN. */
  readonly resource: string;
  /** `lambda`, `aws-sdk:dynamodb` */
  readonly resourceType: string;
  readonly pattern: Pattern;
  /**
   * Asks the service.
   *
   * @throws StateError with the error and cause that the service integration reports
   */
  call(parameters: Json, call: Call): Promise<Json>;
  /** With `sync`: what the call started, by its answer. */
  jobOf?(answer: Json): string;
  /** With `sync`: waits for its end. @throws StateError when it failed */
  completion?(job: string): Promise<Json>;
}

/** On whose behalf, and for which execution. */
export interface Call {
  readonly principal: Principal;
  readonly executionArn: string;
  readonly stateMachineArn: string;
  readonly token?: string;
  /** The worker that took an activity's task, once there is one. */
  readonly started: (worker: string | undefined) => void;
  readonly signal: AbortSignal;
}

/** Tells how a task with a token went. */
export interface TokenHolder {
  succeed(output: Json): void;
  fail(error: string | undefined, cause: string | undefined): void;
  heartbeat(): void;
}

export interface Integrations {
  /** @throws Error saying why a resource cannot be used */
  find(resource: string): Integration;
  /**
   * The session of a machine's role, or of the role of a task's `Credentials`.
   *
   * @throws StateError States.Permissions, States.TaskFailed
   */
  principalOf(roleArn: string, stateMachineArn: string, credentials?: string): Principal;
  /** A new token for a task of an execution. */
  createToken(executionArn: string): string;
  /** Lets a token be used; the returned function ends that. */
  openToken(token: string, holder: TokenHolder): () => void;
}
