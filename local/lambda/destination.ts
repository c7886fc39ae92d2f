/** What Lambda tells of an asynchronous event that ended. */
import type { DeliveryDetails } from '../core/ports.ts';
import type { RawResult } from './invoker.ts';
import type { KeptEvent } from './kept-events.ts';

/** How an asynchronous event ended. */
export interface Ending {
  readonly condition: 'Success' | 'RetriesExhausted' | 'EventAgeExceeded';
  /** How often the function ran. */
  readonly invocations: number;
  /** Of the last run; absent when it never ran. */
  readonly result?: RawResult | undefined;
}

/**
 * The invocation record that a destination gets.
 * Source: Lambda Developer Guide, "Capturing records of Lambda asynchronous invocations".
 *
 * @param invokedArn - with the qualifier, if the event was sent to one
 * @param now - milliseconds since the epoch
 *
 * @example
 * invocationRecord(event, { condition: 'RetriesExhausted', invocations: 3, result }, arn, clock.now());
 */
export function invocationRecord(
  { requestId, payload }: KeptEvent,
  { condition, invocations, result }: Ending,
  invokedArn: string,
  now: number,
): object {
  // A function without a qualifier is named with the version that it stands for.
  const functionArn = invokedArn.split(':').length > 7 ? invokedArn : `${invokedArn}:$LATEST`;
  return {
    version: '1.0',
    timestamp: new Date(now).toISOString(),
    requestContext: { requestId, functionArn, condition, approximateInvokeCount: invocations },
    requestPayload: JSON.parse(payload) as unknown,
    ...(result && {
      responseContext: {
        statusCode: result.statusCode,
        executedVersion: result.executedVersion,
        ...(result.functionError && { functionError: result.functionError }),
      },
      responsePayload: JSON.parse(result.payload) as unknown,
    }),
  };
}

/**
 * The attributes of a message that is the discarded event itself.
 * Source: Lambda Developer Guide, "Adding a dead-letter queue": RequestID, ErrorCode (the HTTP status) and ErrorMessage
 * (its first kilobyte).
 */
export function deadLetter({ requestId }: KeptEvent, { result }: Ending): DeliveryDetails {
  const { errorMessage = '' } = (result ? JSON.parse(result.payload) : {}) as { errorMessage?: string };
  return {
    attributes: {
      RequestID: requestId,
      ErrorCode: result?.statusCode ?? 429,
      // An attribute of a message may not be empty.
      ...(errorMessage && { ErrorMessage: errorMessage.slice(0, 1024) }),
    },
  };
}
