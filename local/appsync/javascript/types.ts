/** The border between the APPSYNC_JS runtime (this folder) and whoever runs resolvers with it. */

export interface CodeError {
  errorType:
    'PARSE_ERROR' | 'LINT_ERROR' | 'UNSUPPORTED_SYNTAX_TYPE' | 'INVALID_FUNCTION_INVOCATION' | (string & {});
  value: string;
  location: { line: number; column: number; span: number };
}

/** Thrown by `compile` for code that AppSync would refuse to create. */
export interface CodeRefusal extends Error {
  readonly codeErrors: readonly CodeError[];
}

/** An error as a handler raises it (`util.error`) or records it (`util.appendError`). */
export interface ResolverError {
  message: string;
  errorType: string | null;
  data: unknown;
  errorInfo: unknown;
}

/** What the handlers see as `ctx`. Plain JSON values only. */
export interface HandlerContext {
  arguments: Record<string, unknown>;
  source: unknown;
  result?: unknown;
  stash: Record<string, unknown>;
  identity: unknown;
  request: { headers: Record<string, string | string[]>; domainName: string | null };
  info: {
    fieldName: string;
    parentTypeName: string;
    variables: Record<string, unknown>;
    selectionSetList: string[];
    selectionSetGraphQL: string;
  };
  prev?: { result: unknown } | null;
  error?: { message: string; type: string } | null;
  env: Record<string, string>;
}

/** Everything that one call of one handler did. All values are plain host-realm JSON. */
export interface Evaluation {
  /** What it cost, in the runtime's own measure. */
  readonly operations: number;
  /** What the handler returned; `null` for undefined. Absent meaning when `error` is set. */
  result: unknown;
  /** Set when the handler left through `runtime.earlyReturn`; `result` is then the object given to it. */
  earlyReturn?: { skipTo: 'NEXT' | 'END' };
  /** Set when the handler raised: `util.error`, `util.unauthorized`, or a fault of its own (errorType `Code`). */
  error?: ResolverError & { unauthorized?: boolean };
  /** Errors recorded by `util.appendError`, in order. */
  appendedErrors: ResolverError[];
  /** The stash after the call. */
  stash: Record<string, unknown>;
  /** Lines as EvaluateCode shows them: `INFO - code.js:5:3: "text"`. */
  logs: string[];
  responseHeaders: Record<string, string>;
  subscriptionFilter?: unknown;
  subscriptionInvalidationFilter?: unknown;
  invalidations: { subscriptionField: string; payload: unknown }[];
  cacheEvictions: { typeName: string; fieldName: string; keys: Record<string, unknown> }[];
}

export interface CompiledCode {
  /** True for mapping templates, whose version decides what becomes of a data source's failure. */
  readonly templates?: boolean;
  /** Runs one exported handler. Never throws for what the code does; synchronous and bounded in time and memory. */
  evaluate(handler: 'request' | 'response', context: HandlerContext): Evaluation;
}

/** What the runtime takes from outside, so that tests and faults can set it. */
export interface RuntimeEnvironment {
  now(): number;
  uuid(): string;
  random(): number;
  /** Called for each console line as it is written. */
  onLog?(line: string): void;
}

export interface CompileOptions {
  /** What messages and places call the code. @defaultValue `code.js` */
  readonly fileName?: string;
  /** Of an API that stands: it is remembered beyond the process that it passed. @defaultValue false */
  readonly deployed?: boolean;
}

export type Compile = (
  code: string,
  environment: RuntimeEnvironment,
  options?: CompileOptions,
) => CompiledCode;
