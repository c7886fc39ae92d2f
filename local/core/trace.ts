/**
 * What one request left behind: who asked what, every resolver and function with its context in and out, every call to
 * a data source with its request, its answer, its time and its price. Plain JSON, secrets masked.
 */
export interface Trace {
  /** The request id that the answer's `x-amzn-RequestId` names. */
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly milliseconds: number;
  readonly operation: {
    /** `invalid` for a document that was refused. */
    readonly type: 'query' | 'mutation' | 'subscription' | 'invalid';
    readonly name: string | null;
    readonly query: string;
    readonly variables: unknown;
  };
  readonly caller: { readonly mode: string; readonly identity: unknown };
  readonly headers: unknown;
  readonly errors: readonly unknown[];
  readonly fields: readonly TracedField[];
  readonly totals: TraceTotals;
}

/** One field that has a resolver, at one place of the answer. */
export interface TracedField {
  readonly path: readonly (string | number)[];
  /** `Query.product` */
  readonly coordinate: string;
  readonly startedAt: number;
  readonly milliseconds: number;
  readonly steps: readonly TracedStep[];
}

/** A handler's call, a data source's answer, or an answer from the cache. */
export interface TracedStep {
  /** The resolver, or the name of the pipeline's function. */
  readonly name: string;
  readonly phase: 'request' | 'dataSource' | 'response' | 'cache';
  /** Milliseconds since the trace began. */
  readonly startedAt: number;
  readonly milliseconds: number;
  readonly input: unknown;
  readonly output: unknown;
  /** Of a data source: what was sent to the services behind it. */
  readonly calls?: readonly TracedCall[];
}

/** One request to a service, as it was sent. */
export interface TracedCall {
  /** `DynamoDB`, `Lambda`, `HTTP`, `EventBridge` */
  readonly service: string;
  readonly operation: string;
  readonly startedAt: number;
  readonly milliseconds: number;
  readonly request: unknown;
  readonly answer: unknown;
  /** DynamoDB's request units; absent where the database tells none, as of a call that failed. */
  readonly capacity?: { readonly read: number; readonly write: number };
  /** US dollars on AWS, on demand in us-east-1, free tier left out. Absent where no price is known. */
  readonly cost?: number;
}

export interface TraceTotals {
  readonly resolvers: number;
  readonly calls: number;
  readonly readUnits: number;
  readonly writeUnits: number;
  /** US dollars, the request's own price included. */
  readonly cost: number;
  /** Steps left out, when a request took more than a trace holds. */
  readonly omitted: number;
}

/** A trace's line in a list. */
export type TraceSummary = Pick<Trace, 'id' | 'startedAt' | 'milliseconds' | 'totals'> & {
  readonly type: Trace['operation']['type'];
  readonly name: string | null;
  /** Response keys of the root fields that have resolvers. */
  readonly fields: readonly string[];
  readonly errors: number;
};
