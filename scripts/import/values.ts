import { isAmount, minorUnitDigits, type Amount } from '../../rules/money.ts';
import { maxStock } from '../../rules/limits.ts';
import { BadValue } from './row.ts';

/**
 * A price as people write it, in minor units, without ever passing through a floating-point number.
 *
 * @throws BadValue for anything but a plain decimal with no more digits than the currency has.
 * @example
 * price('19.9', 'EUR') // { amount: 1990, currency: 'EUR' }
 * price('1200', 'JPY') // { amount: 1200, currency: 'JPY' }
 */
export function price(text: string, currency: string): Amount {
  const digits = minorUnitDigits(currency);
  const match = /^(\d+)(?:\.(\d+))?$/.exec(text.trim());
  if (!match) throw new BadValue(`“${text}” is not a price.`);
  // Exports write more zeros than a currency has digits ("1200.00" yen); those are dropped, other digits are not.
  const fraction = (match[2] ?? '').replace(/0+$/, '');
  if (fraction.length > digits) {
    throw new BadValue(`“${text}” has more than the ${digits} decimal places of ${currency}.`);
  }
  const amount = Number(`${match[1]}${fraction.padEnd(digits, '0')}`);
  if (!isAmount(amount)) throw new BadValue(`“${text}” is more than a price can be.`);
  return { amount, currency };
}

/**
 * Units in stock. Shops that sell on back-order export negative numbers: nothing is there, so that is 0.
 *
 * @throws BadValue for anything but a whole number, 1,000,000 at most.
 */
export function stock(text: string): number {
  const units = text.trim() === '' ? 0 : Number(text);
  if (!Number.isInteger(units)) throw new BadValue(`“${text}” is not a number of units.`);
  if (units > maxStock) throw new BadValue(`${units} units are more than ${maxStock}.`);
  return Math.max(0, units);
}

/**
 * A weight in whole grams; nothing for none, or for the 0 that exports write when nobody weighed.
 *
 * @throws BadValue for anything but a number.
 */
export function grams(text: string): number | undefined {
  const weight = Math.round(Number(text));
  if (!Number.isFinite(weight) || weight < 0) throw new BadValue(`“${text}” is not a weight.`);
  return weight || undefined;
}

/** Text that must be there. @throws BadValue naming the column. */
export function required(text: string | undefined, column: string): string {
  const value = text?.trim();
  if (!value) throw new BadValue(`${column} is missing.`);
  return value;
}
