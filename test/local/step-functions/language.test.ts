import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../local/core/clock.ts';
import { holds } from '../../../local/step-functions/language/choice.ts';
import { compileExpression, evaluateExpression } from '../../../local/step-functions/language/intrinsics.ts';
import type { Json } from '../../../local/step-functions/language/json.ts';
import { compilePath } from '../../../local/step-functions/language/json-path.ts';
import { isReferencePath, putResult } from '../../../local/step-functions/language/reference-path.ts';
import type { Scope } from '../../../local/step-functions/language/scope.ts';
import { fillTemplate } from '../../../local/step-functions/language/template.ts';
import { parseTimestamp } from '../../../local/step-functions/language/timestamps.ts';

const scope = (input: Json, more: Partial<Scope> = {}): Scope => ({
  input,
  context: { Execution: { Name: 'one' } },
  variables: {},
  clock: systemClock,
  ids: { uuid: () => 'an-id', random: () => 0.5, bytes: (length) => Buffer.alloc(length) },
  ...more,
});

const store: Json = {
  books: [
    { title: 'A', price: 8, tags: ['x'] },
    { title: 'B', price: 12, isbn: '1' },
    { title: 'C', price: 20, isbn: '2', author: { name: "O'Neil" } },
  ],
  'a key': 1,
  limit: 10,
};

describe('JSONPath', () => {
  it.each<[string, Json]>([
    ['$.limit', 10],
    ["$['a key']", 1],
    ['$.books[0].title', 'A'],
    ['$.books[-1].title', 'C'],
    ['$.books.length()', 3],
    ['$.books[*].title', ['A', 'B', 'C']],
    ['$.books[0,2].title', ['A', 'C']],
    ['$.books[1:].title', ['B', 'C']],
    ['$.books[:1].title', ['A']],
    ['$.books[-2:].title', ['B', 'C']],
    ['$.books[0:3:2].title', ['A', 'C']],
    ['$..title', ['A', 'B', 'C']],
    ['$..author.name', ["O'Neil"]],
    ["$['limit','a key']", { limit: 10, 'a key': 1 }],
    [
      "$.books[1:]['title','isbn']",
      [
        { title: 'B', isbn: '1' },
        { title: 'C', isbn: '2' },
      ],
    ],
    ["$['books','none'][0].title", ['A']],
    ['$.books.[0].title', 'A'],
    ['$.books.[?(@.price > 10)].title', ['B', 'C']],
    ['$.books[?(@.price > 10)].title', ['B', 'C']],
    ['$.books[?(@.price <= $.limit)].title', ['A']],
    ['$.books[?(@.isbn)].title', ['B', 'C']],
    ['$.books[?(!@.isbn)].title', ['A']],
    ["$.books[?(@.isbn == '1' || @.price == 8)].title", ['A', 'B']],
    ["$.books[?(@.isbn && @.title != 'B')].title", ['C']],
    ["$.books[?(@.title in ['A','C'])].title", ['A', 'C']],
    ['$.books[?(@.title =~ /[bc]/i)].title', ['B', 'C']],
    ["$.books[?(@.author.name == 'O\\'Neil')].title", ['C']],
    ['$.none[*].at.all', []],
  ])('%s', (path, expected) => {
    expect(compilePath(path).find(store)).toEqual({ found: true, value: expected });
  });

  it.each([
    ['$.none', "No results for path: $['none']"],
    ['$.none.at', "Missing property in path $['none']"],
    ['$.books[7]', "No results for path: $['books'][7]"],
  ])('%s leads nowhere', (path, missing) => {
    expect(compilePath(path).find(store)).toEqual({ found: false, missing });
  });

  it.each(['books', '$.', '$[', "$['a", '$.a[x]', '$.books[?(@.a ==)]', '$.a b'])('%s is no path', (path) => {
    expect(() => compilePath(path)).toThrow();
  });

  it('can say where a result goes when it leads to one place', () => {
    expect(['$', '$.a.b', "$['a b'][0]"].map(isReferencePath)).toEqual([true, true, true]);
    expect(['$.a[*]', '$..a', '$.a[0:1]', '$$.a'].map(isReferencePath)).toEqual([false, false, false, false]);
  });
});

