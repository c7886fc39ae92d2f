import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maxCartLines, maxProductShards, maxShards, maxVariants } from '../../rules/limits.ts';
import { auditShards } from '../../rules/orders/audit-shards.ts';
import type { ShardUnits } from '../../rules/orders/records.ts';
import { adjusted, evenOut, partsOf, shardNumbers, shardsOf, takeFrom } from '../../rules/stock.ts';

const units = fc.integer({ min: 0, max: 1000 });
/** What is available in the parts of a stock, the variant first, in use or not. */
const levels = fc
  .array(units, { minLength: 1, maxLength: maxShards })
  .map((counts) => counts.map((available, shard) => ({ shard, available })));
const parts = fc.integer({ min: 1, max: maxShards });

const sumOf = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);
/** What lies in the parts afterwards, by their numbers. */
function after(before: readonly { shard: number; available: number }[], changes: readonly ShardUnits[]) {
  const found = new Map(before.map(({ shard, available }) => [shard, available]));
  for (const { shard, quantity } of changes) found.set(shard, (found.get(shard) ?? 0) + quantity);
  return found;
}

describe('evening out', () => {
  test('neither gains nor loses a unit, and leaves parts that differ by one at most', () => {
    fc.assert(
      fc.property(levels, parts, (before, count) => {
        const changes = evenOut(before, count);
        const found = after(before, changes);
        expect(sumOf(changes.map(({ quantity }) => quantity))).toBe(0);
        const inUse = [...found].filter(([shard]) => shard < count).map(([, available]) => available);
        expect(inUse).toHaveLength(count);
        expect(Math.max(...inUse) - Math.min(...inUse)).toBeLessThanOrEqual(1);
        expect(sumOf([...found].filter(([shard]) => shard >= count).map(([, available]) => available))).toBe(
          0,
        );
      }),
    );
  });

  test('names every part once, and asks none to give more than it has', () => {
    fc.assert(
      fc.property(levels, parts, (before, count) => {
        const changes = evenOut(before, count);
        expect(new Set(changes.map(({ shard }) => shard)).size).toBe(changes.length);
        expect([...after(before, changes).values()].every((available) => available >= 0)).toBe(true);
      }),
    );
  });

  test('of an even stock changes nothing', () => {
    fc.assert(
      fc.property(levels, parts, (before, count) => {
        const even = [...after(before, evenOut(before, count))].map(([shard, available]) => ({
          shard,
          available,
        }));
        expect(evenOut(even, count)).toEqual([]);
      }),
    );
  });
});

describe('taking', () => {
  test('takes what is wanted where all parts together have it, and else nothing', () => {
    fc.assert(
      fc.property(levels, fc.integer({ min: 1, max: 3000 }), fc.nat(), (before, quantity, start) => {
        const taken = takeFrom(before, quantity, start);
        const total = sumOf(before.map(({ available }) => available));
        expect(taken === undefined).toBe(total < quantity);
        if (!taken) return;
        expect(sumOf(taken.map((one) => one.quantity))).toBe(quantity);
        expect(new Set(taken.map(({ shard }) => shard)).size).toBe(taken.length);
        for (const one of taken) {
          expect(one.quantity).toBeGreaterThan(0);
          expect(before.find(({ shard }) => shard === one.shard)!.available).toBeGreaterThanOrEqual(
            one.quantity,
          );
        }
        const alone = before.some(({ available }) => available >= quantity);
        if (alone) expect(taken).toHaveLength(1);
      }),
    );
  });

  test('begins in each part that has something equally often, though others are empty', () => {
    const before = [4, 0, 0, 0, 4, 4].map((available, shard) => ({ shard, available }));
    const begun = Array.from({ length: 300 }, (_, start) => takeFrom(before, 1, start)![0]!.shard);
    for (const shard of [0, 4, 5]) expect(begun.filter((one) => one === shard)).toHaveLength(100);
  });
});

describe('adjusting', () => {
  test('adds and takes just so much, and nothing where there is too little', () => {
    const delta = fc.integer({ min: -3000, max: 3000 }).filter((some) => some !== 0);
    fc.assert(
      fc.property(levels, parts, delta, (before, count, some) => {
        const changes = adjusted(before, count, some);
        const total = sumOf(before.map(({ available }) => available));
        expect(changes === undefined).toBe(total + some < 0);
        if (!changes) return;
        expect(sumOf(changes.map(({ quantity }) => quantity))).toBe(some);
        expect([...after(before, changes).values()].every((available) => available >= 0)).toBe(true);
        if (some > 0) expect(changes.every(({ shard }) => shard < count)).toBe(true);
      }),
    );
  });
});

describe('the bounds', () => {
  test('are those that transactions leave: publishing takes a product, its category, its variants and all parts', () => {
    expect(shardNumbers).toHaveLength(maxShards - 1);
    expect(2 + maxVariants + maxProductShards).toBeLessThanOrEqual(100);
    // A key, a product and a stock in as many parts as there may be; the parts of a stock beside its variant.
    expect(2 + maxShards).toBeLessThanOrEqual(100);
    expect(maxCartLines).toBeLessThanOrEqual(100);
  });

  test('a stock that was never spread is one part', () => {
    expect([partsOf({}), shardsOf({}), shardsOf({ shards: 1, shardsEver: 3 })]).toEqual([1, [], [1, 2]]);
  });
});

describe('the audit of parts', () => {
  const variant = { sku: 'MUG', price: 500, active: true, shards: 1, shardsEver: 3 };
  const part = (shard: number, changes: object = {}) => ({
    sku: 'MUG',
    price: 500,
    active: true,
    shard,
    ...changes,
  });
  const checks = (...found: Parameters<typeof auditShards>) =>
    auditShards(...found).map(({ check, subject }) => `${check} ${subject}`);

  test('finds nothing where all are there and alike', () => {
    expect(auditShards([variant], [part(1), part(2)])).toEqual([]);
    expect(auditShards([{ sku: 'toString', price: 1, active: false }], [])).toEqual([]);
  });

  test('finds parts that are missing, nobody’s, at another price or otherwise on sale', () => {
    expect(checks([variant], [part(2)])).toEqual(['stock.parts-missing MUG', 'stock.parts MUG']);
    expect(checks([], [part(1)])).toEqual(['stock.part-of-nothing MUG 1']);
    expect(checks([variant], [part(1, { price: 400 }), part(2, { active: false })])).toEqual([
      'stock.part-price MUG 1',
      'stock.part-on-sale MUG 2',
    ]);
  });
});
