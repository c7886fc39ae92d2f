import { describe, expect, it } from 'vitest';
import { compile } from '../../../../local/appsync/javascript/index.ts';
import { isCodeRefusal } from '../../../../local/appsync/javascript/refusal.ts';
import { contextWith, environment, run, valueOf } from './support.ts';

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

describe('no way leads out of the sandbox', () => {
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

describe('no evaluation changes another', () => {
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

  it('never hands out objects of the host', () => {
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

describe('endless and boundless work ends', () => {
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
      /operations/,
    ],
    ['doubling a string', 'let s = "x"; for (const i of ctx.args.sixty) { s = s + s }', /5 MB|operations/],
    ['doubling by +=', 'let s = "x"; for (const i of ctx.args.sixty) { s += s }', /5 MB|operations/],
    [
      'doubling by template',
      'let s = "x"; for (const i of ctx.args.sixty) { s = `${s}${s}` }',
      /5 MB|operations/,
    ],
    [
      'doubling by concat',
      'let s = "x"; for (const i of ctx.args.sixty) { s = s.concat(s) }',
      /5 MB|operations/,
    ],
    [
      'doubling by replace',
      'let s = "xx"; for (const i of ctx.args.sixty) { s = s.replaceAll("x", "xx") }',
      /5 MB|operations/,
    ],
    ['doubling an array', 'let a = [1]; for (const i of ctx.args.sixty) { a = a.concat(a) }', /operations/],
    ['doubling by spread', 'let a = [1]; for (const i of ctx.args.sixty) { a = [...a, ...a] }', /operations/],
    [
      'doubling by push',
      'const a = [1]; for (const i of ctx.args.sixty) { a.push(...a) }',
      /operations|stack|Runtime Error/,
    ],
    ['a huge length', 'const a = []; a[4000000000] = 1; return a.fill(1)', /operations/],
    ['going over a huge length', 'const a = []; a.length = 4000000000; a.forEach((x) => x)', /operations/],
    [
      'writing out shared parts',
      'let a = [1]; for (const i of ctx.args.sixty) { a = [a, a] } return JSON.stringify(a)',
      /operations/,
    ],
    [
      'returning shared parts',
      'let a = [1]; for (const i of ctx.args.sixty) { a = [a, a] } return a',
      /operations|5 MB/,
    ],
    [
      'joining shared parts',
      'let a = [1]; for (const i of ctx.args.sixty) { a = [a, a] } return "" + a',
      /operations/,
    ],
    [
      'flattening shared parts',
      'let a = [1]; for (const i of ctx.args.sixty) { a = [a, a] } return a.flat(99)',
      /operations/,
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
      /Runtime Error|operations/,
    ],
  ])('%s', (_what, body, message) => {
    const { error, result } = run(body, {
      arguments: { long: 'x'.repeat(1001), sixty: 'x'.repeat(60), big: 'x'.repeat(200_000) },
    });
    expect(result).toBeNull();
    expect(error).toMatchObject({ errorType: 'Code', message: expect.stringMatching(message) as string });
  });

  it('leaves the next evaluation its full budget', () => {
    run('const a = [1]; for (const i of a) { a.push(i) }');
    expect(valueOf('[1, 2, 3].map((n) => n * 2)')).toEqual([2, 4, 6]);
  });
});
