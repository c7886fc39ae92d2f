import { fault } from '../realm/halt.ts';

/** A string argument of a utility, or the fault of the handler for anything else. */
export function stringArgument(utility: string, value: unknown): string {
  return typeof value === 'string' ? value : fault(`${utility}: expected a string`);
}

/** A number argument of a utility. */
export function numberArgument(utility: string, value: unknown): number {
  return typeof value === 'number' ? value : fault(`${utility}: expected a number`);
}

/** An object argument of a utility; arrays are none. */
export function objectArgument(utility: string, value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : fault(`${utility}: expected an object`);
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
