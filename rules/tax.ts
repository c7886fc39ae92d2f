/** Taxes on goods and shipping. A tax is rounded once for each line and once for the shipping, never on a sum. */
import { atRate, basisPoints, share } from './shares.ts';

/** What kind of goods something is to the tax office; each zone has its own rate for it. */
export type TaxClass = 'STANDARD' | 'REDUCED' | 'SUPER_REDUCED' | 'ZERO';

/** Where an order goes, as far as its taxes are concerned. */
export interface TaxZone {
  /** Whether prices contain the tax, as in Europe, or it comes on top, as in the United States. */
  pricesIncludeTax: boolean;
  /** Basis points for each class: 1900 are 19 %. */
  rates: Record<TaxClass, number>;
  /** The class of shipping. */
  shippingTaxClass: TaxClass;
}

/**
 * The tax that comes on top of a net amount, rounded: a half goes up.
 *
 * @param rate - basis points.
 * @example
 * taxOfNet(1999, 725) // 145, from 144.9275
 */
export function taxOfNet(net: number, rate: number): number {
  return atRate(net, rate);
}

/**
 * The tax that a gross amount contains, rounded: a half goes up.
 *
 * @param rate - basis points.
 * @example
 * taxInGross(1999, 1900) // 319, from 319.168…
 */
export function taxInGross(gross: number, rate: number): number {
  return share(gross, rate, basisPoints + rate);
}

/**
 * The tax of a price in a zone, and what there is to pay for it with the tax.
 *
 * @param price - minor units, with or without tax as the zone has it.
 * @example
 * taxed(1999, 'STANDARD', germany) // { tax: 319, total: 1999 }
 * taxed(1999, 'STANDARD', california) // { tax: 145, total: 2144 }
 */
export function taxed(price: number, taxClass: TaxClass, zone: TaxZone): { tax: number; total: number } {
  const rate = zone.rates[taxClass];
  if (zone.pricesIncludeTax) return { tax: taxInGross(price, rate), total: price };
  const tax = taxOfNet(price, rate);
  return { tax, total: price + tax };
}
