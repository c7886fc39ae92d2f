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
    [{ 'a.b': ['x'] }, { a: { b: 'x' } }, true],
    [{ a: { b: ['x'] } }, { 'a.b': 'x' }, true],
    [{ a: [{ exists: true }] }, { a: [] }, false],
    [{ a: [{ exists: true }] }, { a: { b: 1 } }, false],
    [
      { a: { b: ['x'], c: ['y'] } },
      {
        a: [
          { b: 'x', c: 'z' },
          { b: 'z', c: 'y' },
        ],
      },
      false,
    ],
    [{ a: { b: ['x'], c: ['y'] } }, { a: [{ b: 'z' }, { b: 'x', c: 'y' }] }, true],
    [{ a: ['x'], b: ['y'] }, { a: ['z', 'x'], b: ['y', 'z'] }, true],
    [{ a: [{ 'anything-but': ['x'] }] }, { a: null }, true],
    [{ a: [{ 'anything-but': [1, 2] }] }, { a: 3 }, true],
    [{ a: [{ 'anything-but': { suffix: ['.png', '.jpg'] } }] }, { a: 'a.jpg' }, false],
    [{ a: [{ 'anything-but': { 'equals-ignore-case': 'X' } }] }, { a: 'x' }, false],
    [{ a: [{ 'anything-but': { wildcard: '*/lib/*' } }] }, { a: '/usr/lib/x' }, false],
    [{ a: [{ 'anything-but': { prefix: 'x' } }] }, { a: 12 }, true],
    [{ a: [{ suffix: { 'equals-ignore-case': '.PNG' } }] }, { a: 'a.png' }, true],
    [{ a: [{ cidr: '2001:db8::/32' }] }, { a: '2001:db8::1' }, true],
    [{ a: [{ exactly: 'x' }] }, { a: 'x' }, true],
    [{ a: [300] }, { a: 3e2 }, true],
    [{ a: { $or: [{ b: [1] }, { c: [2], $or: [{ d: [3] }, { e: [4] }] }] } }, { a: { c: 2, e: 4 } }, true],
    [{ $or: [{ a: [1] }, { b: [2] }], c: [3] }, { b: 2 }, false],
  ])('%j of %j: %s', (pattern, event, expected) => {
    expect(matches(pattern, event)).toBe(expected);
  });

  // The reasons are those of aws/event-ruler, which EventBridge repeats.
  it.each<[unknown, string]>([
    [['x'], 'Event pattern: Filter is not an object'],
    [{ a: 'x' }, 'Event pattern at a: "a" must be an object or an array'],
    [{ a: [] }, 'Event pattern at a: Empty arrays are not allowed'],
    [{ a: {} }, 'Event pattern at a: Empty objects are not allowed'],
    [{ a: { b: [{ like: 'x' }] } }, 'Event pattern at a.b: Unrecognized match type like'],
    [{ a: [{ prefix: 'x', suffix: 'y' }] }, 'Only one key allowed in match expression'],
    [{ a: [{ numeric: ['>'] }] }, 'Value of > must be numeric'],
    [{ a: [{ numeric: ['>', 0, '>', 1] }] }, 'Bad numeric range operator: >'],
    [{ a: [{ numeric: ['<', 0, '>', 1] }] }, 'Too many elements in numeric expression'],
    [{ a: [{ wildcard: 'x**' }] }, 'Consecutive wildcard characters at pos 2'],
    [{ a: [{ cidr: '10.0.0.0' }] }, "Malformed CIDR, one '/' required"],
    [{ a: [{ 'anything-but': ['x', 1] }] }, 'mixed type is not supported'],
    [{ a: [{ 'anything-but': { prefix: '' } }] }, 'Null prefix/suffix not allowed'],
    [{ $or: [{ a: [1] }] }, 'There must have at least 2 Objects in $or relationship.'],
    [{ $or: [{ prefix: [1] }, { a: [1] }] }, 'prefix is Ruler reserved fieldName'],
  ])('%j is refused', (pattern, message) => {
    expect(() => compileEventPattern(pattern)).toThrow(message);
  });
});
