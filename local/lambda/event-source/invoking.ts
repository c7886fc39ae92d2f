import type { Log } from '../../core/log.ts';
import type { InvocationResult, Lambda } from '../../core/ports.ts';

/** How a function took a batch. */
export interface Handed extends InvocationResult {
  /** Lambda had no room for the batch, so that the function did not see it. */
  readonly throttled?: boolean;
}

/** Hands records to a function; what keeps the function from running is its failure, too, but for a lack of room. */
export async function invokeWith(
  records: readonly unknown[],
  { functionName, invoke, log }: { functionName: string; invoke: Lambda['invoke']; log: Log },
): Promise<Handed> {
  const result = await invoke({ functionName, payload: { Records: records } }).catch(
    (error: Error): Handed => ({
      ...(error.name === 'TooManyRequestsException' && { throttled: true }),
      statusCode: 500,
      payload: JSON.stringify({ errorType: error.name, errorMessage: error.message }),
      functionError: 'Unhandled',
    }),
  );
  if (result.functionError)
    log.warn('A batch failed', { records: records.length, error: result.payload.slice(0, 500) });
  return result;
}

/**
 * The identifiers that a function reports as failed; undefined when the report is malformed, which counts as the
 * failure of the whole batch.
 * Source: Lambda Developer Guide, "Success and failure conditions" of partial batch responses.
 */
export function reportedFailures(payload: string): unknown[] | undefined {
  const answer: unknown = JSON.parse(payload || 'null');
  if (typeof answer !== 'object' || answer === null) return [];
  const failures = (answer as { batchItemFailures?: unknown }).batchItemFailures ?? [];
  return Array.isArray(failures) ? failures.map((failure) => failure?.itemIdentifier) : undefined;
}
