import { describe, expect, it } from 'vitest';
import { refusals, refusalsIn } from './support.ts';
import { behaviours } from '../../../parity/behaviour.ts';
import {
  bundling,
  evaluateNotes,
  libraryCaptures,
  lintRules,
  runtimeFeatures,
  sdkClient,
} from '../../../parity/sources.ts';

const refused = behaviours('APPSYNC_JS: refused code');
const syntax = refused
  .equal('core', runtimeFeatures, lintRules, evaluateNotes)
  .as('syntax that AppSync refuses')
  .noting('the names of the kinds of syntax are not established');
const invocations = refused
  .equal('core', runtimeFeatures, lintRules, evaluateNotes)
  .as('invocations that AppSync refuses')
  .noting('some of these the service may refuse with another type');
const globals = refused
  .equal('core', runtimeFeatures, libraryCaptures)
  .as('names of no global that AppSync has, as TypeScript says it');
const functions = refused.equal('core', runtimeFeatures, lintRules).noting('the text is not established');
const untyped = refused.differs(
  'strict',
  'types are checked by EvaluateCode alone: with every deployment the check would take seconds of each start; code that the build of an app has type-checked passes it',
  evaluateNotes,
);
const modules = refused
  .equal('complete', runtimeFeatures, bundling, libraryCaptures)
  .as('modules that AppSync refuses, as TypeScript says it');

const handlers = 'export function request() {} export function response() {}';

describe('syntax that AppSync refuses', syntax, () => {
  it.each([
    ['for (let i = 0; i < 3; i += 1) {}', 'ForStatement'],
    ['while (ctx) {}', 'WhileStatement'],
    ['do {} while (ctx)', 'DoWhileStatement'],
    ['for (const a of []) { continue }', 'ContinueStatement'],
    ['here: if (ctx) {}', 'LabeledStatement'],
    ['try { ctx } catch { ctx }', 'TryStatement'],
    ['throw "x"', 'ThrowStatement'],
    ['const f = async () => 1', 'AsyncFunction'],
    ['function* g() {}', 'GeneratorFunction'],
    ['class A {}', 'ClassDeclaration'],
    ['const A = class {}', 'ClassExpression'],
    ['return this', 'ThisExpression'],
    ['return /a/', 'RegularExpressionLiteral'],
    ['return new Set()', 'NewExpression'],
    ['return new Promise(1)', 'NewExpression'],
    ['let a = 1; a++', 'UpdateExpression (++)'],
    ['let a = 1; --a', 'UpdateExpression (--)'],
    ['return ~1', 'UnaryExpression (~)'],
    ['return "a" in ctx', 'BinaryExpression (in)'],
    ['return ctx instanceof ctx', 'BinaryExpression (instanceof)'],
    ['return import("x")', 'ImportExpression'],
    ['return { get a() { return 1 } }', 'Accessor (get)'],
    ['return 1n', 'BigIntLiteral'],
    ['debugger', 'DebuggerStatement'],
  ])('%s', (body, kind) => {
    expect(refusalsIn(body)).toContainEqual(
      expect.objectContaining({
        errorType: 'UNSUPPORTED_SYNTAX_TYPE',
        value: `Unsupported syntax type: ${kind}`,
      }),
    );
  });
});

describe('invocations that AppSync refuses', invocations, () => {
  it.each([
    ['return String(1)', 'String'],
    ['return Number("1")', 'Number'],
    ['return Boolean(1)', 'Boolean'],
    ['return Object(1)', 'Object'],
    ['return parseInt("1")', 'parseInt'],
    ['return Array.isArray([])', 'Array.isArray'],
    ['return Number.isInteger(1)', 'Number.isInteger'],
    ['return Object.create(null)', 'Object.create'],
    ['return Object.defineProperty({}, "a", {})', 'Object.defineProperty'],
    ['return Object.getPrototypeOf([])', 'Object.getPrototypeOf'],
    ['return Math.abs(1)', 'Math.abs'],
    ['return Date.now()', 'Date.now'],
    ['return eval("1")', 'eval'],
    ['return Function("1")', 'Function'],
    ['return setTimeout(1)', 'setTimeout'],
    ['return "a".padStart(2)', 'padStart'],
    ['return ctx.args.a.charCodeAt(0)', 'charCodeAt'],
    ['return ctx.args.a.localeCompare("b")', 'localeCompare'],
    ['return "a".repeat(9)', 'repeat'],
    ['return "a".match("a")', 'match'],
    ['return [1].keys()', 'keys'],
    ['return [1].toString()', 'toString'],
    ['return ctx.hasOwnProperty("a")', 'hasOwnProperty'],
    ['return request.apply(ctx)', 'apply'],
    ['return request.bind(ctx)', 'bind'],
    ['return [2, 1].sort(ctx.args.f)', 'sort takes no comparator'],
  ])('%s', (body, name) => {
    expect(refusalsIn(body)).toContainEqual(
      expect.objectContaining({
        errorType: 'INVALID_FUNCTION_INVOCATION',
        value: `Invalid function: ${name}`,
      }),
    );
  });

  it.each(['globalThis', 'process', 'Date', 'Map', 'Symbol', 'Reflect', 'arguments', 'Array'])(
    'the name %s',
    globals,
    (name) =>
      expect(refusalsIn(`return ${name}`)).toMatchObject([
        { errorType: 'PARSE_ERROR', value: `code.js(2,8): error TS2304: Cannot find name '${name}'.` },
      ]),
  );
});

