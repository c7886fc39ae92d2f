/** Work on records of the table's stream, in order, of which one that fails holds up nothing but what it must. */
import type { DynamoDBBatchResponse, DynamoDBRecord } from 'aws-lambda';
import { inLanes } from './lanes.ts';
import { logger } from './observed.ts';
import { pause } from './pause.ts';

/** Lanes under way at once. */
const width = 10;
/** How often work is tried before Lambda is told of its failure, with pauses of random length between. */
const tries = 3;
/** How many records are remembered to be done: several batches, since one is halved in the end to a few records. */
const remembered = 1000;

export interface StreamWork<T> {
  /**
   * What a record asks for; undefined when it asks for nothing.
   *
   * @throws Error when it cannot be read. No further try would help, so there is none.
   */
  readonly read: (record: DynamoDBRecord) => T | undefined;
  readonly work: (item: T) => Promise<void>;
}

/** What was done of batches that failed in part, which come again from the first failure on: ids of records. */
const done = new Set<string>();

/**
 * Works records off: those of one item collection and entity one after another, the others beside them. What follows a
 * failure in its lane is left undone. Failures are reported, and Lambda hands the batch over again from the first on,
 * in halves until the bad record is alone; what had been done the first time is then passed over, so long as it is
 * this copy of the function that gets it.
 *
 * @example
 * return workOffStream(Records, { read: changeOf, work: publish });
 */
export async function workOffStream<T>(
  records: readonly DynamoDBRecord[],
  { read, work }: StreamWork<T>,
): Promise<DynamoDBBatchResponse> {
  const worked: string[] = [];
  const undone = await inLanes(
    records.filter(({ eventID }) => !eventID || !done.has(eventID)),
    laneOf,
    width,
    async (record) => {
      const item = read(record);
      if (item !== undefined) await persistently(() => work(item));
      if (record.eventID) worked.push(record.eventID);
    },
    ({ eventID, dynamodb }, error) =>
      logger.error('A record of the stream is not worked off.', {
        eventID,
        keys: dynamodb?.Keys,
        error: error as Error,
      }),
  );
  if (undone.length > 0) remember(worked);
  logger.debug('Worked off records.', { records: records.length, undone: undone.length });
  return {
    batchItemFailures: undone.map(({ dynamodb }) => ({ itemIdentifier: dynamodb?.SequenceNumber ?? '' })),
  };
}

/**
 * Entities of one collection do not wait for one another: payments of an order need not wait for its events. Nor do orders
 * of one seller.
 */
function laneOf({ dynamodb }: DynamoDBRecord): string {
  const image = dynamodb?.NewImage ?? dynamodb?.OldImage;
  const entity = image?.['__edb_e__']?.S;
  return `${entity} ${dynamodb?.Keys?.['pk']?.S} ${(entity === 'sale' && image?.['orderId']?.S) || ''}`;
}

async function persistently(work: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= tries) throw error;
      logger.warn('A record of the stream is tried again.', { attempt, error: error as Error });
      await pause(attempt);
    }
  }
}

function remember(worked: readonly string[]): void {
  for (const id of worked) done.add(id);
  for (const id of done) {
    if (done.size <= remembered) return;
    done.delete(id);
  }
}
