/** What one request left behind. */
export interface RecordedRequest {
  /** The id that the answer's `apigw-requestid` names. */
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly milliseconds: number;
  readonly method: string;
  /** As it was sent, without the query. */
  readonly path: string;
  /** `POST /webhooks`; absent when no route fits. */
  readonly routeKey?: string;
  readonly stage?: string;
  /** `lambda`, `http`, or the subtype of a service's action. */
  readonly integration?: string;
  readonly status: number;
  /** Why the integration or the authorizer failed, which the caller is not told. */
  readonly error?: string;
}

/** The latest requests, the newest first. */
export interface Recorder {
  add(request: RecordedRequest): void;
  list(): readonly RecordedRequest[];
}

const kept = 200;

export function createRecorder(): Recorder {
  const requests: RecordedRequest[] = [];
  return {
    add(request) {
      requests.unshift(request);
      if (requests.length > kept) requests.pop();
    },
    list: () => [...requests],
  };
}
