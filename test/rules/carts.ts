/** Carts, vouchers and zones at random, from the ordinary to the extreme. */
import fc from 'fast-check';
import { maxAmount, maxCartLines, maxQuantity } from '../../rules/limits.ts';
import type { LineToPrice, PriceInput } from '../../rules/pricing.ts';
import type { TaxClass, TaxZone } from '../../rules/tax.ts';
import type { Voucher } from '../../rules/vouchers.ts';

/** Small amounts, where rounding shows, and the largest, where numbers end, as often as others. */
export const amount = fc.oneof(
  fc.integer({ min: 0, max: 20 }),
  fc.integer({ min: 0, max: 100_000 }),
  fc.integer({ min: 0, max: maxAmount }),
  fc.integer({ min: maxAmount - 1000, max: maxAmount }),
);
export const quantity = fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: maxQuantity }));
/** Basis points, to 100 %. */
export const rate = fc.oneof(
  fc.constantFrom(0, 250, 260, 700, 725, 810, 1000, 1900, 2700, 10_000),
  fc.integer({ min: 0, max: 10_000 }),
);
export const taxClass = fc.constantFrom<TaxClass[]>('STANDARD', 'REDUCED', 'SUPER_REDUCED', 'ZERO');
const categoryId = fc.constantFrom('books', 'tea', 'toys', null);

const rates = fc.record({ STANDARD: rate, REDUCED: rate, SUPER_REDUCED: rate, ZERO: fc.constant(0) });
export const zone: fc.Arbitrary<TaxZone> = fc.record({
  pricesIncludeTax: fc.boolean(),
  rates,
  shippingTaxClass: taxClass,
});

const kinds = fc.oneof(
  fc.record({ kind: fc.constant('FIXED' as const), amount }),
  fc.record({ kind: fc.constant('PERCENTAGE' as const), rate }),
  fc.record({ kind: fc.constant('FREE_SHIPPING' as const) }),
);
export const voucher: fc.Arbitrary<Voucher> = fc
  .tuple(kinds, fc.subarray(['books', 'tea', 'toys']))
  .map(([kind, categoryIds]) => ({ code: 'V', uses: 0, active: true, ...kind, categoryIds }));

const line = fc.record({ quantity, taxClass, categoryId, unitPrice: amount });

/** 1 to 49 lines. Half of the carts cost what one can pay: only those say how figures add up. */
export const lines: fc.Arbitrary<LineToPrice[]> = fc
  .tuple(fc.array(line, { minLength: 1, maxLength: maxCartLines, size: 'max' }), fc.boolean())
  .map(([some, affordable]) =>
    some.map((one, index) => {
      const most = Math.floor(maxAmount / 2 / some.length / one.quantity);
      const unitPrice = affordable ? one.unitPrice % (most + 1) : one.unitPrice;
      return { ...one, unitPrice, sku: `SKU-${index}` };
    }),
  );

export const cart: fc.Arbitrary<PriceInput> = fc.record({
  lines,
  zone,
  shippingMethod: fc.record({
    price: fc.oneof(fc.integer({ min: 0, max: 2000 }), amount),
    freeFrom: fc.option(amount),
  }),
  voucher: fc.option(voucher, { freq: 4 }),
});

/** Units one after another, in parts of random sizes that add up to `whole`. */
export function partsOf(whole: number): fc.Arbitrary<number[]> {
  return fc.uniqueArray(fc.integer({ min: 0, max: whole }), { maxLength: 8 }).map((cuts) => {
    const ends = [...cuts.sort((a, b) => a - b), whole];
    return ends.map((end, index) => end - (ends[index - 1] ?? 0));
  });
}
