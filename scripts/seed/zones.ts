import type { ZoneInput } from '../../client/index.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' });

const standard = { id: 'standard', name: 'Standard', minDays: 2, maxDays: 4 };
const express = { id: 'express', name: 'Express', minDays: 1, maxDays: 1 };

/** Where the demo shop sends to. Tax rates are those of late 2026; a shop of your own asks its tax adviser. */
export const seedZones: readonly ZoneInput[] = [
  {
    country: 'DE',
    pricesIncludeTax: true,
    taxRates: { standard: 1900, reduced: 700, superReduced: 700 },
    shippingMethods: [
      { ...standard, price: eur(490), freeFrom: eur(5000) },
      { ...express, price: eur(1290) },
    ],
  },
  {
    country: 'FR',
    pricesIncludeTax: true,
    taxRates: { standard: 2000, reduced: 550, superReduced: 210 },
    shippingMethods: [{ ...standard, price: eur(790), freeFrom: eur(8000) }],
  },
  {
    country: 'GB',
    pricesIncludeTax: true,
    taxRates: { standard: 2000, reduced: 500, superReduced: 0 },
    shippingMethods: [{ ...standard, price: eur(990) }],
  },
  {
    country: 'US',
    region: 'CA',
    pricesIncludeTax: false,
    taxRates: { standard: 725, reduced: 725, superReduced: 0 },
    shippingMethods: [{ ...standard, price: eur(1490) }],
  },
];