// The answers are those of the service, as its documentation and recordings of it have them.
describe('intrinsic functions', () => {
  const input = {
    a: { id: 1, tags: [] },
    list: [1, 2, 2, 3],
    name: 'Ann',
    quote: "It's {}!",
    s: 'This.is+a,test=string',
  };
  const evaluate = (text: string, given: Json = input) =>
    evaluateExpression(compileExpression(text), 'it.$', scope(given));

  it.each<[string, Json]>([
    ["States.Format('Hello {}, you are {}.', $.name, 7)", 'Hello Ann, you are 7.'],
    ["States.Format('{} and \\{\\} and \\'', null)", "null and {} and '"],
    ['States.Format($.quote, true)', "It's true!"],
    ["States.Format('{}', $.a)", '{id=1, tags=[]}'],
    ['States.StringToJson(\'{"a":[1]}\')', { a: [1] }],
    ["States.StringToJson(' ')", null],
    ['States.JsonToString($.a)', '{"id":1,"tags":[]}'],
    ["States.Array(1, 'two', $.list[0], null, true)", [1, 'two', 1, null, true]],
    ['States.Array()', []],
    ['States.ArrayPartition($.list, 3)', [[1, 2, 2], [3]]],
    ['States.ArrayContains($.list, 3)', true],
    ['States.ArrayContains($.list, States.Array(3))', false],
    ['States.ArrayRange(1, 9, 2)', [1, 3, 5, 7, 9]],
    ['States.ArrayRange(3, 1, -1)', [3, 2, 1]],
    ['States.ArrayGetItem($.list, 3)', 3],
    ['States.ArrayLength($.list)', 4],
    ['States.ArrayUnique($.list)', [1, 2, 3]],
    ["States.Base64Encode('Hello World')", 'SGVsbG8gV29ybGQ='],
    ["States.Base64Decode('SGVsbG8gV29ybGQ=')", 'Hello World'],
    [
      "States.Hash('Hash this string', 'SHA-256')",
      '1cac63f39fd68d8c531f27b807610fb3d50f0fc3f186995767fb6316e7200a3e',
    ],
    ["States.Hash('input data', 'SHA-1')", 'aaff4a450a104cd177d28d18d74485e8cae074b7'],
    ['States.JsonMerge($.a, States.StringToJson(\'{"id":2}\'), false)', { id: 2, tags: [] }],
    ['States.MathAdd(1.49, 1.5)', 3],
    ['States.MathAdd(-9, 3)', -6],
    ['States.MathRandom(10, 20)', 15],
    ["States.StringSplit($.s, '.+,=')", ['This', 'is', 'a', 'test', 'string']],
    ["States.StringSplit(', , ,', ',')", [' ', ' ']],
    ['States.UUID()', 'an-id'],
    ["States.Format('{}', States.ArrayGetItem(States.Array('a', 'b'), 1))", 'b'],
    ['$$.Execution.Name', 'one'],
  ])('%s', (text, expected) => {
    expect(evaluate(text)).toEqual(expected);
  });

  it('gives the same number for the same seed', () => {
    expect(evaluate('States.MathRandom(0, 1000, 7)')).toBe(evaluate('States.MathRandom(0, 1000, 7)'));
  });

  it.each([
    "States.Format('{} {}', 1)",
    "States.StringToJson('{')",
    'States.ArrayRange(0, 5000, 1)',
    'States.ArrayRange(0, 5, 0)',
    'States.ArrayPartition($.list, 0)',
    'States.ArrayGetItem($.list, 9)',
    'States.ArrayLength($.name)',
    "States.Hash('a', 'SHA-3')",
    'States.JsonMerge($.a, $.a, true)',
  ])('%s fails', (text) => {
    expect(() => evaluate(text)).toThrow(expect.objectContaining({ error: 'States.IntrinsicFailure' }));
  });

  it.each([
    'States.Nothing()',
    'States.UUID(1)',
    "States.Format('a'",
    "'text'",
    '5',
    'a.b',
    "States.Array('a)",
  ])('%s cannot be read', (text) => {
    expect(() => compileExpression(text)).toThrow();
  });
});

