import type { HandlerContext, ResolverError, RuntimeEnvironment } from './types.ts';

/** What one evaluation leaves behind besides its result; the library writes into it. */
export interface Session {
  readonly environment: RuntimeEnvironment;
  readonly context: HandlerContext;
  readonly fileName: string;
  readonly appendedErrors: ResolverError[];
  readonly logs: string[];
  readonly responseHeaders: Record<string, string>;
  readonly invalidations: { subscriptionField: string; payload: unknown }[];
  readonly cacheEvictions: { typeName: string; fieldName: string; keys: Record<string, unknown> }[];
  subscriptionFilter?: unknown;
  subscriptionInvalidationFilter?: unknown;
  /** Where the console is being called, `line:column`. */
  consoleAt: string;
}

export function openSession(
  environment: RuntimeEnvironment,
  context: HandlerContext,
  fileName: string,
): Session {
  return {
    environment,
    context,
    fileName,
    appendedErrors: [],
    logs: [],
    responseHeaders: {},
    invalidations: [],
    cacheEvictions: [],
    consoleAt: '1:1',
  };
}

/** Where library functions find the evaluation that calls them: handlers are synchronous, so there is one at most. */
export interface SessionHolder {
  current: Session;
}
