/**
 * A stock that is spread over parts, so that more checkouts a second find one that is free. Part 0 is the variant itself;
 * the others are items of their own. Every unit is in one part at any time: available, reserved or sold there. Spreading
 * moves available units alone; what orders took stays in the books of the part that it came from, and is offered there
 * again when it comes back. So parts that are in use no more are looked at, too.
 */
import type { ShardUnits } from './orders/records.ts';

/** The numbers of the parts beside the variant, as many as there may be (`maxShards` in `limits.ts`). */
export const shardNumbers = [1, 2, 3, 4, 5, 6, 7];

/** A part of a stock, as far as it is known. */
export interface ShardLevel {
  shard: number;
  available: number;
}

/** How the stock of a variant is spread: see the entity. */
export interface Spread {
  shards?: number;
  shardsEver?: number;
}

/** In how many parts a stock lies. */
export function partsOf({ shards }: Spread): number {
  return shards ?? 1;
}

/** The numbers of all parts beside the variant that may hold units, in use or not. */
export function shardsOf({ shardsEver }: Spread): number[] {
  return shardNumbers.slice(0, (shardsEver ?? 1) - 1);
}

/**
 * From which parts to take units: from one part where that is enough, beginning at `start`; only the last units of a
 * stock are gathered from several.
 *
 * @param start - where to begin, so that buyers spread: any number.
 * @returns undefined when all parts together have too little.
 * @example
 * takeFrom([{ shard: 0, available: 1 }, { shard: 1, available: 2 }], 3, 0)
 * // [{ shard: 0, quantity: 1 }, { shard: 1, quantity: 2 }]
 */
export function takeFrom(levels: ShardLevel[], quantity: number, start: number): ShardUnits[] | undefined {
  // Without the empty ones, for whoever began there would all go on to the same next part.
  const stocked = levels.filter((level) => level.available > 0);
  const from = stocked.length === 0 ? 0 : start % stocked.length;
  const turned = [...stocked.slice(from), ...stocked.slice(0, from)];
  const enough = turned.find((level) => level.available >= quantity);
  if (enough) return [{ shard: enough.shard, quantity }];
  const taken: ShardUnits[] = [];
  let left = quantity;
  for (const level of turned) {
    const units = Math.min(left, level.available);
    if (units > 0) taken.push({ shard: level.shard, quantity: units });
    left -= units;
  }
  return left === 0 ? taken : undefined;
}

/**
 * Evens a stock out over its first so many parts: what each part gets, negative where it gives. Afterwards the parts in
 * use differ by one unit at most, the others have none.
 *
 * @param levels - every part that there is; a part that is not among them is a new one, with nothing in it.
 * @param parts - in how many parts the stock is to lie, from 1.
 * @returns the parts that change, and the new ones; the units add up to nothing.
 * @example
 * evenOut([{ shard: 0, available: 5 }], 2)
 * // [{ shard: 0, quantity: -2 }, { shard: 1, quantity: 2 }]
 */
export function evenOut(levels: ShardLevel[], parts: number): ShardUnits[] {
  const total = levels.reduce((sum, level) => sum + level.available, 0);
  const share = Math.floor(total / parts);
  const more = total - share * parts;
  const target = (shard: number) => (shard >= parts ? 0 : shard < more ? share + 1 : share);
  const known = levels.map((level) => level.shard);
  const kept = levels
    .map(({ shard, available }): ShardUnits => ({ shard, quantity: target(shard) - available }))
    .filter(({ quantity }) => quantity !== 0);
  const opened = [0, ...shardNumbers]
    .slice(0, parts)
    .filter((shard) => known.indexOf(shard) < 0)
    .map((shard): ShardUnits => ({ shard, quantity: target(shard) }));
  return [...kept, ...opened];
}

/**
 * Where units go that are added to a stock, or come from that are taken out: added ones are shared evenly by the parts in
 * use, taken ones come from one part where that has enough.
 *
 * @param delta - units, negative when they are taken.
 * @returns undefined when there are too few to take.
 */
export function adjusted(levels: ShardLevel[], parts: number, delta: number): ShardUnits[] | undefined {
  if (delta < 0) {
    const taken = takeFrom(levels, -delta, 0);
    return taken && taken.map(({ shard, quantity }) => ({ shard, quantity: -quantity }));
  }
  const share = Math.floor(delta / parts);
  return [0, ...shardNumbers]
    .slice(0, parts)
    .map((shard) => ({ shard, quantity: shard < delta - share * parts ? share + 1 : share }))
    .filter(({ quantity }) => quantity > 0);
}
