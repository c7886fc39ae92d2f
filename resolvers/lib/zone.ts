import type { ZoneItem } from '../generated/model.ts';
import type { ShippingMethod, Zone } from '../generated/schema.ts';

/** The region that stands for a whole country. */
export const wholeCountry = '*';

export function toShippingMethods(zone: ZoneItem): ShippingMethod[] {
  const money = (amount: number) => ({ amount, currency: zone.currency });
  return zone.shippingMethods.map((method) => ({
    id: method.id,
    name: method.name,
    price: money(method.price),
    freeFrom: typeof method.freeFrom === 'number' ? money(method.freeFrom) : null,
    minDays: method.minDays ?? null,
    maxDays: method.maxDays ?? null,
  }));
}

export function toZone(zone: ZoneItem): Zone {
  return {
    country: zone.country,
    region: zone.region === wholeCountry ? null : zone.region,
    pricesIncludeTax: zone.pricesIncludeTax,
    taxRates: {
      standard: zone.taxRates.STANDARD,
      reduced: zone.taxRates.REDUCED,
      superReduced: zone.taxRates.SUPER_REDUCED,
    },
    shippingTaxClass: zone.shippingTaxClass,
    shippingMethods: toShippingMethods(zone),
    version: zone.version,
  };
}
