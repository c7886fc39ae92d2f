import { fault } from '../javascript/realm/halt.ts';
import { depthLimit } from '../javascript/realm/limits.ts';
import { bounded, spend, type Meter } from './meter.ts';

/**
 * What a template can hold: JSON, with maps as `Map` and lists as arrays, entries of maps, and spaces of functions. No
 * other object is ever reached.
 */
export type Value = null | boolean | number | string | Value[] | VelocityMap | Entry | Space;
export type VelocityMap = Map<string, Value>;

/** An entry of a map, as `entrySet()` yields it. */
export class Entry {
  readonly key: string;
  readonly value: Value;

  constructor(key: string, value: Value) {
    this.key = key;
    this.value = value;
  }
}

export type VelocityFunction = (...args: Value[]) => Value | undefined;

/** Functions by name, and spaces of further ones: `$util`, `$util.time`. */
export class Space {
  readonly members: ReadonlyMap<string, VelocityFunction | Space>;

  constructor(members: Readonly<Record<string, VelocityFunction | Space>>) {
    this.members = new Map(Object.entries(members));
  }
}

/** JSON as a template holds it. */
export function toValue(plain: unknown, meter: Meter): Value {
  spend(meter);
  if (plain === null || plain === undefined) return null;
  if (Array.isArray(plain)) return plain.map((each) => toValue(each, meter));
  if (typeof plain === 'object') {
    return new Map(Object.entries(plain).map(([name, each]) => [name, toValue(each, meter)]));
  }
  return typeof plain === 'string' || typeof plain === 'number' || typeof plain === 'boolean' ? plain : null;
}

/** A template's value as JSON. */
export function toPlain(value: Value, meter: Meter, depth = 0): unknown {
  spend(meter);
  if (depth > depthLimit) fault('A value is nested too deep.');
  if (Array.isArray(value)) return value.map((each) => toPlain(each, meter, depth + 1));
  if (value instanceof Map) {
    return Object.fromEntries([...value].map(([name, each]) => [name, toPlain(each, meter, depth + 1)]));
  }
  if (value instanceof Entry) return { [value.key]: toPlain(value.value, meter, depth + 1) };
  return value instanceof Space ? null : value;
}

/** A value as Java prints it: `{a=1, b=[x, y]}`. */
export function toText(value: Value, meter: Meter, depth = 0): string {
  spend(meter);
  if (depth > depthLimit) fault('A value is nested too deep.');
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) {
    return bounded(meter, `[${value.map((each) => toText(each, meter, depth + 1)).join(', ')}]`);
  }
  if (value instanceof Map) {
    const entries = [...value].map(([name, each]) => `${name}=${toText(each, meter, depth + 1)}`);
    return bounded(meter, `{${entries.join(', ')}}`);
  }
  if (value instanceof Entry) return `${value.key}=${toText(value.value, meter, depth + 1)}`;
  return value instanceof Space ? '' : String(value);
}

/** Java's `equals`. */
export function isEqual(left: Value, right: Value, meter: Meter, depth = 0): boolean {
  spend(meter);
  if (left === right) return true;
  if (depth > depthLimit) return fault('A value is nested too deep.');
  if (Array.isArray(left) && Array.isArray(right)) {
    return (
      left.length === right.length &&
      left.every((each, index) => isEqual(each, right[index]!, meter, depth + 1))
    );
  }
  if (left instanceof Map && right instanceof Map) {
    return (
      left.size === right.size &&
      [...left].every(([name, each]) => right.has(name) && isEqual(each, right.get(name)!, meter, depth + 1))
    );
  }
  return false;
}

/** Velocity's `==`: values of different kinds are the same when they are written alike. */
export function isAlike(left: Value, right: Value, meter: Meter): boolean {
  if (left === null || right === null) return left === right;
  if (typeof left === typeof right) return isEqual(left, right, meter);
  return toText(left, meter) === toText(right, meter);
}

/** Null and false are not true; all else is, the empty string as well. */
export const isTrue = (value: Value): boolean => value !== null && value !== false;
