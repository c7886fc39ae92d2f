import type { Clock } from '../../core/clock.ts';
import type { InvocationResult, StreamRecord } from '../../core/ports.ts';
import { reportedFailures, type Handed } from './invoking.ts';
import type { StreamMapping } from './mapping.ts';

/** Why a batch was given up. */
export interface Discarded {
  readonly records: readonly StreamRecord[];
  readonly condition: 'RetryAttemptsExhausted' | 'RecordAgeExceeded';
  readonly invocations: number;
  readonly result?: InvocationResult;
}

interface Deps {
  readonly definition: StreamMapping;
  readonly clock: Clock;
  readonly invoke: (records: readonly StreamRecord[]) => Promise<Handed>;
  readonly discard: (discarded: Discarded) => Promise<void>;
  /** Waits; answers false when the mapping is closed meanwhile. */
  readonly pause: (milliseconds: number) => Promise<boolean>;
}

/** The pause between tries doubles up to a limit, in milliseconds; AWS does not publish its own. */
const firstPause = 100;
const longestPause = 30_000;

/**
 * Hands a batch over until it is done, given up or the mapping closed.
 * Sources: Lambda Developer Guide, "Process DynamoDB records with Lambda", there "Retry attempts", and
 * "Configuring partial batch response". The guide says that a batch is parted at the record that is reported; that it is
 * halved when this is its first one is assumed.
 *
 * @returns false when the mapping was closed before the batch was done
 */
export async function processBatch(records: readonly StreamRecord[], deps: Deps): Promise<boolean> {
  const { definition, clock, invoke, discard, pause } = deps;
  let rest = records;
  let invocations = 0;
  let refusals = 0;
  let result: InvocationResult | undefined;
  for (;;) {
    const fresh = rest.filter((record) => !tooOld(record, definition, clock));
    if (fresh.length < rest.length) {
      const old = rest.filter((record) => !fresh.includes(record));
      await discard({ records: old, condition: 'RecordAgeExceeded', invocations, result });
      rest = fresh;
    }
    if (rest.length === 0) return true;

    const handed = await invoke(rest);
    if (handed.throttled) {
      // Tries count what the function was asked; a batch that did not reach it waits until it does or is too old.
      if (!(await pause(pauseAfter(++refusals)))) return false;
      continue;
    }
    result = handed;
    refusals = 0;
    invocations++;
    const failed = firstFailure(result, rest, definition);
    if (failed === undefined) return true;
    // What lies before the first failure is done, and starts the count of tries anew.
    if (failed > 0) invocations = 0;
    rest = rest.slice(failed);

    if (definition.bisectOnError && rest.length > 1) {
      // A split does not count as a try.
      const middle = Math.ceil(rest.length / 2);
      return (await processBatch(rest.slice(0, middle), deps)) && processBatch(rest.slice(middle), deps);
    }
    if (definition.maximumRetryAttempts >= 0 && invocations > definition.maximumRetryAttempts) {
      await discard({ records: rest, condition: 'RetryAttemptsExhausted', invocations, result });
      return true;
    }
    if (!(await pause(pauseAfter(invocations)))) return false;
  }
}

const pauseAfter = (tries: number) => Math.min(firstPause * 2 ** Math.max(0, tries - 1), longestPause);

function tooOld(record: StreamRecord, { maximumRecordAge }: StreamMapping, clock: Clock): boolean {
  const age = clock.now() / 1000 - record.dynamodb.ApproximateCreationDateTime;
  return maximumRecordAge >= 0 && age > maximumRecordAge;
}

/** The index of the first record that failed; undefined when all are done. */
function firstFailure(
  { functionError, payload }: InvocationResult,
  records: readonly StreamRecord[],
  { reportBatchItemFailures }: StreamMapping,
): number | undefined {
  if (functionError) return 0;
  if (!reportBatchItemFailures) return undefined;
  const failures = reportedFailures(payload);
  if (!failures) return 0;
  if (failures.length === 0) return undefined;
  const indexes = failures.map((identifier) =>
    records.findIndex((record) => record.dynamodb.SequenceNumber === identifier),
  );
  return indexes.includes(-1) ? 0 : Math.min(...indexes);
}
