import fc from 'fast-check';
import { expect, test } from 'vitest';
import { taxed, taxInGross, taxOfNet } from '../../rules/tax.ts';
import { amount, rate, taxClass, zone } from './carts.ts';
import { california, germany, japan, switzerland } from './zones.ts';

test('tax on top of a price', () => {
  // 19.99 × 7.25 % = 1.449275
  expect(taxed(1999, 'STANDARD', california)).toEqual({ tax: 145, total: 2144 });
  // 0.20 × 7.25 % = 0.0145; a half goes up: 2.00 × 7.25 % = 0.145
  expect([taxOfNet(20, 725), taxOfNet(200, 725)]).toEqual([1, 15]);
});

test('tax contained in a price', () => {
  // 19.99 × 19/119 = 3.19168
  expect(taxed(1999, 'STANDARD', germany)).toEqual({ tax: 319, total: 1999 });
  // 9.95 × 7/107 = 0.65093
  expect(taxed(995, 'REDUCED', germany)).toEqual({ tax: 65, total: 995 });
  // 100.00 × 8.1/108.1 = 7.49306
  expect(taxed(10_000, 'STANDARD', switzerland)).toEqual({ tax: 749, total: 10_000 });
  // ¥1,080 × 8/108 = ¥80; ¥998 × 10/110 = ¥90.727
  expect([taxed(1080, 'REDUCED', japan).tax, taxed(998, 'STANDARD', japan).tax]).toEqual([80, 91]);
});

test('the tax in a gross price is the tax of what is left, to within the rounding of either', () => {
  fc.assert(
    fc.property(amount, rate, (gross, points) => {
      const tax = taxInGross(gross, points);
      expect(tax).toBeGreaterThanOrEqual(0);
      expect(tax).toBeLessThanOrEqual(gross);
      expect(Math.abs(taxOfNet(gross - tax, points) - tax)).toBeLessThanOrEqual(1);
    }),
  );
});

test('a tax added can be found again', () => {
  fc.assert(
    fc.property(amount, rate, (net, points) => {
      const gross = net + taxOfNet(net, points);
      fc.pre(gross <= 2_000_000_000);
      expect(taxInGross(gross, points)).toBe(gross - net);
    }),
  );
});

test('a class of rate 0 is free of tax, and prices that include tax stay what they are', () => {
  fc.assert(
    fc.property(amount, zone, taxClass, (price, where, kind) => {
      expect(taxed(price, 'ZERO', where)).toEqual({ tax: 0, total: price });
      const { tax, total } = taxed(price, kind, where);
      expect(total).toBe(where.pricesIncludeTax ? price : price + tax);
    }),
  );
});
