import { setTimeout as sleep } from 'node:timers/promises';

export interface RetryOptions {
  /** Tries in all. */
  readonly attempts?: number;
  /** The longest pause before the second try, in milliseconds; it doubles with each further one. */
  readonly pause?: number;
  readonly random?: () => number;
  /** Told before each further try. */
  onRetry?(reason: string, attempt: number): void;
}

/** Names of failures that pass by themselves: throttling, a full house, a network that was away. */
const passing =
  /Throttl|TooManyRequests|LimitExceeded|Contention|ServiceUnavailable|InternalFailure|InternalServerError|Timeout|Network ?Error|ECONN|EPIPE|ETIMEDOUT|EAI_AGAIN|fetch failed|socket hang up/i;

/**
 * Whether a failed request may succeed when it is sent again. Reads what Amplify rejects with: an error, or an answer
 * with `errors`.
 */
export function isPassing(failure: unknown): boolean {
  const { errors, name, message, cause } = (failure ?? {}) as {
    errors?: readonly { errorType?: string; message?: string; name?: string }[];
    name?: string;
    message?: string;
    cause?: { code?: string };
  };
  const texts = errors?.map((error) => `${error.errorType} ${error.name} ${error.message}`);
  return (texts ?? [`${name} ${message} ${cause?.code}`]).some((text) => passing.test(text));
}

/**
 * Runs an action again, after growing pauses of random length, for as long as its failures are passing ones.
 *
 * @throws what the last try failed with.
 * @example
 * await withRetries(() => send(products), { attempts: 6 });
 */
export async function withRetries<Result>(
  action: () => Promise<Result>,
  { attempts = 6, pause = 200, random = Math.random, onRetry }: RetryOptions = {},
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await action();
    } catch (failure) {
      if (attempt >= attempts || !isPassing(failure)) throw failure;
      onRetry?.(reasonOf(failure), attempt + 1);
      await sleep(random() * Math.min(pause * 2 ** (attempt - 1), 10_000));
    }
  }
}

/** One line that says why a request failed. */
export function reasonOf(failure: unknown): string {
  const { errors, message } = (failure ?? {}) as {
    errors?: readonly { errorType?: string; message?: string }[];
    message?: string;
  };
  const [first] = errors ?? [];
  if (first) return [first.errorType, first.message].filter(Boolean).join(': ');
  return message || String(failure);
}
