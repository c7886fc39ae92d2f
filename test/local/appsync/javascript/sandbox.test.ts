import { describe, expect, it } from 'vitest';
import { compile } from '../../../../local/appsync/javascript/index.ts';
import { isCodeRefusal } from '../../../../local/appsync/javascript/refusal.ts';
import { contextWith, environment, run, valueOf } from './support.ts';
import { behaviours } from '../../../parity/behaviour.ts';
import { quotas, runtimeFeatures } from '../../../parity/sources.ts';

const sandbox = behaviours('APPSYNC_JS: the sandbox');
const steps = sandbox
  .assumed('complete', 'that the service bounds them is documented; its measure is not', quotas)
  .as('single steps that cost far more than they seem to: texts, lists, patterns, the library');
const cyclicValues = sandbox.own('core').as('hostile values in the library: a value that holds itself');
const limits = sandbox
  .assumed(
    'complete',
    'iterations and sizes are documented limits; the budget of operations and the texts are not',
    quotas,
    runtimeFeatures,
  )
  .as(
    'endless and boundless work ends: loops, callbacks, growing texts and lists, large answers, backtracking, recursion',
  );

/** Ends an attack either refused, or failed at run time, or with a harmless value. */
function attack(body: string): unknown {
  try {
    const { result, error } = run(body, { arguments: { c: 'constructor', p: '__proto__', t: 'prototype' } });
    return error ? 'failed' : result;
  } catch (error) {
    if (isCodeRefusal(error)) return 'failed';
    throw error;
  }
}

describe('no way leads out of the sandbox', sandbox.own('core').as('no way leads out of the sandbox'), () => {
  it.each([
    'return [].constructor.constructor("return process")()',
    'return ({}).constructor',
    'return (() => 1).constructor("return 1")()',
    'return ctx[ctx.args.c][ctx.args.c]("return process")()',
    'const f = () => 1; return f[ctx.args.c]("return 1")()',
    'return "x"[ctx.args.c][ctx.args.c]("return 1")()',
    'return (1)[ctx.args.c]',
    'return util.autoId[ctx.args.c]("return process")()',
    'return util[ctx.args.c]',
    'return console.log[ctx.args.c]("return process")()',
    'return runtime.earlyReturn[ctx.args.c]("return process")()',
    'return Math.max[ctx.args.c]("return process")()',
    'return Object[ctx.args.c]',
    'return Object.keys[ctx.args.c]("return process")()',
    'return JSON.parse[ctx.args.p]',
    'return ({})[ctx.args.p]',
    'return [][ctx.args.p][ctx.args.c]',
    'const f = function () {}; return f[ctx.args.t][ctx.args.p]',
    'const { constructor: C } = []; return C.constructor("return process")()',
    'const { [ctx.args.c]: C } = () => 1; return C("return process")()',
    'const { constructor: { constructor: F } } = ""; return F("return 1")()',
    'const tag = (s) => s[ctx.args.c]; return tag`x`.constructor("return 1")()',
    'const tag = (s) => s.raw[ctx.args.c][ctx.args.c]("return 1")(); return tag`x`',
    'return [1].map(ctx.args.x ?? util.autoId)[0].constructor.constructor("return 1")()',
    'return [].map.call("x", (c) => c)',
    'return [].concat[ctx.args.c]("return 1")()',
    'return ({}).__lookupGetter__("__proto__")',
    'return ({})["__defineGetter__"]("a", () => 1)',
    'return ({}).toString[ctx.args.c]("return 1")()',
    'return ctx.toString[ctx.args.c]("return 1")()',
    'return globalThis',
    'return eval("1")',
    'return Function("return 1")()',
    'return import("node:fs")',
    'return [...ctx.args.c][ctx.args.c][ctx.args.c]("return 1")()',
    'const o = { toJSON: () => ctx }; return JSON.stringify(o)',
    'return request[ctx.args.t][ctx.args.c][ctx.args.c]("return 1")()',
  ])('%s', (body) => {
    const outcome = attack(body);
    expect(outcome === 'failed' || outcome === null || typeof outcome !== 'object').toBe(true);
    expect(String(outcome)).not.toMatch(/process|object global/);
  });
});

