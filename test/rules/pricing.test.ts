import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maxAmount, maxCartLines, maxQuantity } from '../../rules/limits.ts';
import { sumOf } from '../../rules/money.ts';
import { price, type Priced } from '../../rules/pricing.ts';
import type { Voucher } from '../../rules/vouchers.ts';
import { cart } from './carts.ts';
import { california, germany, japan, switzerland } from './zones.ts';

const voucher = (kind: Partial<Voucher>): Voucher => ({
  code: 'V',
  kind: 'FIXED',
  uses: 0,
  active: true,
  ...kind,
});

describe('worked out by hand', () => {
  test('Germany: prices with 19 % and 7 %', () => {
    expect(
      price({
        lines: [
          { sku: 'MUG', unitPrice: 1999, quantity: 2, taxClass: 'STANDARD' },
          { sku: 'BOOK', unitPrice: 995, quantity: 1, taxClass: 'REDUCED' },
        ],
        zone: germany,
        shippingMethod: { price: 490, freeFrom: 5000 },
        voucher: voucher({ kind: 'PERCENTAGE', rate: 1000 }),
      }),
    ).toEqual({
      lines: [
        // 10 % of 49.93 is 4.99; 3998/4993 of it 3.9956; 35.98 × 19/119 = 5.7447
        { sku: 'MUG', quantity: 2, gross: 3998, discount: 400, tax: 574, total: 3598 },
        // 995/4993 of 4.99 is 0.9944; 8.96 × 7/107 = 0.5862
        { sku: 'BOOK', quantity: 1, gross: 995, discount: 99, tax: 59, total: 896 },
      ],
      subtotal: 4993,
      discount: 499,
      shipping: 490,
      shippingDiscount: 0,
      // 4.90 × 19/119 = 0.7824
      shippingTax: 78,
      tax: 711,
      total: 4984,
      tooLarge: false,
    });
  });

  test('California: 7.25 % on top, none on shipping', () => {
    expect(
      price({
        lines: [
          { sku: 'MUG', unitPrice: 1999, quantity: 3, taxClass: 'STANDARD', categoryId: 'home' },
          { sku: 'BREAD', unitPrice: 450, quantity: 2, taxClass: 'ZERO', categoryId: 'food' },
        ],
        zone: california,
        shippingMethod: { price: 599 },
        voucher: voucher({ amount: 1000, categoryIds: ['home'] }),
      }),
    ).toEqual({
      lines: [
        // 49.97 × 7.25 % = 3.622825
        { sku: 'MUG', quantity: 3, gross: 5997, discount: 1000, tax: 362, total: 5359 },
        { sku: 'BREAD', quantity: 2, gross: 900, discount: 0, tax: 0, total: 900 },
      ],
      subtotal: 6897,
      discount: 1000,
      shipping: 599,
      shippingDiscount: 0,
      shippingTax: 0,
      tax: 362,
      total: 6858,
      tooLarge: false,
    });
  });

  test('Japan: whole yen, free shipping by voucher', () => {
    expect(
      price({
        lines: [
          { sku: 'TEA', unitPrice: 1080, quantity: 1, taxClass: 'REDUCED' },
          { sku: 'POT', unitPrice: 4998, quantity: 1, taxClass: 'STANDARD' },
        ],
        zone: japan,
        shippingMethod: { price: 550 },
        voucher: voucher({ kind: 'FREE_SHIPPING' }),
      }),
    ).toEqual({
      lines: [
        { sku: 'TEA', quantity: 1, gross: 1080, discount: 0, tax: 80, total: 1080 },
        // 4998 × 10/110 = 454.36
        { sku: 'POT', quantity: 1, gross: 4998, discount: 0, tax: 454, total: 4998 },
      ],
      subtotal: 6078,
      discount: 0,
      shipping: 550,
      shippingDiscount: 550,
      shippingTax: 0,
      tax: 534,
      total: 6078,
      tooLarge: false,
    });
  });

  test('Switzerland: prices with 8.1 % and 2.6 %, shipping free from 50.00', () => {
    expect(
      price({
        lines: [
          { sku: 'KNIFE', unitPrice: 3490, quantity: 1, taxClass: 'STANDARD' },
          { sku: 'CHOCOLATE', unitPrice: 395, quantity: 4, taxClass: 'REDUCED' },
        ],
        zone: switzerland,
        shippingMethod: { price: 900, freeFrom: 5000 },
      }),
    ).toEqual({
      lines: [
        // 34.90 × 8.1/108.1 = 2.61508
        { sku: 'KNIFE', quantity: 1, gross: 3490, discount: 0, tax: 262, total: 3490 },
        // 15.80 × 2.6/102.6 = 0.40039
        { sku: 'CHOCOLATE', quantity: 4, gross: 1580, discount: 0, tax: 40, total: 1580 },
      ],
      subtotal: 5070,
      discount: 0,
      shipping: 0,
      shippingDiscount: 0,
      shippingTax: 0,
      tax: 302,
      total: 5070,
      tooLarge: false,
    });
  });
});

