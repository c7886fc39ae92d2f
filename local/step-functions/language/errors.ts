/**
 * An error of the Amazon States Language: what a state reports, and what `Retry` and `Catch` look at.
 * Source: Amazon States Language, "Errors"; Step Functions Developer Guide, "Handling errors".
 */
export class StateError extends Error {
  /** The error's name, e.g. `States.Timeout`; absent for a Fail state that names none. */
  readonly error: string | undefined;
  /** What is said of it; absent when nothing is. */
  override readonly cause: string | undefined;
  /**
   * A reserved name under which the error is caught as well when a policy names it. The service reports most faults of
   * a path as `States.Runtime`, while its documentation tells to catch them as `States.ParameterPathFailure`.
   */
  readonly alias: string | undefined;

  constructor(error: string | undefined, cause: string | undefined, alias?: string) {
    super(`${error ?? ''}: ${cause ?? ''}`);
    this.error = error;
    this.cause = cause;
    this.alias = alias;
  }
}

/**
 * A fault found while a state is evaluated, without the sentence that says where. The state puts it in front.
 *
 * @example
 * throw new Fault('States.Runtime', "Invalid path '$.a' : No results for path: $['a']");
 */
export class Fault extends Error {
  readonly error: string;
  readonly alias: string | undefined;
  /** The field whose JSONata expression failed, e.g. `Output/total`: the history then tells of it. */
  readonly location: string | undefined;
  /** True when the history tells of it after the state's entering, not beside it. */
  readonly afterEntering: boolean;

  constructor(
    error: string,
    message: string,
    more: { alias?: string; location?: string; afterEntering?: boolean } = {},
  ) {
    super(message);
    this.error = error;
    this.alias = more.alias;
    this.location = more.location;
    this.afterEntering = more.afterEntering ?? false;
  }
}

/** A fault that no policy catches unless it names it. */
export const runtimeFault = (message: string, alias?: string) =>
  new Fault('States.Runtime', message, { alias });
