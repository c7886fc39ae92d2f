/** A JSON value. What flows between states is nothing else. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json;
}

/** True for a JSON object: neither an array nor null. */
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** True for a whole number that is not below another. */
export const isCount = (value: unknown, least: number): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= least;

/** The bytes that a value takes as JSON text in UTF-8. */
export const sizeOf = (value: Json): number => Buffer.byteLength(JSON.stringify(value) ?? '');

/** `null`, `boolean`, `number`, `string`, `array` or `object`. */
export function kindOf(value: Json): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/**
 * Reads JSON text.
 *
 * @returns undefined for text that is none
 */
export function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
