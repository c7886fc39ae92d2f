/** What the keys of an item in the indexes should be, by the entities as they are now. */
import { entities, type EntityName } from '../../entities/index.ts';
import { table } from '../../entities/table.ts';
import { fills } from './fills.ts';

export type Item = Readonly<Record<string, unknown>>;

/** What an item needs. */
export type Finding =
  /** Nothing: its keys are what they should be. */
  | { readonly kind: 'right' }
  /** Its keys in the indexes put anew. */
  | { readonly kind: 'stale'; readonly change: Change }
  /** A person: its own key would be another, or its entity does not take it. */
  | { readonly kind: 'odd'; readonly why: string };

export interface Change {
  /** Attributes and keys to set. */
  readonly set: Item;
  /** Keys to take away. */
  readonly remove: readonly string[];
  /** What all of it follows from, and what is replaced, as it was read: undefined for what was not there. */
  readonly seen: Item;
}

interface Keyed {
  readonly name: EntityName;
  /** Attributes that keys are made of. */
  readonly parts: readonly string[];
  readonly keysOf: (item: Item) => Item;
}

const indexKeys = Object.values(table.indexes).flatMap((index) => [index.partitionKey, index.sortKey]);
const ownKey = [table.partitionKey, table.sortKey];

/** By the name under which it is stored. */
const byStoredName = new Map(
  Object.entries(entities).map(([name, entity]) => {
    const { model, indexes } = entity.schema as unknown as {
      model: { entity: string };
      indexes: Record<string, { pk: { composite: string[] }; sk?: { composite: string[] } }>;
    };
    const parts = Object.values(indexes).flatMap(({ pk, sk }) => [...pk.composite, ...(sk?.composite ?? [])]);
    // Each entity takes its own attributes; together they are beyond what the compiler can follow.
    const one = entity as unknown as { put(item: object): { params(options: object): { Item: Item } } };
    const keyed: Keyed = {
      name: name as EntityName,
      parts: [...new Set(parts)],
      // Of which table it is does not matter to its keys, but ElectroDB wants to know.
      keysOf: (item) => one.put(item).params({ table: 'any' }).Item,
    };
    return [model.entity, keyed] as const;
  }),
);

/**
 * Compares an item's keys with those that its entity gives it now.
 *
 * @param item - with its keys and markers, as a scan reads it.
 * @example
 * findingOf(item) // { kind: 'stale', change: { set: { gsi2pk: '…', bucket: '3' }, remove: [], seen: { … } } }
 */
export function findingOf(item: Item): Finding {
  const keyed = byStoredName.get(String(item['__edb_e__']));
  if (!keyed) return { kind: 'odd', why: `nobody knows what ${String(item['__edb_e__'])} is` };
  const filled: Record<string, unknown> = {};
  for (const [attribute, fill] of Object.entries(fills[keyed.name] ?? {}))
    if (item[attribute] === undefined) filled[attribute] = fill(item);
  let wanted: Item;
  try {
    wanted = keyed.keysOf({ ...item, ...filled });
  } catch (error) {
    return { kind: 'odd', why: (error as Error).message.split(' - For more detail')[0]! };
  }
  if (ownKey.some((name) => wanted[name] !== item[name]))
    return { kind: 'odd', why: 'its own key would be another: it must be written anew under that' };
  const set: Record<string, unknown> = { ...filled };
  for (const name of indexKeys)
    if (wanted[name] !== undefined && wanted[name] !== item[name]) set[name] = wanted[name];
  const remove = indexKeys.filter((name) => wanted[name] === undefined && item[name] !== undefined);
  if (Object.keys(set).length === 0 && remove.length === 0) return { kind: 'right' };
  const seen = Object.fromEntries(
    [...new Set([...keyed.parts, ...Object.keys(set), ...remove])].map((name) => [name, item[name]]),
  );
  return { kind: 'stale', change: { set, remove, seen } };
}

/** The entity of an item, by the name under which it is stored. */
export const nameOf = (item: Item): string => String(item['__edb_e__'] ?? 'no entity');
