import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TemplateFault } from '../../../../local/appsync/velocity/template.ts';
import { behaviours } from '../../../parity/behaviour.ts';
import { run, textOf } from './support.ts';

const { own } = behaviours('Mapping templates (VTL)');

const context = { arguments: { s: 'x', n: 1, l: [1], m: { a: 1 }, b: true } };

describe('templates reach nothing but their values', own('core'), () => {
  const values = [
    '$ctx',
    '$ctx.args.s',
    '$ctx.args.n',
    '$ctx.args.l',
    '$ctx.args.m',
    '$ctx.args.b',
    '$util',
    '$util.time',
    '$util.toJson',
    '$ctx.args.m.entrySet()[0]',
    '$foreach',
  ];
  const ways = [
    'constructor',
    '__proto__',
    'prototype',
    'class',
    'getClass',
    'toJson',
    'members',
    'waiting',
    'call',
    'apply',
    'bind',
    'hasOwnProperty',
    '__defineGetter__',
    'valueOf',
    'toLocaleString',
    'push',
    'map',
    'forEach',
    'at',
    'key',
    'size',
    'return',
    'process',
    'global',
    'eval',
    'require',
  ];

  it.each(values)('%s', own('core').as('no way leads from a value to a host object'), (value) => {
    for (const way of ways) {
      for (const path of [
        `${value}.${way}`,
        `${value}["${way}"]`,
        `${value}.${way}("x")`,
        `${value}.get("${way}")`,
      ]) {
        for (const more of ['', '.constructor', '.constructor("return process")', '.call("x")', '("x")']) {
          // Quiet, so that only what was reached is shown.
          const quiet = `$!${path.slice(1)}${more}`;
          const set = more.startsWith('(') ? '' : `#set($x = ${path}${more})$util.typeOf($x)`;
          const { evaluation, text } = run(`${set} ${quiet}`, context);
          const shown = text ?? evaluation.error!.message;
          expect(shown).not.toMatch(/function|native code|\[object|process|=>/i);
        }
      }
    }
  });

  it('keys of any name are keys alone', () => {
    const template = `#set($m = {})$util.qr($m.put("__proto__", {"polluted": true}))$util.qr($m.put("constructor", 1))$util.toJson($m)`;
    expect(textOf(template)).toBe('{"__proto__":{"polluted":true},"constructor":1}');
    expect(({} as any).polluted).toBeUndefined();
    const stash = run('$util.qr($ctx.stash.put("__proto__", {"polluted": true})){}').evaluation.stash;
    expect((stash as any).polluted).toBeUndefined();
    expect(({} as any).polluted).toBeUndefined();
    expect(
      textOf('#set($m = $util.parseJson("{\\"__proto__\\": {\\"a\\": 1}}"))$m.a|$util.toJson($m)'),
    ).toContain('"__proto__"');
  });

  it('no value stays for the next evaluation', () => {
    run('#set($left = 1)$util.qr($ctx.args.put("left", 1)){}', context);
    expect(textOf('$left $ctx.args.left', context)).toBe('$left $ctx.args.left');
    expect(context.arguments).not.toHaveProperty('left');
  });
});

describe('templates are bounded', own('core'), () => {
  it.each([
    [
      'loops in loops',
      '#foreach($a in [1..1000])#foreach($b in [1..1000])#foreach($c in [1..1000])#set($x = 1)#end#end#end',
    ],
    ['a text that doubles', '#set($s = "xxxxxxxx")#foreach($a in [1..1000])#set($s = "$s$s")#end'],
    ['a text that doubles by adding', '#set($s = "xxxxxxxx")#foreach($a in [1..1000])#set($s = $s + $s)#end'],
    [
      'a text that grows by replacing',
      '#set($s = "xx")#foreach($a in [1..1000])#set($s = $s.replace("x", "xxxx"))#end',
    ],
    [
      'a text that grows by a pattern',
      '#set($s = "xx")#foreach($a in [1..1000])#set($s = $s.replaceAll("x", "xxxx"))#end',
    ],
    ['a list that doubles', '#set($l = [1, 2])#foreach($a in [1..1000])$util.qr($l.addAll($l))#end'],
    ['a list in itself', '#set($l = [])$util.qr($l.add($l))$l'],
    ['a list in itself as JSON', '#set($l = [])$util.qr($l.add($l))$util.toJson($l)'],
    ['maps that hold one another', '#set($m = {})#set($m.a = $m)$util.qr($ctx.stash.put("m", $m)){}'],
    [
      'a value that is small and writes large',
      '#set($l = ["x"])#foreach($a in [1..100])#set($l = [$l, $l])#end$util.toJson($l)',
    ],
    ['a range without end', '#foreach($a in [1..999999999999])#end'],
    [
      'a long output',
      '#set($s = "x")#foreach($a in [1..20])#set($s = "$s$s")#end#foreach($a in [1..1000])$s#end',
    ],
    ['a pattern that backtracks', '$util.matches("(a+)+b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac")'],
    [
      'comparing large values',
      '#set($l = ["x"])#foreach($a in [1..100])#set($l = [$l, $l])#end#set($k = ["x"])#foreach($a in [1..100])#set($k = [$k, $k])#end#if($l == $k)#end',
    ],
  ])('%s', own('core').as('no template takes the machine'), (_, template) => {
    const { evaluation } = run(template);
    expect(evaluation.error?.errorType).toBe('MappingTemplate');
    expect(evaluation.error?.message).toMatch(/limit|nested too deep|too long/i);
  });

  it('whatever is written, a template is refused, or evaluated to its end', () => {
    const piece = fc.constantFrom(
      '#if(',
      '#foreach($x in ',
      '#set($a = ',
      '#end',
      '#else',
      '#elseif(',
      '#return',
      '#break',
      '$ctx',
      '$util.',
      '.args',
      '.get(',
      'toJson(',
      ')',
      '(',
      '"',
      "'",
      '{',
      '}',
      '[',
      ']',
      '$',
      '#',
      '!',
      '\\',
      ' ',
      '1',
      'true',
      '==',
      '&&',
      '+',
      ',',
      '..',
      '##',
      '#*',
      '*#',
      '\n',
      'x',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
        try {
          const { evaluation, text } = run(pieces.join(''), context);
          expect(text !== undefined || evaluation.error !== undefined).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(TemplateFault);
        }
      }),
      { numRuns: 500 },
    );
  });
});
