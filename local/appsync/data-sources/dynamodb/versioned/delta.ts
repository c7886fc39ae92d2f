import type { OperationCall, Versions } from '../operation.ts';
import { expiry, versionOf } from './metadata.ts';
import type { Item, Typed } from './preview.ts';

/** The names of a table's key attributes. */
export interface KeyNames {
  readonly partition: string;
  readonly sort?: string;
}

/**
 * Records a change in the delta table. Keys as the Developer Guide has them ("Versioning DynamoDB data sources", "Delta
 * sync table logging"): `Comments:2019-01-01` and `09:30:00.000:1a:2`; those with `customPartitionKey` and of the index
 * are of the same place.
 */
export async function recordChange(
  { request, table, send }: OperationCall,
  versions: Versions,
  item: Item,
): Promise<void> {
  const now = Number(item['_lastChangedAt']!['N']);
  const key = await versions.keyNames();
  await send('PutItem', {
    TableName: versions.config.deltaTableName,
    Item: {
      ...item,
      ...deltaKeys(table, item, key, now, request),
      _ttl: { N: expiry(now, versions.config.deltaTableTtl) },
    },
  });
}

function deltaKeys(
  table: string,
  item: Item,
  { partition, sort }: KeyNames,
  now: number,
  request: Record<string, any>,
): Item {
  const day = deltaDay(table, now);
  const time = timeOf(now);
  const version = versionOf(item);
  const partitionText = textOf(item[partition]);
  const sortText = sort === undefined ? undefined : textOf(item[sort]);
  const primary = sortText === undefined ? partitionText : `${partitionText}#${sortText}`;
  if (!request.customPartitionKey) {
    return { ds_pk: { S: day }, ds_sk: { S: `${time}:${primary}:${version}` } };
  }
  return {
    ds_pk: { S: `${day}:${partitionText}` },
    ds_sk: { S: `${time}:${sortText ?? partitionText}:${version}` },
    ...(request.populateIndexFields
      ? { gsi_ds_pk: { S: day }, gsi_ds_sk: { S: `${time}:${primary}:${version}` } }
      : {}),
  };
}

/** `Comments:2019-01-01`, the day in UTC. */
export const deltaDay = (table: string, milliseconds: number): string =>
  `${table}:${new Date(milliseconds).toISOString().slice(0, 10)}`;

/** `09:30:00.000` in UTC. */
export const timeOf = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(11, 23);

const textOf = (value: Typed | undefined): string => String(Object.values(value ?? {})[0] ?? '');