describe('payload templates and results', () => {
  it('replaces fields that end in .$, at any depth, and leaves all others', () => {
    const template = {
      'a.$': '$.x',
      b: { 'c.$': '$total' },
      d: ['$.x', { 'e.$': '$$.Execution.Name' }],
      'f.$': 5,
    };
    expect(fillTemplate(template, scope({ x: 1 }, { variables: { total: 9 } }))).toEqual({
      a: 1,
      b: { c: 9 },
      d: ['$.x', { e: 'one' }],
      'f.$': 5,
    });
  });

  it.each<[string | null | undefined, Json]>([
    [undefined, 'r'],
    ['$', 'r'],
    [null, { a: { b: 1 }, l: [1, 2] }],
    ['$.new.place', { a: { b: 1 }, l: [1, 2], new: { place: 'r' } }],
    ['$.a', { a: 'r', l: [1, 2] }],
    ['$.a.c', { a: { b: 1, c: 'r' }, l: [1, 2] }],
    ['$.l[1]', { a: { b: 1 }, l: [1, 'r'] }],
  ])('puts a result at %s', (path, expected) => {
    expect(putResult({ a: { b: 1 }, l: [1, 2] }, path, 'r')).toEqual(expected);
  });

  it('does not put a result through something that has no fields', () => {
    expect(() => putResult({ a: 1 }, '$.a.b', 'r')).toThrow(
      expect.objectContaining({ error: 'States.ResultPathMatchFailure' }),
    );
  });
});

describe('choice rules', () => {
  const early = '2024-01-01T00:00:00Z';
  const late = '2024-01-01T01:00:00+00:30';
  it.each<[operator: string, value: Json, operand: Json, expected: boolean]>([
    ['StringEquals', 'a', 'a', true],
    ['StringEquals', 1, '1', false],
    ['StringLessThan', 'a', 'b', true],
    ['StringGreaterThan', 'b', 'a', true],
    ['StringLessThanEquals', 'a', 'a', true],
    ['StringGreaterThanEquals', 'a', 'b', false],
    ['StringMatches', 'log-1.txt', 'log-*.txt', true],
    ['StringMatches', 'log-*.txt', 'log-\\*.txt', true],
    ['StringMatches', 'log-1.txt', 'log-\\*.txt', false],
    ['StringMatches', 'axb', 'a.b', false],
    ['NumericEquals', 1, 1, true],
    ['NumericEquals', '1', 1, false],
    ['NumericLessThan', 1, 2, true],
    ['NumericGreaterThan', 1, 2, false],
    ['NumericLessThanEquals', 2, 2, true],
    ['NumericGreaterThanEquals', 3, 2, true],
    ['BooleanEquals', true, true, true],
    ['BooleanEquals', 'true', true, false],
    ['TimestampEquals', early, '2024-01-01T01:00:00+01:00', true],
    ['TimestampLessThan', early, late, true],
    ['TimestampGreaterThan', late, early, true],
    ['TimestampLessThanEquals', early, early, true],
    ['TimestampGreaterThanEquals', early, late, false],
    ['TimestampEquals', 'soon', early, false],
    ['IsNull', null, true, true],
    ['IsNull', 0, true, false],
    ['IsNumeric', 1.5, true, true],
    ['IsNumeric', '1', false, true],
    ['IsString', '', true, true],
    ['IsBoolean', false, true, true],
    ['IsTimestamp', early, true, true],
    ['IsTimestamp', '2012-10-09T19:00:55', true, false],
    ['IsPresent', 'x', true, true],
  ])('%s %j %j is %s', (operator, value, operand, expected) => {
    expect(holds({ Variable: '$.v', [operator]: operand }, scope({ v: value }))).toBe(expected);
    if (/^(String|Numeric|Boolean|Timestamp)/.test(operator) && operator !== 'StringMatches')
      expect(holds({ Variable: '$.v', [`${operator}Path`]: '$.o' }, scope({ v: value, o: operand }))).toBe(
        expected,
      );
  });

  it('joins rules, and asks of what is not there only whether it is', () => {
    const one = { Variable: '$.a', NumericEquals: 1 };
    const none = { Variable: '$.none', IsPresent: true };
    const given = scope({ a: 1 });
    expect(holds({ And: [one, { Not: none }] }, given)).toBe(true);
    expect(holds({ Or: [none, one] }, given)).toBe(true);
    expect(holds(none, given)).toBe(false);
    expect(() => holds({ Variable: '$.none', IsNull: true }, given)).toThrow(
      "Invalid path '$.none': The choice state's condition path references an invalid value.",
    );
  });
});

it.each<[string, boolean]>([
  ['2016-03-14T01:59:00Z', true],
  ['2016-03-14T01:59:00.123456Z', true],
  ['2016-03-14T01:59:00-08:00', true],
  ['2016-03-14 01:59:00Z', false],
  ['2016-03-14T01:59:00', false],
  ['2016-13-05T21:29:29Z', false],
  ['2016-12-05T25:29:29Z', false],
  ['2016-02-30T01:00:00Z', false],
])('reads the timestamp %s: %s', (text, valid) => {
  expect(parseTimestamp(text) !== undefined).toBe(valid);
});
