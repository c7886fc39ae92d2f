/** Taking units from a stock that is spread over parts. */
import type { ShardUnits } from './orders/records.ts';

/** The numbers of the parts that a stock may be spread over; the first so many are in use. */
export const shardNumbers = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19];

/** A part of a stock, as far as it is known. */
export interface ShardLevel {
  shard: number;
  available: number;
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
  const from = levels.length === 0 ? 0 : start % levels.length;
  const turned = [...levels.slice(from), ...levels.slice(0, from)];
  const enough = turned.find((level) => level.available >= quantity);
  if (enough) return [{ shard: enough.shard, quantity }];
  const taken: ShardUnits[] = [];
  let left = quantity;
  for (const level of turned) {
    const units = Math.min(left, level.available);
    if (units > 0) {
      taken.push({ shard: level.shard, quantity: units });
      left -= units;
    }
  }
  return left === 0 ? taken : undefined;
}
