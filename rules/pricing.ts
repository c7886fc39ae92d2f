/** What a cart costs. */
import { maxAmount } from './limits.ts';
import { lineTotal, sumOf } from './money.ts';
import { taxed, type TaxClass, type TaxZone } from './tax.ts';
import { discountOf, type Voucher } from './vouchers.ts';

/** Amounts are minor units of one currency throughout. */
export interface PriceInput {
  lines: LineToPrice[];
  zone: TaxZone;
  shippingMethod: ShippingPrice;
  /** One that `refusalOf` let pass; conditions are not looked at again. */
  voucher?: Voucher | null;
}

export interface LineToPrice {
  sku: string;
  /** With or without tax, as the zone has it. */
  unitPrice: number;
  quantity: number;
  taxClass: TaxClass;
  categoryId?: string | null;
}

export interface ShippingPrice {
  /** With or without tax, as the zone has it. */
  price: number;
  /** Shipping costs nothing when the goods cost this much after the discount; absent: never. */
  freeFrom?: number | null;
}

export interface PricedLine {
  sku: string;
  quantity: number;
  /** Units times price, before the discount. */
  gross: number;
  /** The line's part of the voucher's discount. */
  discount: number;
  /** Contained in `total` either way. */
  tax: number;
  /** What the customer pays for the line, with its tax. */
  total: number;
}

export interface Priced {
  lines: PricedLine[];
  /** What the lines cost before discount; without tax where it comes on top. */
  subtotal: number;
  /** What the voucher takes off the lines. */
  discount: number;
  shipping: number;
  /** What the voucher takes off the shipping: all or nothing. */
  shippingDiscount: number;
  shippingTax: number;
  /** All of it: the lines' and the shipping's. */
  tax: number;
  total: number;
  /** Whether a figure is above `maxAmount`: then none of them is to be used, for they may not be exact. */
  tooLarge: boolean;
}

/**
 * Prices a cart. In this order, so that every figure is rounded once and all of them add up:
 *
 * 1. A line's `gross` is its units times its price; `subtotal` is their sum. Nothing is rounded.
 * 2. The voucher's discount is worked out on the sum of the lines it is for: a percentage rounded to the nearest minor
 *    unit, a half up, and never more than that sum. It is split over these lines in proportion to `gross`, to the last
 *    minor unit (`allocate`).
 * 3. Shipping costs the method's price, or nothing from `freeFrom` on: `subtotal` less `discount` counts. A
 *    `FREE_SHIPPING` voucher takes all of it off.
 * 4. Taxes are those of the discounted prices: for each line and for the shipping on its own, rounded to the nearest
 *    minor unit, a half up. Where prices include tax it is what they contain, and `total` does not depend on it;
 *    elsewhere it is added.
 *
 * Always: `tax` = Σ `line.tax` + `shippingTax`; `discount` = Σ `line.discount`; and
 * - prices with tax: `total` = `subtotal` − `discount` + `shipping` − `shippingDiscount`;
 * - prices without: the same + `tax`.
 *
 * What of `total` is not some line's is the shipping, with its tax.
 *
 * @returns minor units, none negative; look at `tooLarge` first.
 * @example
 * const { total, tooLarge } = price({
 *   lines: [{ sku: 'TEA-1', unitPrice: 1999, quantity: 2, taxClass: 'REDUCED' }],
 *   zone: { pricesIncludeTax: true, rates, shippingTaxClass: 'STANDARD' },
 *   shippingMethod: { price: 490, freeFrom: 5000 },
 * });
 * // total 4488
 */
export function price(input: PriceInput): Priced {
  const { zone, shippingMethod, voucher } = input;
  const grossLines = input.lines.map((line) => ({
    ...line,
    gross: lineTotal(line.unitPrice, line.quantity),
  }));
  const discounts = voucher ? discountOf(voucher, grossLines) : grossLines.map(() => 0);
  const lines = grossLines.map(({ sku, quantity, gross, taxClass }, index) => {
    const discount = discounts[index]!;
    return { sku, quantity, gross, discount, ...taxed(gross - discount, taxClass, zone) };
  });
  const subtotal = sumOf(lines.map((line) => line.gross));
  const discount = sumOf(discounts);
  const shipping = shippingOf(shippingMethod, subtotal - discount);
  const shippingDiscount = voucher?.kind === 'FREE_SHIPPING' ? shipping : 0;
  const delivery = taxed(shipping - shippingDiscount, zone.shippingTaxClass, zone);
  const total = sumOf(lines.map((line) => line.total)) + delivery.total;
  return {
    lines,
    subtotal,
    discount,
    shipping,
    shippingDiscount,
    shippingTax: delivery.tax,
    tax: sumOf(lines.map((line) => line.tax)) + delivery.tax,
    total,
    tooLarge: Math.max(subtotal, shipping, total) > maxAmount,
  };
}

function shippingOf({ price, freeFrom }: ShippingPrice, goods: number): number {
  return typeof freeFrom === 'number' && goods >= freeFrom ? 0 : price;
}
