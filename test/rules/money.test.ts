import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maxAmount, maxCartLines, maxQuantity } from '../../rules/limits.ts';
import { isAmount, lineTotal, minorUnitDigits, sumOf } from '../../rules/money.ts';

const amount = fc.integer({ min: 0, max: maxAmount });
const quantity = fc.integer({ min: 1, max: maxQuantity });
const lines = fc.array(fc.record({ price: amount, quantity }), { maxLength: maxCartLines });

describe('money', () => {
  test('a line is its units, one after another', () => {
    fc.assert(
      fc.property(amount, quantity, (price, units) => {
        expect(lineTotal(price, units)).toBe(sumOf(Array.from({ length: units }, () => price)));
      }),
    );
  });

  test('the fullest cart at the highest prices is still a whole, safe number', () => {
    fc.assert(
      fc.property(lines, (cart) => {
        expect(sumOf(cart.map(({ price, quantity }) => lineTotal(price, quantity)))).toSatisfy(
          Number.isSafeInteger,
        );
      }),
    );
    expect(maxAmount * maxQuantity * maxCartLines).toSatisfy(Number.isSafeInteger);
  });

  test('sums do not care how they are put together', () => {
    fc.assert(
      fc.property(fc.array(amount), fc.array(amount), (some, others) => {
        expect(sumOf([...some, ...others])).toBe(sumOf(some) + sumOf(others));
        expect(sumOf([...some].reverse())).toBe(sumOf(some));
      }),
    );
  });

  test('an amount is a whole number of minor units within the bounds', () => {
    fc.assert(
      fc.property(fc.oneof(amount, fc.double(), fc.integer()), (value) => {
        expect(isAmount(value)).toBe(Number.isInteger(value) && value >= 0 && value <= maxAmount);
      }),
    );
    expect(isAmount(maxAmount)).toBe(true);
    expect(isAmount(maxAmount + 1)).toBe(false);
  });

  test("has its currency's digits", () => {
    expect(['EUR', 'JPY', 'KWD'].map(minorUnitDigits)).toEqual([2, 0, 3]);
    // What the platform itself knows, where it agrees with ISO 4217.
    for (const currency of ['USD', 'GBP', 'CHF', 'KRW', 'BHD', 'TND', 'CLP', 'VND']) {
      const { maximumFractionDigits } = new Intl.NumberFormat('en', {
        style: 'currency',
        currency,
      }).resolvedOptions();
      expect([currency, minorUnitDigits(currency)]).toEqual([currency, maximumFractionDigits]);
    }
  });
});
