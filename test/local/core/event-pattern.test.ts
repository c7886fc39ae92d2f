import { describe, expect, it } from 'vitest';
import { compileEventPattern } from '../../../local/core/event-pattern.ts';

const matches = (pattern: unknown, event: unknown) => compileEventPattern(pattern)(event);

describe('an event pattern', () => {
  it.each<[unknown, unknown, boolean]>([
    [{ a: ['x'] }, { a: 'x', b: 1 }, true],
    [{ a: ['x', 'y'] }, { a: 'y' }, true],
    [{ a: ['x'] }, {}, false],
    [{ a: [1] }, { a: '1' }, false],
    [{ a: [null] }, { a: null }, true],
    [{ a: ['x'] }, { a: ['z', 'x'] }, true],
    [{ a: { b: ['x'] } }, { a: { b: 'x' } }, true],
    [{ a: { b: ['x'] } }, { a: [{ b: 'y' }, { b: 'x' }] }, true],
    [{ a: { b: [{ exists: false }] } }, {}, true],
    [{ a: [{ exists: true }] }, { a: null }, true],
    [{ a: [{ exists: false }] }, { a: 1 }, false],
    [{ a: [{ prefix: 'ord' }] }, { a: 'order' }, true],
    [{ a: [{ prefix: { 'equals-ignore-case': 'ORD' } }] }, { a: 'Order' }, true],
    [{ a: [{ suffix: '.png' }] }, { a: 'a.png' }, true],
    [{ a: [{ 'equals-ignore-case': 'ABC' }] }, { a: 'abc' }, true],
    [{ a: [{ 'anything-but': ['x', 'y'] }] }, { a: 'z' }, true],
    [{ a: [{ 'anything-but': 'x' }] }, { a: 'x' }, false],
    [{ a: [{ 'anything-but': 'x' }] }, {}, false],
    [{ a: [{ 'anything-but': { prefix: 'x' } }] }, { a: 'xy' }, false],
    [{ a: [{ numeric: ['>', 0, '<=', 5] }] }, { a: 5 }, true],
    [{ a: [{ numeric: ['>', 0] }] }, { a: '5' }, false],
    [{ a: [{ wildcard: 'a*c\\*' }] }, { a: 'abbc*' }, true],
    [{ a: [{ cidr: '10.0.0.0/24' }] }, { a: '10.0.0.9' }, true],
    [{ $or: [{ a: [1] }, { b: [2] }] }, { b: 2 }, true],
    [{ $or: [{ a: [1] }, { b: [2] }], c: [3] }, { b: 2 }, false],
  ])('%j of %j: %s', (pattern, event, expected) => {
    expect(matches(pattern, event)).toBe(expected);
  });

  it.each<[unknown, string]>([
    [{ a: 'x' }, 'Event pattern at a must be an object'],
    [{ a: [] }, 'Event pattern at a must not be an empty array'],
    [
      { a: { b: [{ like: 'x' }] } },
      'Event pattern at a.b has an unknown or malformed operator: {"like":"x"}',
    ],
    [{ a: [{ numeric: ['>'] }] }, 'Event pattern at a: numeric needs pairs of a comparison and a number'],
  ])('%j is refused', (pattern, message) => {
    expect(() => compileEventPattern(pattern)).toThrow(message);
  });
});
