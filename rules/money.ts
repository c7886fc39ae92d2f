/**
 * Money is an integer of minor units. Times a number of units it stays one, so sums are never rounded; what has to be
 * rounded (a tax, a percentage, a part) is rounded in `shares.ts` and nowhere else.
 */

import { maxAmount } from './limits.ts';

export interface Amount {
  /** Minor units: 1999 is 19.99 in a currency with cents. */
  amount: number;
  /** ISO 4217. */
  currency: string;
}

/** Currencies of ISO 4217 whose minor unit is not a hundredth. */
const exponents: Record<string, number> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  UYI: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
};

/**
 * Digits behind the decimal point of a currency.
 *
 * @example
 * minorUnitDigits('EUR') // 2
 * minorUnitDigits('JPY') // 0
 */
export function minorUnitDigits(currency: string): number {
  return exponents[currency] ?? 2;
}

/** Whether a value is a whole, safe number of minor units. */
export function isAmount(value: number): boolean {
  return value === Math.floor(value) && value >= 0 && value <= maxAmount;
}

/**
 * What a line costs, in minor units.
 *
 * @example
 * lineTotal(1999, 3) // 5997
 */
export function lineTotal(unitPrice: number, quantity: number): number {
  return unitPrice * quantity;
}

/** What lines add up to, in minor units. */
export function sumOf(amounts: number[]): number {
  return amounts.reduce((sum, amount) => sum + amount, 0);
}
