import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maxAmount } from '../../rules/limits.ts';
import { sumOf } from '../../rules/money.ts';
import { discountOf, refusalOf, type Voucher } from '../../rules/vouchers.ts';
import { amount, voucher } from './carts.ts';

const now = '2026-11-24T18:00:00.000Z';
const tenPercent: Voucher = { code: 'TEN', kind: 'PERCENTAGE', rate: 1000, uses: 0, active: true };
const lines = [
  { categoryId: 'books', gross: 1999 },
  { categoryId: 'tea', gross: 995 },
];

/** Lines that cost what one can pay. */
const someLines = fc
  .array(fc.record({ categoryId: fc.constantFrom('books', 'tea', 'garden'), gross: amount }), {
    maxLength: 49,
  })
  .map((some) =>
    some.map((line) => ({ ...line, gross: line.gross % (Math.floor(maxAmount / some.length) + 1) })),
  );

describe('a voucher is refused', () => {
  test.each<[string | undefined, Partial<Voucher>]>([
    [undefined, {}],
    [undefined, { startsAt: null, endsAt: null, maxUses: null, minimum: null, categoryIds: null }],
    ['NOT_ACTIVE', { active: false }],
    ['NOT_YET', { startsAt: '2026-11-24T18:00:00.001Z' }],
    [undefined, { startsAt: now }],
    ['EXPIRED', { endsAt: now }],
    [undefined, { endsAt: '2026-11-24T18:00:00.001Z' }],
    ['USED_UP', { maxUses: 3, uses: 3 }],
    [undefined, { maxUses: 3, uses: 2 }],
    ['USED_UP', { maxUses: 0 }],
    ['BELOW_MINIMUM', { minimum: 2995 }],
    // The whole cart counts towards the minimum, whatever the voucher is for.
    [undefined, { minimum: 2994, categoryIds: ['tea'] }],
    ['NOTHING_ELIGIBLE', { categoryIds: ['toys'] }],
    [undefined, { categoryIds: ['toys', 'tea'] }],
    [undefined, { categoryIds: [] }],
    // The first reason is told.
    ['NOT_ACTIVE', { active: false, endsAt: now, maxUses: 0 }],
  ])('%s: %j', (refusal, changes) => {
    expect(refusalOf({ ...tenPercent, ...changes }, lines, now)).toBe(refusal);
  });

  test('when there is nothing in the cart', () => {
    expect(refusalOf(tenPercent, [], now)).toBe('NOTHING_ELIGIBLE');
  });
});

describe('a discount', () => {
  test('of a percentage is rounded once and split to the last cent', () => {
    // 10 % of 29.94 = 2.994: 2.99; 1999/2994 of it is 1.9963…, 995/2994 is 0.9936…
    expect(discountOf(tenPercent, lines)).toEqual([200, 99]);
    // 10 % of 3 × 0.05 = 0.015: 0.02, where each line rounded on its own would make 0.03.
    expect(discountOf(tenPercent, [{ gross: 5 }, { gross: 5 }, { gross: 5 }])).toEqual([1, 1, 0]);
  });

  test('of an amount is split by price, over the lines that it is for', () => {
    const five: Voucher = { ...tenPercent, kind: 'FIXED', amount: 500 };
    // 5.00 × 1999/2994 = 3.3383…, 5.00 × 995/2994 = 1.6616…
    expect(discountOf(five, lines)).toEqual([334, 166]);
    expect(discountOf({ ...five, categoryIds: ['tea'] }, lines)).toEqual([0, 500]);
    expect(discountOf({ ...five, amount: 1000, categoryIds: ['tea'] }, lines)).toEqual([0, 995]);
  });

  test('of free shipping is none on the goods', () => {
    expect(discountOf({ ...tenPercent, kind: 'FREE_SHIPPING' }, lines)).toEqual([0, 0]);
  });

  test('is never more than what a line costs, nor more or less than what the voucher says', () => {
    fc.assert(
      fc.property(voucher, someLines, (some, of) => {
        const discounts = discountOf(some, of);
        const forIt = of.filter(
          ({ categoryId }) => !some.categoryIds?.length || some.categoryIds.includes(categoryId),
        );
        const sum = sumOf(forIt.map(({ gross }) => gross));
        discounts.forEach((discount, index) => {
          expect(discount).toBeGreaterThanOrEqual(0);
          expect(discount).toBeLessThanOrEqual(forIt.includes(of[index]!) ? of[index]!.gross : 0);
        });
        const off = {
          FIXED: Math.min(sum, some.amount ?? 0),
          PERCENTAGE: Math.floor((2 * sum * (some.rate ?? 0) + 10_000) / 20_000),
          FREE_SHIPPING: 0,
        };
        expect(sumOf(discounts)).toBe(off[some.kind]);
      }),
      { numRuns: 500 },
    );
  });
});
