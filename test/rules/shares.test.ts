import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maxAmount } from '../../rules/limits.ts';
import { sumOf } from '../../rules/money.ts';
import { allocate, atRate, portion, share } from '../../rules/shares.ts';
import { amount, partsOf, quantity, rate } from './carts.ts';

/** The same in integers without bounds. */
function exactly(whole: number, part: number, of: number): number {
  return Number((2n * BigInt(whole) * BigInt(part) + BigInt(of)) / (2n * BigInt(of)));
}

const positive = amount.filter((value) => value > 0);
/** Weights whose sum is an amount, too, zeros among them. */
const weights = fc
  .array(amount, { minLength: 1, maxLength: 49 })
  .map((some) => some.map((weight) => weight % (Math.floor(maxAmount / some.length) + 1)));

describe('a share', () => {
  test('is exact to the last unit, however large the product', () => {
    fc.assert(
      fc.property(amount, amount, positive, (whole, part, of) => {
        fc.pre(part <= of);
        expect(share(whole, part, of)).toBe(exactly(whole, part, of));
      }),
      { numRuns: 2000 },
    );
    expect(share(maxAmount, maxAmount - 1, maxAmount)).toBe(maxAmount - 1);
  });

  test('rounds a half up', () => {
    expect([share(5, 1, 2), share(1, 1, 3), share(2, 1, 3), share(1, 1, 2)]).toEqual([3, 0, 1, 1]);
  });

  test('of nothing is nothing', () => {
    expect(share(0, 0, 0)).toBe(0);
  });
});

test('a rate is in basis points', () => {
  expect([atRate(1999, 1900), atRate(10_000, 725), atRate(2, 2500), atRate(maxAmount, 10_000)]).toEqual([
    380,
    725,
    1,
    maxAmount,
  ]);
  fc.assert(
    fc.property(amount, rate, (whole, points) => {
      expect(atRate(whole, points)).toBe(exactly(whole, points, 10_000));
    }),
  );
});

describe('allocating', () => {
  test('adds up, each part its exact share rounded down or up, none above its weight', () => {
    fc.assert(
      fc.property(amount, weights, (whole, some) => {
        const sum = sumOf(some);
        const parts = allocate(whole, some);
        expect(sumOf(parts)).toBe(sum === 0 ? 0 : whole);
        parts.forEach((part, index) => {
          const weight = some[index]!;
          if (weight === 0) return expect(part).toBe(0);
          const down = Number((BigInt(whole) * BigInt(weight)) / BigInt(sum));
          expect([down, down + 1]).toContain(part);
          if (whole <= sum) expect(part).toBeLessThanOrEqual(weight);
        });
      }),
      { numRuns: 1000 },
    );
  });

  test('gives what is left to the largest remainders, of equal ones to the earlier', () => {
    fc.assert(
      fc.property(amount, weights, (whole, some) => {
        const sum = BigInt(sumOf(some));
        fc.pre(sum > 0n);
        const product = (index: number) => BigInt(whole) * BigInt(some[index]!);
        const rounded = allocate(whole, some).map((part, index) => BigInt(part) - product(index) / sum);
        const ranked = some
          .map((_, index) => ({ index, rest: product(index) % sum }))
          .sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1));
        const up = ranked.map(({ index }) => rounded[index]);
        expect(up).toEqual([...up].sort().reverse());
      }),
      { numRuns: 1000 },
    );
    expect(allocate(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(allocate(5, [2000, 0, 1000])).toEqual([3, 0, 2]);
    expect(allocate(2, [1, 1, 1, 1, 1])).toEqual([1, 1, 0, 0, 0]);
    expect(allocate(maxAmount, [1, maxAmount - 1])).toEqual([1, maxAmount - 1]);
  });

  test('takes as many as 10,000 weights', () => {
    const parts = allocate(9_999, new Array(10_000).fill(1));
    expect(parts).toEqual([...new Array(9_999).fill(1), 0]);
  });

  test('gives nothing where nothing has weight', () => {
    expect(allocate(100, [0, 0])).toEqual([0, 0]);
    expect(allocate(100, [])).toEqual([]);
  });
});

test('portions add up to the amount, however the units are taken', () => {
  const taken = quantity.chain((of) => fc.tuple(fc.constant(of), partsOf(of)));
  fc.assert(
    fc.property(amount, taken, (whole, [of, parts]) => {
      const portions = parts.map((part, index) => portion(whole, sumOf(parts.slice(0, index)), part, of));
      expect(sumOf(portions)).toBe(whole);
      expect(Math.min(...portions)).toBeGreaterThanOrEqual(0);
    }),
  );
  expect([0, 1, 2].map((done) => portion(1000, done, 1, 3))).toEqual([333, 334, 333]);
});