test('shipping is free from what the goods cost after the discount', () => {
  const shippingOf = (amount: number) =>
    price({
      lines: [{ sku: 'MUG', unitPrice: 5500, quantity: 1, taxClass: 'STANDARD' }],
      zone: germany,
      shippingMethod: { price: 490, freeFrom: 5000 },
      voucher: voucher({ amount }),
    }).shipping;
  expect([shippingOf(500), shippingOf(501)]).toEqual([0, 490]);
});

test('an empty cart costs its shipping', () => {
  const { lines, total } = price({ lines: [], zone: california, shippingMethod: { price: 599 } });
  expect({ lines, total }).toEqual({ lines: [], total: 599 });
});

/** Every figure of a priced cart. */
function figuresOf({ lines, tooLarge: _, ...figures }: Priced): number[] {
  const ofLines = lines.flatMap(({ gross, discount, tax, total }) => [gross, discount, tax, total]);
  return [...Object.values(figures), ...ofLines];
}

describe('any cart', () => {
  test('adds up', () => {
    let affordable = 0;
    fc.assert(
      fc.property(cart, (input) => {
        const priced = price(input);
        if (priced.tooLarge) return;
        affordable++;
        const { lines, subtotal, discount, shipping, shippingDiscount, shippingTax, tax, total } = priced;
        const onTop = input.zone.pricesIncludeTax ? 0 : 1;
        const delivery = shipping - shippingDiscount + onTop * shippingTax;
        expect(sumOf(lines.map((line) => line.gross))).toBe(subtotal);
        expect(sumOf(lines.map((line) => line.discount))).toBe(discount);
        expect(sumOf(lines.map((line) => line.tax)) + shippingTax).toBe(tax);
        expect(sumOf(lines.map((line) => line.total)) + delivery).toBe(total);
        expect(subtotal - discount + shipping - shippingDiscount + onTop * tax).toBe(total);
        for (const line of lines) expect(line.gross - line.discount + onTop * line.tax).toBe(line.total);
      }),
      { numRuns: 1000 },
    );
    expect(affordable).toBeGreaterThan(200);
  });

  test('has nothing negative, nothing broken and nothing above the limit', () => {
    fc.assert(
      fc.property(cart, (input) => {
        const priced = price(input);
        if (priced.tooLarge) return;
        const sound = (figure: number) => Number.isInteger(figure) && figure >= 0 && figure <= maxAmount;
        expect(figuresOf(priced).filter((figure) => !sound(figure))).toEqual([]);
        expect(priced.lines.filter(({ tax, total }) => tax > total)).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  test('costs no more with a voucher, unless that costs it the free shipping', () => {
    fc.assert(
      fc.property(cart, ({ voucher: some, ...input }) => {
        const shippingMethod = { ...input.shippingMethod, freeFrom: null };
        const full = price({ ...input, shippingMethod });
        fc.pre(!full.tooLarge);
        expect(price({ ...input, shippingMethod, voucher: some }).total).toBeLessThanOrEqual(full.total);
      }),
    );
  });
});

describe('too large', () => {
  const one = { sku: 'A', quantity: 1, taxClass: 'STANDARD' as const };
  const free = { price: 0 };

  test.each([
    ['the total', [{ ...one, unitPrice: maxAmount }], germany, { price: 1 }, true],
    ['the tax on top', [{ ...one, unitPrice: maxAmount }], california, free, true],
    [
      'the sum of the lines',
      [one, one].map((line) => ({ ...line, unitPrice: maxAmount })),
      germany,
      free,
      true,
    ],
    ['nothing', [{ ...one, unitPrice: maxAmount }], germany, free, false],
  ])('%s', (_, lines, zone, shippingMethod, told) => {
    expect(price({ lines, zone, shippingMethod }).tooLarge).toBe(told);
  });

  test('is told of the fullest cart at the highest prices, and also of one that a voucher makes free', () => {
    const lines = Array.from({ length: maxCartLines }, () => ({
      ...one,
      unitPrice: maxAmount,
      quantity: maxQuantity,
    }));
    for (const kind of [{ amount: maxAmount }, { kind: 'PERCENTAGE' as const, rate: 10_000 }])
      expect(price({ lines, zone: germany, shippingMethod: free, voucher: voucher(kind) }).tooLarge).toBe(
        true,
      );
  });
});
