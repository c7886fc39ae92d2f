import { RequestFault, type DataSourceAnswer } from '../../../execution/resolve.ts';
import { expressionParts } from '../expressions.ts';
import type { OperationCall, Versions } from '../operation.ts';
import { foreignToken } from '../pages.ts';
import { fromItem } from '../values.ts';
import { deltaDay, timeOf } from './delta.ts';

/** Where a page ends: which table is read, when the sync began, and how far it has come. */
interface Place {
  readonly startedAt: number;
  readonly from: 'base' | 'delta';
  /** Of the delta table: the day that is read, in milliseconds. */
  readonly day?: number;
  readonly key?: unknown;
}

const usualLimit = 100;
const highestLimit = 1_000;
const dayLength = 24 * 60 * 60_000;

/**
 * All items of a versioned data source, or those changed since an earlier sync (Developer Guide, "Sync operations"):
 * the base table without `lastSync` or when that is longer ago than records are kept, else the delta table.
 */
export async function sync(call: OperationCall, versions: Versions): Promise<DataSourceAnswer> {
  const { request, owner, tokens } = call;
  const limit = readLimit(request.limit);
  const lastSync = readTime(request.lastSync);
  let place: Place;
  if (request.nextToken !== undefined && request.nextToken !== null) {
    const read = typeof request.nextToken === 'string' ? tokens.read(owner, request.nextToken) : undefined;
    if (read === undefined) return { result: null, error: foreignToken };
    place = read as Place;
  } else {
    const startedAt = versions.now();
    const kept = startedAt - versions.config.deltaTableTtl * 60_000;
    place =
      lastSync === undefined || lastSync < kept
        ? { startedAt, from: 'base' }
        : { startedAt, from: 'delta', day: startOfDay(lastSync) };
  }
  const page =
    place.from === 'base'
      ? await basePage(call, versions, place, limit)
      : await deltaPage(call, versions, place, limit, lastSync ?? 0);
  return {
    result: {
      items: page.items.map(fromItem),
      nextToken: page.next ? tokens.mint(owner, page.next) : null,
      scannedCount: page.scanned,
      startedAt: place.startedAt,
    },
  };
}

interface Page {
  readonly items: any[];
  readonly scanned: number;
  readonly next?: Place;
}

/** A scan; a query with `basePartitionKey`, which is taken for the value of the partition key (not established). */
async function basePage(
  { request, table, send }: OperationCall,
  versions: Versions,
  place: Place,
  limit: number,
): Promise<Page> {
  const parts = expressionParts();
  const FilterExpression = parts.add(request.filter, '$[filter]');
  const partition = request.basePartitionKey ?? undefined;
  let KeyConditionExpression: string | undefined;
  if (partition !== undefined) {
    parts.name('#_partition', (await versions.keyNames()).partition);
    parts.value(':_partition', { S: String(partition) });
    KeyConditionExpression = '#_partition = :_partition';
  }
  const answer = await send(KeyConditionExpression ? 'Query' : 'Scan', {
    TableName: table,
    KeyConditionExpression,
    FilterExpression,
    Limit: limit,
    ExclusiveStartKey: place.key,
    ...parts.members(),
  });
  return {
    items: answer.Items ?? [],
    scanned: answer.ScannedCount ?? 0,
    ...(answer.LastEvaluatedKey ? { next: { ...place, key: answer.LastEvaluatedKey } } : {}),
  };
}

/** The records of each day since `lastSync`, one query a day. */
async function deltaPage(
  { request, table, send }: OperationCall,
  versions: Versions,
  place: Place,
  limit: number,
  lastSync: number,
): Promise<Page> {
  const { deltaIndexName, basePartitionKey } = request;
  const [pk, sk] = deltaIndexName ? ['gsi_ds_pk', 'gsi_ds_sk'] : ['ds_pk', 'ds_sk'];
  const items: any[] = [];
  let scanned = 0;
  let { key } = place;
  for (let day = place.day!; day <= place.startedAt; day += dayLength, key = undefined) {
    if (scanned >= limit) return { items, scanned, next: { ...place, day, key: undefined } };
    const parts = expressionParts();
    const FilterExpression = parts.add(request.filter, '$[filter]');
    parts.name(`#${pk}`, pk!);
    const suffix = !deltaIndexName && basePartitionKey ? `:${String(basePartitionKey)}` : '';
    parts.value(':_day', { S: deltaDay(table, day) + suffix });
    const first = day === startOfDay(lastSync);
    if (first) {
      parts.name(`#${sk}`, sk!);
      parts.value(':_since', { S: timeOf(lastSync) });
    }
    const answer = await send('Query', {
      TableName: versions.config.deltaTableName,
      IndexName: deltaIndexName ?? undefined,
      KeyConditionExpression: `#${pk} = :_day${first ? ` AND #${sk} > :_since` : ''}`,
      FilterExpression,
      Limit: limit - scanned,
      ExclusiveStartKey: key,
      ...parts.members(),
    });
    items.push(...(answer.Items ?? []));
    scanned += answer.ScannedCount ?? 0;
    if (answer.LastEvaluatedKey) {
      return { items, scanned, next: { ...place, day, key: answer.LastEvaluatedKey } };
    }
  }
  return { items, scanned };
}

const startOfDay = (milliseconds: number) => milliseconds - (milliseconds % dayLength);

function readLimit(limit: unknown): number {
  if (limit === undefined || limit === null) return usualLimit;
  if (typeof limit === 'number' && Number.isInteger(limit) && limit >= 1 && limit <= highestLimit)
    return limit;
  throw new RequestFault(`Value for field '$[limit]' must be between 1 and ${highestLimit}.`);
}

function readTime(lastSync: unknown): number | undefined {
  if (lastSync === undefined || lastSync === null) return undefined;
  if (typeof lastSync === 'number' && lastSync >= 0) return lastSync;
  throw new RequestFault("Value for field '$[lastSync]' must be a time in milliseconds.");
}
