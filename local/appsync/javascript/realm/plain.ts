import { depthLimit, sizeLimit } from './limits.ts';
import { fault } from './halt.ts';
import { refill, type Meter } from './meter.ts';

/** The copy under way: one at a time, since evaluations are synchronous. Functions made per call would cost more. */
let meter: Meter = { left: 0, rest: 0, until: 0, begun: 0 };
let size = 0;

/**
 * Copies a value of the realm as plain JSON of the host: functions and undefined are dropped (null in arrays),
 * numbers that JSON lacks become null. Charged node by node, so that a value of shared parts cannot blow up.
 */
export function toPlain(value: unknown, budget: Meter): unknown {
  meter = budget;
  size = 0;
  return copy(value, 0);
}

function grow(by: number): void {
  size += by;
  if (size > sizeLimit) fault('The evaluated object exceeds the limit of 5 MB.');
  if ((meter.left -= 1 + (by >>> 6)) < 0) refill(meter);
}

function copy(from: unknown, depth: number): unknown {
  switch (typeof from) {
    case 'string':
      grow(from.length + 3);
      return from;
    case 'number':
      grow(8);
      return Number.isFinite(from) ? from : null;
    case 'boolean':
      return from;
    case 'object':
      if (from === null) return null;
      if (depth > depthLimit) fault('The value is nested too deeply, or contains itself.');
      return Array.isArray(from) ? copyArray(from, depth) : copyObject(from, depth);
    default:
      return undefined;
  }
}

function copyArray(from: readonly unknown[], depth: number): unknown[] {
  grow(2 + from.length);
  const array: unknown[] = [];
  for (let index = 0; index < from.length; index++) array.push(copy(from[index], depth + 1) ?? null);
  return array;
}

function copyObject(from: object, depth: number): object {
  grow(2);
  const object: Record<string, unknown> = {};
  // Nothing that a value inherits is enumerable, here or in the realm; a list of names would cost as much as the copy.
  for (const name in from) {
    const member = copy((from as Record<string, unknown>)[name], depth + 1);
    if (member === undefined) continue;
    grow(name.length + 4);
    if (name === '__proto__')
      Object.defineProperty(object, name, {
        value: member,
        enumerable: true,
        writable: true,
        configurable: true,
      });
    else object[name] = member;
  }
  return object;
}
