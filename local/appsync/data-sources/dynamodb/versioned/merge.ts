import { isDeepStrictEqual } from 'node:util';
import { setTypes, union, type Item, type Typed } from './preview.ts';

/**
 * Merges a write that comes too late into the item that stands (Developer Guide, "Conflict detection and resolution",
 * Automerge): of scalars the item's remain, lists are appended, sets united, maps merged by the same rules, and what the
 * item has not, or has as null, is taken over. A value that is the same on both sides is no conflict.
 *
 * @example
 * automerge({ n: { N: '1' }, l: { L: [a] } }, { n: { N: '2' }, l: { L: [b] }, x: { S: 'new' } });
 * // { n: { N: '1' }, l: { L: [a, b] }, x: { S: 'new' } }
 */
export function automerge(existing: Item, incoming: Item): Item {
  const merged: Item = { ...existing };
  for (const [name, value] of Object.entries(incoming)) merged[name] = mergeValue(existing[name], value);
  return merged;
}

function mergeValue(there: Typed | undefined, value: Typed): Typed {
  if (!there || there['NULL']) return value;
  if (isDeepStrictEqual(there, value)) return there;
  const type = Object.keys(there)[0]!;
  if (Object.keys(value)[0] !== type) return there;
  if (type === 'L') return { L: [...there['L'], ...value['L']] };
  if (type === 'M') return { M: automerge(there['M'], value['M']) };
  return setTypes.includes(type) ? union(there, value) : there;
}
