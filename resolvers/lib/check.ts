import { util } from '@aws-appsync/utils';
import { CurrencyMismatch, InvalidInput, InvalidQuantity } from '../../rules/errors.ts';
import {
  countryPattern,
  handlePattern,
  idPattern,
  maxAmount,
  maxHandleLength,
  maxPageSize,
  maxQuantity,
  phonePattern,
  skuPattern,
  voucherCodePattern,
} from '../../rules/limits.ts';
import type { Amount } from '../../rules/money.ts';
import { isAmount } from '../../rules/money.ts';
import { fail } from './fail.ts';
import { atTime } from './time.ts';

/** Refuses a field's value with `InvalidInput` and the field's name. */
export function refuse(field: string, message: string): never {
  return fail(InvalidInput, { field }, `${field}: ${message}`);
}

/** A text, trimmed, of `min` to `max` characters. */
export function checkText(field: string, value: string, min: number, max: number): string {
  const text = value.trim();
  if (text.length < min || text.length > max) refuse(field, `must have ${min} to ${max} characters`);
  return text;
}

/** A text that may be absent; absent and blank both yield null. */
export function checkOptionalText(
  field: string,
  value: string | null | undefined,
  max: number,
): string | null {
  if (value === null || value === undefined) return null;
  const text = checkText(field, value, 0, max);
  return text === '' ? null : text;
}

/** Whether an optional input is there. An empty text is: it is checked, not passed over. */
export function isGiven<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined;
}

/** A value that must match a whole pattern of `rules/limits.ts`. */
export function checkPattern(field: string, value: string, pattern: string, wording: string): string {
  if (!util.matches(pattern, value)) refuse(field, wording);
  return value;
}

/** An id that the shop itself made. Keeps `#`, which separates the parts of a key, out of keys. */
export function checkId(field: string, value: string): string {
  return checkPattern(field, value, idPattern, 'is not an id');
}

/** A stock keeping unit. */
export function checkSku(field: string, value: string): string {
  return checkPattern(field, value, skuPattern, 'must be 1 to 64 letters, digits and . _ -');
}

/** A country by its code. */
export function checkCountry(field: string, value: string): string {
  return checkPattern(field, value, countryPattern, 'must be two capital letters (ISO 3166-1)');
}

/** A telephone number in international form, without the spaces and hyphens that people write into it. */
export function checkPhone(field: string, value: string): string {
  const phone = value.split(' ').join('').split('-').join('');
  return checkPattern(field, phone, phonePattern, 'must be in international form, e.g. +4930123456');
}

/** A handle: lower-case words in an address, e.g. what a product's page is called. */
export function checkHandle(field: string, handle: string, max = maxHandleLength): string {
  checkText(field, handle, 1, max);
  return checkPattern(
    field,
    handle,
    handlePattern,
    'must be lower-case letters and digits, joined by hyphens',
  );
}

/** A voucher's code; customers may type it in small letters. */
export function checkVoucherCode(field: string, value: string): string {
  const code = value.trim().toUpperCase();
  return checkPattern(field, code, voucherCodePattern, 'must be 2 to 40 letters, digits and hyphens');
}

/** A moment, in the one form that sorts as text. */
export function checkTime(field: string, value: string): string {
  const at = util.time.parseISO8601ToEpochMilliSeconds(value);
  if (!at) refuse(field, 'must be a date and time of ISO 8601');
  return atTime(at);
}

/** Units of a line. */
export function checkQuantity(quantity: number): number {
  if (quantity < 1 || quantity > maxQuantity) fail(InvalidQuantity, { quantity, max: maxQuantity });
  return quantity;
}

/** A whole number within bounds. */
export function checkWithin(field: string, value: number, min: number, max: number): number {
  if (value < min || value > max) refuse(field, `must be between ${min} and ${max}`);
  return value;
}

/** An amount in the shop's currency; its minor units. */
export function checkMoney(field: string, money: Amount, currency: string): number {
  if (money.currency !== currency) fail(CurrencyMismatch, { field, currency });
  if (!isAmount(money.amount)) refuse(field, `must be 0 to ${maxAmount} minor units`);
  return money.amount;
}

/** A page's size. */
export function checkLimit(limit: number | null | undefined, fallback: number): number {
  return checkWithin('limit', limit ?? fallback, 1, maxPageSize);
}

/** A postal address as a client sends it. */
export interface AddressLike {
  name: string;
  line1: string;
  line2?: string | null;
  city: string;
  region?: string | null;
  postalCode: string;
  country: string;
  phone?: string | null;
}

/** A postal address, each part within its length. Absent parts are left out, as the table stores no nulls. */
export function checkAddress(field: string, address: AddressLike) {
  return withoutNulls({
    name: checkText(`${field}.name`, address.name, 1, 100),
    line1: checkText(`${field}.line1`, address.line1, 1, 200),
    line2: checkOptionalText(`${field}.line2`, address.line2, 200),
    city: checkText(`${field}.city`, address.city, 1, 100),
    region: checkOptionalText(`${field}.region`, address.region, 100),
    postalCode: checkText(`${field}.postalCode`, address.postalCode, 1, 20),
    country: checkCountry(`${field}.country`, address.country),
    phone: checkOptionalText(`${field}.phone`, address.phone, 30),
  });
}

/** The object without its null and undefined members: DynamoDB items leave absent attributes out. */
export function withoutNulls<T extends object>(value: T): { [K in keyof T]: NonNullable<T[K]> } {
  const result: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) {
    if (member !== null && member !== undefined) result[key] = member;
  }
  return result as { [K in keyof T]: NonNullable<T[K]> };
}
