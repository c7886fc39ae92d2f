import { createHash } from 'node:crypto';
import type { Environment } from '../../core/environment.ts';
import type { DynamoDbStreams, Lambda, StreamCursor, StreamRecord } from '../../core/ports.ts';
import { processBatch, type Discarded } from './batch.ts';
import type { Checkpoint } from './checkpoint.ts';
import { invokeWith } from './invoking.ts';
import type { StreamMapping } from './mapping.ts';

interface Deps {
  readonly environment: Environment;
  readonly definition: StreamMapping;
  readonly streams: DynamoDbStreams;
  readonly checkpoint: Checkpoint;
  readonly invoke: Lambda['invoke'];
  readonly discard: (discarded: Discarded) => Promise<void>;
}

/** Reads a stream and hands its records to a function until it is closed. */
export interface Poller {
  close(): Promise<void>;
}

const troublePause = 1_000;

/** Begins where the checkpoint of an earlier run stands, otherwise at the mapping's starting position. */
export async function startPoller(deps: Deps): Promise<Poller> {
  const { environment, definition, streams, checkpoint } = deps;
  const { clock } = environment;
  const log = environment.log.scope(`lambda:${definition.logicalId}`);
  const last = await checkpoint.read();
  const cursor = await streams.open(
    definition.sourceArn,
    last === undefined ? definition.startingPosition : { afterSequenceNumber: last },
  );

  let closed = false;
  const sleeping = new Set<() => void>();
  const pause = async (milliseconds: number): Promise<boolean> => {
    if (closed) return false;
    await new Promise<void>((resolve) => {
      const cancel = clock.after(milliseconds, () => (sleeping.delete(wake), resolve()));
      const wake = () => (cancel(), resolve());
      sleeping.add(wake);
    });
    return !closed;
  };

  const invoke = (records: readonly StreamRecord[]) =>
    invokeWith(records, { functionName: definition.functionName, invoke: deps.invoke, log });

  const process = async (records: StreamRecord[]): Promise<boolean> => {
    const wanted = records.filter(
      (record) => definition.filters.length === 0 || definition.filters.some((matches) => matches(record)),
    );
    const lanes = split(wanted, definition.parallelization);
    const done = await Promise.all(
      lanes.map(async (lane) => {
        for (let start = 0; start < lane.length; start += definition.batchSize) {
          const batch = lane.slice(start, start + definition.batchSize);
          if (!(await processBatch(batch, { definition, clock, invoke, discard: deps.discard, pause })))
            return false;
        }
        return true;
      }),
    );
    return done.every(Boolean);
  };

  const run = async () => {
    while (!closed) {
      try {
        const records = await gather(cursor, definition);
        if (records.length === 0) continue;
        // Records that were not done when the mapping closed come again at the next start.
        if (await process(records)) await checkpoint.write(records.at(-1)!.dynamodb.SequenceNumber);
      } catch (error) {
        if (closed) break;
        log.error(`The stream cannot be read: ${(error as Error).message}`);
        await pause(troublePause);
      }
    }
  };
  const running = run();

  return {
    async close() {
      closed = true;
      cursor.close();
      for (const wake of sleeping) wake();
      await running;
    },
  };
}

/** Reads until there are enough records or the batching window is over. */
async function gather(cursor: StreamCursor, definition: StreamMapping): Promise<StreamRecord[]> {
  const wanted = definition.batchSize * definition.parallelization;
  const records = await cursor.read(wanted);
  const until = performance.now() + definition.batchingWindow;
  while (records.length > 0 && records.length < wanted) {
    const left = until - performance.now();
    if (left <= 0) break;
    const more = await cursor.read(wanted - records.length, left);
    if (more.length === 0) break;
    records.push(...more);
  }
  return records;
}

/** Spreads records over lanes by their key, so that the changes of one item stay in order. */
function split(records: StreamRecord[], lanes: number): StreamRecord[][] {
  if (lanes === 1) return records.length > 0 ? [records] : [];
  const result = Array.from({ length: lanes }, (): StreamRecord[] => []);
  for (const record of records) {
    const digest = createHash('md5').update(JSON.stringify(record.dynamodb.Keys)).digest();
    result[digest.readUInt32BE() % lanes]!.push(record);
  }
  return result.filter((lane) => lane.length > 0);
}
