import { createHash } from 'node:crypto';
import { RestartNeededError, type ResourceUpdate, type Undo } from './resource.ts';

/**
 * Sets a key of a map, or deletes it when there is no value.
 * @returns how to put it back as it was.
 */
export function changeEntry<V>(map: Map<string, V>, key: string, value: V | undefined): Undo {
  const put = (entry: V | undefined) => void (entry === undefined ? map.delete(key) : map.set(key, entry));
  const former = map.get(key);
  put(value);
  return () => put(former);
}

/** @throws RestartNeededError when one of these properties, by which the service knows the resource, has changed. */
export function requireSame({ logicalId, properties, former }: ResourceUpdate, ...names: string[]): void {
  const name = names.find((each) => properties[each] !== former[each]);
  if (name !== undefined)
    throw new RestartNeededError(`${logicalId}: a change of its ${name} needs a restart`);
}

const letters = 'abcdefghijklmnopqrstuvwxyz234567';

/** An id of lower-case letters and digits, the same for the same resource in every run. */
export function stableId(name: string, length = 26): string {
  const bytes = createHash('sha256').update(name).digest();
  return Array.from({ length }, (_, index) => letters[bytes[index % bytes.length]! % letters.length]).join(
    '',
  );
}
