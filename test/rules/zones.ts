/** Zones with the rates that hold in 2025, for examples worked out by hand. */
import type { TaxZone } from '../../rules/tax.ts';

/** § 12 UStG: 19 %, and 7 % for books and most food. */
export const germany: TaxZone = {
  pricesIncludeTax: true,
  rates: { STANDARD: 1900, REDUCED: 700, SUPER_REDUCED: 0, ZERO: 0 },
  shippingTaxClass: 'STANDARD',
};

/** California's statewide rate; shipping that is charged on its own is not taxed. */
export const california: TaxZone = {
  pricesIncludeTax: false,
  rates: { STANDARD: 725, REDUCED: 0, SUPER_REDUCED: 0, ZERO: 0 },
  shippingTaxClass: 'ZERO',
};

/** Consumption tax: 10 %, and 8 % for food. */
export const japan: TaxZone = {
  pricesIncludeTax: true,
  rates: { STANDARD: 1000, REDUCED: 800, SUPER_REDUCED: 0, ZERO: 0 },
  shippingTaxClass: 'STANDARD',
};

/** Art. 25 MWSTG: 8.1 %, and 2.6 % for food, books and medicine. */
export const switzerland: TaxZone = {
  pricesIncludeTax: true,
  rates: { STANDARD: 810, REDUCED: 260, SUPER_REDUCED: 0, ZERO: 0 },
  shippingTaxClass: 'STANDARD',
};
