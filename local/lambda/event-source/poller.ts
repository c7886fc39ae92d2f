import { createHash } from 'node:crypto';
import type { Environment } from '../../core/environment.ts';
import type {
  DynamoDbStreams,
  Lambda,
  StreamCursor,
  StreamPosition,
  StreamRecord,
} from '../../core/ports.ts';
import { processBatch, type Discarded } from './batch.ts';
import type { Checkpoint } from './checkpoint.ts';
import { invokeWith } from './invoking.ts';
import type { StreamMapping } from './mapping.ts';
import { createTrail, longestDelay, reordered } from './stream-faults.ts';

interface Deps {
  readonly environment: Environment;
  readonly definition: StreamMapping;
  readonly streams: DynamoDbStreams;
  readonly checkpoint: Checkpoint;
  readonly invoke: Lambda['invoke'];
  readonly discard: (discarded: Discarded) => Promise<void>;
  /** Told of each batch how old its last record is, in milliseconds. */
  readonly aged: (milliseconds: number) => void;
}

/** Reads a stream and hands its records to a function until it is closed. */
export interface Poller {
  close(): Promise<void>;
}

const troublePause = 1_000;
/** Records read at a time to find the last. */
const walk = 1_000;

/** Begins where the checkpoint of an earlier run stands, otherwise at the mapping's starting position. */
export async function startPoller(deps: Deps): Promise<Poller> {
  const { environment, definition, streams, checkpoint } = deps;
  const { clock, faults } = environment;
  const point = definition.logicalId;
  const log = environment.log.scope(`lambda:${definition.logicalId}`);
  const last = (await checkpoint.read()) ?? (await firstPlace(deps));
  const trail = createTrail(last);
  let cursor = await streams.open(definition.sourceArn, placeOf(last, definition));

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

  const invoke = (records: readonly StreamRecord[]) => {
    const { ApproximateCreationDateTime: written } = records.at(-1)!.dynamodb;
    // Records have their time in whole seconds.
    deps.aged(Math.max(0, clock.now() - written * 1000));
    return invokeWith(records, { functionName: definition.functionName, invoke: deps.invoke, log });
  };

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

  /** Hands records over, late, in another order or twice when a fault says so. */
  const processWithFaults = async (records: StreamRecord[]): Promise<boolean> => {
    const late = faults.strikes('streams.delayed', point);
    if (late && !(await pause(late.chance() * longestDelay))) return false;
    const mixed = records.length > 1 && faults.strikes('streams.reordered', point);
    const batch = mixed ? reordered(records, mixed) : records;
    if (!(await process(batch))) return false;
    return faults.strikes('streams.duplicated', point) ? process(batch) : true;
  };

  /** Begins again at an earlier place, as a reader does whose checkpoint was lost. */
  const restart = async (): Promise<void> => {
    const fault = trail.length > 1 ? faults.strikes('streams.restarted', point) : undefined;
    const place = fault && trail.earlier(fault);
    if (place === undefined) return;
    const again = await streams.open(definition.sourceArn, placeOf(place, definition));
    cursor.close();
    cursor = again;
    if (closed) cursor.close();
  };

  const run = async () => {
    while (!closed) {
      try {
        const records = await gather(cursor, definition);
        if (records.length === 0) continue;
        const last = records.at(-1)!.dynamodb.SequenceNumber;
        // Records that were not done when the mapping closed come again at the next start.
        if (!(await processWithFaults(records))) continue;
        await checkpoint.write(last);
        trail.add(last);
        await restart();
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

function placeOf(last: string | undefined, { startingPosition }: StreamMapping): StreamPosition {
  if (last === undefined) return startingPosition;
  // Nothing had been written when the mapping was made.
  return last === '' ? 'TRIM_HORIZON' : { afterSequenceNumber: last };
}

/**
 * Where a mapping that begins with what comes is to begin: after the last record there is, written down, so that what
 * comes before its first checkpoint is not passed over should this process or this poller be gone.
 */
async function firstPlace({ definition, streams, checkpoint }: Deps): Promise<string | undefined> {
  if (definition.startingPosition !== 'LATEST') return undefined;
  const cursor = await streams.open(definition.sourceArn, 'TRIM_HORIZON');
  let last: string | undefined;
  for (let records = await cursor.read(walk, 0); records.length > 0; records = await cursor.read(walk, 0)) {
    last = records.at(-1)!.dynamodb.SequenceNumber;
  }
  cursor.close();
  await checkpoint.write(last ?? '');
  return last ?? '';
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
