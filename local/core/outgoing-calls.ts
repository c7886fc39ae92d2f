/** The requests that functions make at the gateway while they run, told apart by the trace id that SDKs send along. */
export interface OutgoingCalls {
  /**
   * Follows the requests of an invocation.
   * @param onCall - asked at each of them; answers a cut when the invocation is to end there
   * @returns a function that ends following
   */
  follow(traceId: string, onCall: () => Cut | undefined): () => void;
  /** Says that a request came. @param traceId - its header `X-Amzn-Trace-Id` */
  called(traceId: string | undefined): Cut | undefined;
}

/** An invocation ends at a request of its own. */
export interface Cut {
  /** Relative to the effect of the request. */
  readonly when: 'before' | 'after';
  /** Ends it; nobody is left to hear an answer. */
  end(): void;
}

export function createOutgoingCalls(): OutgoingCalls {
  const followed = new Map<string, () => Cut | undefined>();
  return {
    follow(traceId, onCall) {
      followed.set(traceId, onCall);
      return () => void followed.delete(traceId);
    },
    called: (traceId) => (traceId === undefined ? undefined : followed.get(traceId)?.()),
  };
}
