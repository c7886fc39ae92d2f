import { RequestFault } from '../../../execution/resolve.ts';
import type { Item } from './preview.ts';

/** What AppSync keeps in each item of a versioned data source, and no client may write. */
export const metadataFields = ['_version', '_lastChangedAt', '_deleted', '_ttl'] as const;

/** An item without what AppSync keeps in it. */
export const withoutMetadata = (item: Item): Item =>
  Object.fromEntries(Object.entries(item).filter(([name]) => !isMetadata(name)));

export const isMetadata = (name: string) => (metadataFields as readonly string[]).includes(name);

/** 0 for no item, or one that was written past AppSync. */
export const versionOf = (item: Item | undefined): number => Number(item?.['_version']?.['N'] ?? 0);

/**
 * Looks whether a write is the client's to make.
 * @throws RequestFault of the type `BadRequest` (its wording is not established).
 */
export function refuseMetadata(names: Iterable<string>): void {
  for (const name of names) {
    if (isMetadata(name)) throw new RequestFault(`The field ${name} is kept by AppSync.`, 'BadRequest');
  }
}

/** Seconds since the epoch after so many minutes, for a table's time to live. */
export const expiry = (now: number, minutes: number): string => String(Math.floor(now / 1000) + minutes * 60);