describe('no evaluation changes another', sandbox.own('core').as('no evaluation changes another'), () => {
  const attempts = [
    `const o = JSON.parse('{"__proto__": {"polluted": 1}}'); Object.assign({}, o); return { ...o }`,
    `const o = {}; o[ctx.args.p] = { polluted: 1 }; return o`,
    `({})[ctx.args.p].polluted = 1`,
    `[][ctx.args.c][ctx.args.t].polluted = 1`,
    `Object.assign(ctx[ctx.args.p] ?? {}, { polluted: 1 })`,
    `const u = util; u[ctx.args.c] = 1`,
    `util.time[ctx.args.p] = { polluted: 1 }`,
    `Object.keys.polluted = 1`,
    `Math.max = () => 7`,
    `[].map[ctx.args.c].polluted = 1`,
    `const tag = (s) => { s[0] = 'x' }; tag\`a\``,
    `for (const k in JSON.parse('{"__proto__": {"polluted": 1}}')) { ctx.stash[k] = { polluted: 1 } } return ctx.stash`,
  ];
  it.each(attempts)('%s', (body) => {
    attack(body);
    expect(valueOf('[({}).polluted ?? 0, [].polluted ?? 0, "".polluted ?? 0, Math.max(1, 2)]')).toEqual([
      0, 0, 0, 2,
    ]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('never hands out objects of the host', sandbox.own('core'), () => {
    const stash = { list: [{ a: 1 }] };
    const context = contextWith({ stash, identity: { sub: 'x' } });
    const code = compile(
      `export function request(ctx) { ctx.identity.sub = 'y'; ctx.stash.list[0].a = 2; return ctx.stash }
       export function response() {}`,
      environment,
    );
    const { result, stash: after } = code.evaluate('request', context);
    expect([stash.list[0]!.a, context.identity]).toEqual([1, { sub: 'x' }]);
    expect(result).toEqual(after);
    expect(Object.getPrototypeOf(result)).toBe(Object.prototype);
    expect(Array.isArray((result as typeof stash).list)).toBe(true);
  });
});

describe('endless and boundless work ends', limits, () => {
  it.each([
    [
      'a loop over 1,000',
      'const a = []; for (const i of "x".concat(ctx.args.long)) { a.push(i) }',
      /1000 iterations/,
    ],
    [
      'an array that grows under its loop',
      'const a = [1]; for (const i of a) { a.push(i) }',
      /1000 iterations/,
    ],
    [
      'callbacks in callbacks',
      'const a = ctx.args.long.split(""); a.map((x) => a.map((y) => a.map((z) => 1)))',
      /limit of/,
    ],
    ['doubling a string', 'let s = "x"; for (const i of ctx.args.sixty) { s = s + s }', /5 MB|limit of/],
    ['doubling by +=', 'let s = "x"; for (const i of ctx.args.sixty) { s += s }', /5 MB|limit of/],
    [
      'doubling by template',
      'let s = "x"; for (const i of ctx.args.sixty) { s = `${s}${s}` }',
      /5 MB|limit of/,
    ],
    [
      'doubling by concat',
      'let s = "x"; for (const i of ctx.args.sixty) { s = s.concat(s) }',
      /5 MB|limit of/,
    ],
    [
      'doubling by replace',
      'let s = "xx"; for (const i of ctx.args.sixty) { s = s.replaceAll("x", "xx") }',
      /5 MB|limit of/,
    ],
    ['doubling an array', 'let a = [1]; for (const i of ctx.args.sixty) { a = a.concat(a) }', /limit of/],
    ['doubling by spread', 'let a = [1]; for (const i of ctx.args.sixty) { a = [...a, ...a] }', /limit of/],
    [
      'doubling by push',
      'const a = [1]; for (const i of ctx.args.sixty) { a.push(...a) }',
      /limit of|stack|Runtime Error/,
    ],
    ['a huge length', 'const a = []; a[4000000000] = 1; return a.fill(1)', /limit of/],
    ['going over a huge length', 'const a = []; a.length = 4000000000; a.forEach((x) => x)', /limit of/],
    [
      'writing out shared parts',
      'let a = [1]; for (const i of ctx.args.sixty) { a = [a, a] } return JSON.stringify(a)',
      /limit of/,
    ],
    [
      'returning shared parts',
      'let a = [1]; for (const i of ctx.args.sixty) { a = [a, a] } return a',
      /limit of|5 MB/,
    ],
    [
      'joining shared parts',
      'let a = [1]; for (const i of ctx.args.sixty) { a = [a, a] } return "" + a',
      /limit of/,
    ],
    [
      'flattening shared parts',
      'let a = [1]; for (const i of ctx.args.sixty) { a = [a, a] } return a.flat(99)',
      /limit of/,
    ],
    ['a value that holds itself', 'const a = {}; a.a = a; return a', /nested too deeply/],
    [
      'more than 5 MB',
      'const a = []; for (const i of ctx.args.sixty) { a.push(ctx.args.big) } return a',
      /5 MB/,
    ],
    ['catastrophic backtracking', 'return ctx.args.long.replace("(x+x+)+y", "")', /too long/],
    [
      'recursion that the rules miss',
      'const o = {}; o.f = (n) => o.f(n) + o.f(n); return o.f(1)',
      /Runtime Error|limit of/,
    ],
  ])('%s', (_what, body, message) => {
    const { error, result } = run(body, {
      arguments: { long: 'x'.repeat(1001), sixty: 'x'.repeat(60), big: 'x'.repeat(200_000) },
    });
    expect(result).toBeNull();
    expect(error).toMatchObject({ errorType: 'Code', message: expect.stringMatching(message) as string });
  });

  it('leaves the next evaluation its full budget', sandbox.equal('complete', quotas), () => {
    run('const a = [1]; for (const i of a) { a.push(i) }');
    expect(valueOf('[1, 2, 3].map((n) => n * 2)')).toEqual([2, 4, 6]);
  });
});

describe('single steps that cost far more than they seem to', steps, () => {
  const text = 'a'.repeat(4_000_000);
  const members = {
    thousand: Array.from({ length: 1000 }, (_, index) => index),
    text,
    needle: `b${'a'.repeat(1_000_000)}`,
    names: Object.fromEntries(Array.from({ length: 50_000 }, (_, index) => [`k${index}`, 1])),
    list: Array.from({ length: 200_000 }, (_, index) => String(index)),
    wide: '\uFDFA'.repeat(1_000_000),
    xml: `<a>${'<b>1</b>'.repeat(100_000)}</a>`,
    format: "yyyy'x'".repeat(50_000),
  };
  const often = (step: string) =>
    `for (const i of ctx.args.thousand) { for (const j of ctx.args.thousand) { ${step} } }`;
  const twins = 'const a = ctx.args.text.slice(1); const b = "a".concat(ctx.args.text.slice(2));';

  it.each([
    ['comparing long texts', `${twins} let n = 0; ${often('if (a === b) { n += 1 }')}`],
    ['ordering long texts', `${twins} let n = 0; ${often('if (a < b) { n += 1 }')}`],
    ['switching on long texts', `${twins} let n = 0; ${often('switch (a) { case b: n += 1; break }')}`],
    ['seeking a long text in a list', `${twins} const l = [b]; ${often('l.includes(a)')}`],
    ['seeking a text in a long one', often('ctx.args.text.indexOf("aaaaab")')],
    ['seeking a long text in a long one', often('ctx.args.text.lastIndexOf(ctx.args.needle)')],
    ['splitting at a long text', often('ctx.args.text.split(ctx.args.needle)')],
    ['entering a loop over many names', often('for (const k in ctx.args.names) { break }')],
    ['a list of names to write', often('JSON.stringify(1, ctx.args.list)')],
    [
      'indentation',
      `let v = 1; for (const i of ctx.args.thousand.slice(0, 490)) { v = [v] }
       return JSON.stringify(ctx.args.thousand.map((x) => v), null, 10)`,
    ],
    ['sorting again and again', often('ctx.args.list.sort()')],
    ['texts that the library makes longer', often('util.str.normalize(ctx.args.wide, "nfkd")')],
    ['keeping what the library makes', `const l = []; ${often('l.push(util.urlEncode(ctx.args.text))')}`],
    ['calls of the library', often('util.autoKsuid()')],
    ['errors recorded', often('util.appendError("x")')],
    ['lines logged', often('console.log("x", i)')],
    ['holes', `const l = []; ${often('const a = []; a.length = 30000; l.push(a)')}`],
    [
      'alternatives without a quantifier',
      `return util.matches("${'(a|a)'.repeat(40)}b", "${'a'.repeat(40)}")`,
    ],
    ['alternatives of nothing', `return util.matches("${'(|)'.repeat(40)}b", "")`],
    ['many slow patterns', often('"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx".replace("(x*)*y", "")')],
    ['a long XML document', 'return util.xml.toMap(ctx.args.xml)'],
    ['a long date format', 'return util.time.nowFormatted(ctx.args.format)'],
    [
      'a filter that multiplies',
      `const o = {};
       for (const f of "abcdefgh".split("")) { o[f] = { eq: 1, ne: 2, lt: 3, le: 4, gt: 5, ge: 6, beginsWith: "b" } }
       return util.transform.toSubscriptionFilter(o)`,
    ],
  ])('%s', (_what, body) => {
    const { error, result } = run(body, { arguments: members }, `import { util } from '@aws-appsync/utils'`);
    expect(result).toBeNull();
    expect(error).toMatchObject({
      errorType: 'Code',
      message: expect.stringMatching(/limit of|5 MB|too long|at most|more than|Unsupported/) as string,
    });
  });
});

describe('hostile values in the library', sandbox.own('core'), () => {
  const utils = `import { util } from '@aws-appsync/utils'`;
  const outcome = (body: string, members = {}) => {
    const { error, result } = run(body, { arguments: members }, utils);
    return error ? error.message : result;
  };
  const cyclic = 'const a = {}; a.a = a;';

  it.each([
    `${cyclic} return util.dynamodb.toDynamoDB(a)`,
    `${cyclic} util.error('x', 'T', a)`,
    `${cyclic} console.log(a)`,
    `${cyclic} return util.transform.toDynamoDBFilterExpression(a)`,
    `${cyclic} return util.http.copyHeaders(a)`,
    `${cyclic} return a`,
    'ctx.stash.self = ctx.stash',
    'ctx.stash.ctx = ctx; return null',
  ])('%s', cyclicValues, (body) => expect(outcome(body)).toMatch(/nested too deeply/));

  it('refuses toJSON, and keeps its hands off the prototypes that names lead to', () => {
    expect(outcome('return JSON.stringify({ toJSON: () => 1 })')).toMatch(/Invalid function: toJSON/);
    const named = '{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}}';
    for (const use of [
      'Object.assign({}, o)',
      '({ ...o })',
      'util.dynamodb.toMapValues(o)',
      'util.http.copyHeaders(o)',
      'JSON.parse(JSON.stringify(o))',
    ]) {
      outcome(`const o = JSON.parse(ctx.args.named); ctx.stash.kept = ${use}; return ctx.stash`, { named });
      expect(outcome('return [({}).polluted ?? 0, [].polluted ?? 0]')).toEqual([0, 0]);
      expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    }
  });

  it('calls no code of the handler with more than the handler has', () => {
    for (const use of ['`${o}`', 'Math.max(o)', '[o].join()', '[o, o].sort().length', '({})[o]', 'o + 1']) {
      const body = `const o = { toString: () => o.again(), valueOf: () => o.again() }; o.again = () => "" + o; return ${use}`;
      expect(outcome(body)).toMatch(/Runtime Error|limit of/);
    }
  });

  it('ends what recurses through callbacks and the library', () => {
    for (const step of [
      '[1].map(() => o.f())',
      'o.f(util.autoId())',
      'o.f(JSON.stringify({ a: 1 }))',
      'o.f(ctx.identity)',
    ])
      expect(outcome(`const o = {}; o.f = (x) => { const y = ${step}; return y }; return o.f()`)).toMatch(
        /Runtime Error|limit of/,
      );
    expect(outcome('return [1, 2].map((n) => n + 1)')).toEqual([2, 3]);
  });

  it('shares nothing between requests, nor between a result and the stash', () => {
    const context = contextWith({ stash: { list: [1] } });
    const code = compile(
      `const kept = []; export function request(ctx) { kept.push(ctx); ctx.stash.list.push(kept.length); return ctx.stash.list }
       export function response() {}`,
      environment,
    );
    const first = code.evaluate('request', context);
    const second = code.evaluate('request', context);
    expect([first.result, second.result]).toEqual([
      [1, 1],
      [1, 1],
    ]);
    (first.result as number[]).push(9);
    expect(first.stash).toEqual({ list: [1, 1] });
  });
});
