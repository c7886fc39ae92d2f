import { pause } from '../../core/ending.ts';
import type { Environment } from '../../core/environment.ts';
import type { Lambda, Principal, Sqs } from '../../core/ports.ts';
import { invokeWith, reportedFailures } from './invoking.ts';
import type { QueueMapping } from './mapping.ts';
import type { Poller } from './poller.ts';
import { filterable, queueRecord, type QueueRecord } from './queue-record.ts';

interface Deps {
  readonly environment: Environment;
  readonly definition: QueueMapping;
  readonly sqs: Sqs;
  readonly invoke: Lambda['invoke'];
  /** The session of the function's role: what it may do with the queue, the mapping may. */
  readonly principal: () => Principal;
}

/** In seconds, and messages at most that one receive answers. */
const longPoll = 20;
const maximumReceive = 10;
/** Of a batch's messages together, in bytes, so that an event stays below the 6 MB of an invocation. */
const maximumBatch = 5.5 * 1024 * 1024;
const troublePause = 1_000;

/**
 * Receives messages and hands them to a function, several batches at once. What the function is done with is deleted;
 * what it is not comes back when its visibility timeout is over, or goes to the queue's dead-letter queue.
 * Source: Lambda Developer Guide, "Using Lambda with Amazon SQS".
 */
export function startQueuePoller(deps: Deps): Poller {
  const { environment, definition, sqs } = deps;
  const { clock } = environment;
  const log = environment.log.scope(`lambda:${definition.logicalId}`);
  const closing = new AbortController();
  const { signal } = closing;
  const running = new Set<Promise<void>>();
  const call = (operation: string, input: object) =>
    sqs.call(operation, { QueueUrl: sqs.urlOf(definition.sourceArn), ...input }, deps.principal(), signal);

  const receive = async (maximum: number, seconds: number): Promise<QueueRecord[]> => {
    const { Messages = [] } = await call('ReceiveMessage', {
      MaxNumberOfMessages: Math.min(maximum, maximumReceive),
      WaitTimeSeconds: seconds,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    });
    return Messages.map((message: object) => queueRecord(message, definition.sourceArn, environment));
  };

  /** Waits for a first message, then gathers until the batch is full or its window over. */
  const gather = async (): Promise<QueueRecord[]> => {
    const records = await receive(definition.batchSize, longPoll);
    const until = clock.now() + definition.batchingWindow;
    while (records.length > 0 && records.length < definition.batchSize && !signal.aborted) {
      const left = (until - clock.now()) / 1000;
      if (left <= 0 || sizeOf(records) >= maximumBatch) break;
      const seconds = Math.min(longPoll, Math.ceil(left));
      records.push(...(await receive(definition.batchSize - records.length, seconds)));
    }
    return records;
  };

  const remove = async (records: readonly QueueRecord[]): Promise<void> => {
    for (let start = 0; start < records.length; start += maximumReceive) {
      const Entries = records
        .slice(start, start + maximumReceive)
        .map(({ receiptHandle }, index) => ({ Id: String(index), ReceiptHandle: receiptHandle }));
      const { Failed = [] } = await call('DeleteMessageBatch', { Entries });
      if (Failed.length > 0) log.warn('Messages that were worked off come again', { failed: Failed });
    }
  };

  const work = async (records: readonly QueueRecord[]): Promise<void> => {
    const result = await invokeWith(records, { ...deps, functionName: definition.functionName, log });
    if (result.functionError) return;
    if (!definition.reportBatchItemFailures) return remove(records);
    const failures = reportedFailures(result.payload);
    const known = records.map(({ messageId }) => messageId as unknown);
    if (!failures?.every((id) => known.includes(id))) {
      return log.warn('A report of failures is malformed, so that the whole batch counts as failed');
    }
    await remove(records.filter(({ messageId }) => !failures.includes(messageId)));
  };

  const process = async (records: readonly QueueRecord[]): Promise<void> => {
    const passes = (record: QueueRecord) =>
      definition.filters.length === 0 || definition.filters.some((matches) => matches(filterable(record)));
    // What no filter lets pass is done with.
    await remove(records.filter((record) => !passes(record)));
    for (const batch of inBatches(records.filter(passes))) await work(batch);
  };

  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      try {
        const records = await gather();
        if (records.length === 0) continue;
        const task: Promise<void> = process(records)
          .catch((error: Error) => log.error(`Messages cannot be worked off: ${error.message}`))
          .finally(() => running.delete(task));
        running.add(task);
        if (running.size >= definition.maximumConcurrency) await Promise.race(running);
      } catch (error) {
        if (signal.aborted) break;
        log.error(`The queue cannot be read: ${(error as Error).message}`);
        await pause(clock, troublePause, signal);
      }
    }
  };
  const loop = run();

  return {
    async close() {
      closing.abort();
      await loop;
      await Promise.all(running);
    },
  };
}

const sizeOf = (records: readonly QueueRecord[]) =>
  records.reduce((sum, record) => sum + Buffer.byteLength(JSON.stringify(record)), 0);

/** Parts records so that each part fits into an invocation. */
function inBatches(records: readonly QueueRecord[]): QueueRecord[][] {
  const batches: QueueRecord[][] = [];
  let size = Infinity;
  for (const record of records) {
    const own = sizeOf([record]);
    if (size + own > maximumBatch) {
      batches.push([]);
      size = 0;
    }
    batches.at(-1)!.push(record);
    size += own;
  }
  return batches;
}