describe('functions that AppSync refuses', functions, () => {
  it.each([
    ['direct recursion', 'const f = (n) => (n ? f(n - 1) : 0); return f(1)', /Recursion.*f/],
    [
      'recursion in a cycle',
      'function a(n) { return b(n) } function b(n) { return n ? a(n - 1) : 0 } return a(1)',
      /Recursion/,
    ],
    ['recursion through an object', 'const o = { f: (n) => o.f(n) }; return o.f(1)', /Recursion/],
    ['recursion in a callback', 'const f = (n) => [n].map((m) => f(m)); return f(1)', /Recursion/],
    ['passing a function', 'const f = (g) => 1; return f(() => 1)', /Passing/],
    ['passing a named function', 'const g = () => 1; const f = (h) => 1; return f(g)', /Passing/],
    ['returning a function', 'const f = () => () => 1; return f()', /Returning/],
    ['reassigning a function', 'let f = () => 1; f = () => 2; return f()', /Reassigning functions/],
    ['replacing the stash', 'ctx.stash = {}', /Reassigning the context/],
    ['replacing the context', 'ctx = {}', /Reassigning the context/],
  ])('%s', (_what, body, value) => {
    expect(refusalsIn(body)).toContainEqual(
      expect.objectContaining({ errorType: 'LINT_ERROR', value: expect.stringMatching(value) as string }),
    );
  });
});

describe('modules that AppSync refuses', modules, () => {
  it.each([
    [`import fs from 'node:fs'; ${handlers}`, /TS2307: Cannot find module 'node:fs'/],
    [`import { nothing } from '@aws-appsync/utils'; ${handlers}`, /TS2305.*'nothing'/],
    [`import { util } from '@aws-appsync/utils'; util.parseJson(''); ${handlers}`, /TS2339.*'parseJson'/],
    [`util.time.never(); ${handlers}`, /TS2339: Property 'never' does not exist on type 'util.time'/],
    ['export function request() {}', /export a function named 'response'/],
    ['export const response = () => 1', /export a function named 'request'/],
    ['const a: string = 1', /^code\.js\(1,8\): error: Unexpected token/],
    ['', /between 1 and 32768 characters/],
    [`${handlers}${' '.repeat(32_768)}`, /between 1 and 32768 characters/],
    [`export * from '@aws-appsync/utils'; ${handlers}`, /ExportAllDeclaration/],
  ])('%.60s', (code, value) => {
    expect(refusals(code).map((error) => error.value)).toContainEqual(expect.stringMatching(value) as string);
  });
});

describe('what is refused', () => {
  it('is collected in full and located', refused.equal('strict', sdkClient, evaluateNotes), () => {
    const errors = refusalsIn('let a = 1;\n  a++;\n  return String(a);');
    expect(errors).toEqual([
      {
        errorType: 'UNSUPPORTED_SYNTAX_TYPE',
        value: 'Unsupported syntax type: UpdateExpression (++)',
        location: { line: 3, column: 3, span: 3 },
      },
      {
        errorType: 'INVALID_FUNCTION_INVOCATION',
        value: 'Invalid function: String',
        location: { line: 4, column: 10, span: 9 },
      },
    ]);
  });

  it('does not know the types of values', untyped, () => {
    expect(refusalsIn('const a = "x"; return a === 1 ? 1 : ctx.args.list.missing()')).toEqual([]);
  });

  it('leaves alone what the service supports', refused.equal('core', runtimeFeatures), () => {
    const body = `
      const { a = 1, ...rest } = ctx.args; let total = 0; const list = [...(rest.list ?? []), a];
      for (const i in list) { total += list[i] } for (const v of list) { if (v > 9) break; total += v; }
      switch (total) { case 1: total = 2; break; default: total |= 4 }
      const helpers = { keys: (o) => Object.keys(o), create: () => ({}) };
      const sorted = list.map((v) => \`\${v}\`).filter((v) => !!v).sort();
      delete rest.list; ctx.stash.x = typeof total; ctx.args.y = void 0;
      return [helpers.keys(rest), helpers.create(), sorted.join(), list.flat().reduce((s, v) => s + v, 0)];`;
    expect(refusalsIn(body)).toEqual([]);
  });
});
