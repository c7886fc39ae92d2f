/** Walks through the table and puts right the keys that an index change left behind. */
import { ScanCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { findingOf, nameOf, type Item } from './keys.ts';
import { keepProgress, readProgress } from './progress.ts';
import { rewrite } from './rewrite.ts';

export interface ReindexOptions {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
  /** Whether it writes; otherwise it only counts. */
  readonly apply: boolean;
  /** Parts of the table that are read at once. */
  readonly segments: number;
  /** Items written a second, at most. */
  readonly rate: number;
  /** Items a page; as many as DynamoDB gives when absent. */
  readonly pageSize?: number;
  /** A file by which a run that was broken off goes on where it stood. */
  readonly state?: string;
  /** What a person must see to, as it is found. */
  readonly tell?: (line: string) => void;
}

/** What was found of one entity. */
export interface Found {
  read: number;
  /** Whose keys were not those of today. */
  stale: number;
  /** Of these, how many were written. The others somebody else put right first. */
  written: number;
  /** For a person to see to. */
  odd: number;
}

/** The first lines about odd items; the number counts them all. */
const mostTold = 20;

/**
 * Reads the table in segments and puts each item's keys in the indexes anew where they are not what its entity gives it
 * now. It may run at any time and any number of times: a write asks that what the keys are made of is as it was read.
 *
 * @returns by the stored name of the entity.
 * @throws Error when an item is changed all the time, or what DynamoDB throws; `state` then says where to go on.
 * @example
 * await reindex({ client, table, apply: false, segments: 4, rate: 100 }) // { order: { read: 7, stale: 2, written: 0, odd: 0 } }
 */
export async function reindex(options: ReindexOptions): Promise<Record<string, Found>> {
  const { client, table, apply, segments, rate, pageSize, tell = () => {} } = options;
  const state = apply ? options.state : undefined;
  const progress = readProgress(state, table, segments);
  const found: Record<string, Found> = {};
  const pace = paceOf(rate);
  let told = 0;

  async function see(item: Item): Promise<void> {
    const count = (found[nameOf(item)] ??= { read: 0, stale: 0, written: 0, odd: 0 });
    count.read += 1;
    const finding = findingOf(item);
    if (finding.kind === 'odd') {
      count.odd += 1;
      told += 1;
      if (told <= mostTold) tell(`${String(item['pk'])} ${String(item['sk'])}: ${finding.why}`);
    }
    if (finding.kind !== 'stale') return;
    count.stale += 1;
    if (!apply) return;
    await pace();
    if (await rewrite(client, table, item, finding.change)) count.written += 1;
  }

  async function walk(Segment: number): Promise<void> {
    for (let place = progress.places[Segment]; place !== 'done';) {
      const { Items = [], LastEvaluatedKey } = await client.send(
        new ScanCommand({
          TableName: table,
          Segment,
          TotalSegments: segments,
          ...(pageSize ? { Limit: pageSize } : {}),
          ...(place ? { ExclusiveStartKey: place } : {}),
        }),
      );
      for (const item of Items as Item[]) await see(item);
      place = LastEvaluatedKey ?? 'done';
      progress.places[Segment] = place;
      if (state) keepProgress(state, progress);
    }
  }

  await Promise.all(Array.from({ length: segments }, (_, segment) => walk(segment)));
  return found;
}

/** Lets so many through a second, evenly. */
function paceOf(rate: number): () => Promise<void> {
  let next = 0;
  return async () => {
    const now = Date.now();
    const wait = Math.max(0, next - now);
    next = Math.max(next, now) + 1000 / rate;
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
  };
}
