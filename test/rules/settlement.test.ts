import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sumOf } from '../../rules/money.ts';
import { price } from '../../rules/pricing.ts';
import { captureOf, refundOf } from '../../rules/settlement.ts';
import { cart, partsOf } from './carts.ts';
import { germany } from './zones.ts';

const order = cart.map(price).filter(({ tooLarge }) => !tooLarge);

describe('refunds', () => {
  const line = order.chain(({ lines }) => fc.constantFrom(...lines));
  const inParts = line.chain((one) => fc.tuple(fc.constant(one), partsOf(one.quantity)));

  test('of a line add up to its total and its tax, in whatever parts', () => {
    fc.assert(
      fc.property(inParts, ([one, parts]) => {
        const refunds = parts.map((part, index) => refundOf(one, sumOf(parts.slice(0, index)), part));
        expect(sumOf(refunds.map(({ amount }) => amount))).toBe(one.total);
        expect(sumOf(refunds.map(({ tax }) => tax))).toBe(one.tax);
        for (const { amount, tax } of refunds) {
          expect(tax).toBeGreaterThanOrEqual(0);
          expect(tax).toBeLessThanOrEqual(amount);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('of a line without a discount are the price of its units', () => {
    const { lines } = price({
      lines: [{ sku: 'MUG', unitPrice: 1999, quantity: 3, taxClass: 'STANDARD' }],
      zone: germany,
      shippingMethod: { price: 0 },
    });
    // The tax in 59.97 is 9.58: 3.19 1/3 a unit.
    expect([0, 1, 2].map((refunded) => refundOf(lines[0]!, refunded, 1))).toEqual([
      { amount: 1999, tax: 319 },
      { amount: 1999, tax: 320 },
      { amount: 1999, tax: 319 },
    ]);
  });

  test('of what cost nothing are nothing', () => {
    expect(refundOf({ quantity: 3, total: 0, tax: 0 }, 0, 2)).toEqual({ amount: 0, tax: 0 });
  });
});

describe('captures', () => {
  /** An order, and for each of its shipments the units by SKU; each takes one unit at least. */
  const shipped = order.chain((one) =>
    fc.tuple(
      fc.constant(one),
      fc.tuple(...one.lines.map(({ quantity }) => partsOf(quantity))).map((parts) => {
        const count = Math.max(...parts.map(({ length }) => length));
        return Array.from({ length: count }, (_, index) =>
          Object.fromEntries(one.lines.map(({ sku }, at) => [sku, parts[at]![index] ?? 0])),
        ).filter((units) => sumOf(Object.values(units)) > 0);
      }),
    ),
  );

  test('of all shipments add up to the total, whatever is sent in which', () => {
    fc.assert(
      fc.property(shipped, ([one, shipments]) => {
        const before: Record<string, number> = {};
        const captures = shipments.map((units) => {
          const capture = captureOf(one, { ...before }, units);
          for (const [sku, count] of Object.entries(units)) before[sku] = (before[sku] ?? 0) + count;
          return capture;
        });
        expect(sumOf(captures)).toBe(one.total);
        expect(Math.min(...captures)).toBeGreaterThanOrEqual(0);
        const lines = sumOf(one.lines.map(({ total }) => total));
        expect(captures[0]!).toBeGreaterThanOrEqual(one.total - lines);
      }),
      { numRuns: 500 },
    );
  });

  test('take the shipping first', () => {
    const tea = {
      lines: [
        { sku: 'TEA', quantity: 3, total: 1000 },
        { sku: 'POT', quantity: 1, total: 4500 },
      ],
      total: 5990,
    };
    expect(captureOf(tea, {}, { TEA: 1 })).toBe(333 + 490);
    expect(captureOf(tea, { TEA: 1 }, { TEA: 2, POT: 1 })).toBe(667 + 4500);
  });
});
