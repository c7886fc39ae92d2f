import type { AwsResponse } from '../core/aws-api.ts';
import type { Faults } from '../core/faults.ts';
import type { OutgoingCalls } from '../core/outgoing-calls.ts';

/** Where a connection may break. */
export interface Passage {
  readonly faults: Faults;
  readonly calls?: OutgoingCalls;
  /** E.g. `dynamodb/PutItem`. */
  readonly point: string;
  /** The header `X-Amzn-Trace-Id`, which names the invocation that a request comes from. */
  readonly traceId?: string;
}

/**
 * Handles a request unless its connection breaks first.
 *
 * @param handle - never rejects: errors are answers, too
 * @returns undefined when the connection is to break, before or after the request was handled
 */
export async function throughFaults(
  handle: () => Promise<AwsResponse>,
  { faults, calls, point, traceId }: Passage,
): Promise<AwsResponse | undefined> {
  const cut = calls?.called(traceId);
  if (cut?.when === 'before') {
    cut.end();
    return undefined;
  }
  if (faults.strikes('gateway.resetBefore', point)) return undefined;
  const response = await handle();
  cut?.end();
  return cut || faults.strikes('gateway.resetAfter', point) ? undefined : response;
}
