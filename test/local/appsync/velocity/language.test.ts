import { describe, expect, it } from 'vitest';
import { parseTemplate } from '../../../../local/appsync/velocity/template.ts';
import { behaviours } from '../../../parity/behaviour.ts';
import {
  publicTemplates,
  quotas,
  templateDirectives,
  templateProgramming,
  velocityGuide,
} from '../../../parity/sources.ts';
import { run, textOf, valueOf } from './support.ts';

const { equal, assumed } = behaviours('Mapping templates (VTL)');
const language = equal('core', templateProgramming, velocityGuide);

const context = {
  arguments: { id: 'a', n: 3, list: ['x', 'y', 'z'], map: { k: 'v', l: 2 }, no: null, empty: '' },
  identity: { username: 'ada', claims: { 'cognito:groups': ['admin'] } },
};

describe('the language', language, () => {
  it.each([
    ['$ctx.args.id', 'a'],
    ['${context.arguments.id}-b', 'a-b'],
    ['$!ctx.args.nothing.more.x|', '|'],
    ['$ctx.args.list[1]$ctx.args.map["k"]$ctx.args.map.get("l")', 'yv2'],
    ['$ctx.identity.claims.get("cognito:groups")[0]', 'admin'],
    ['$ctx.args.map', '{k=v, l=2}'],
    ['$ctx.args.list', '[x, y, z]'],
    ['## a remark\n#* another #if *#a#[[ $raw #if ]]#', 'a $raw #if '],
    ['"#$ctx.args.id": ":$ctx.args.id"', '"#a": ":a"'],
    ['{"price": "$5.00", "tag": "#1"}', '{"price": "$5.00", "tag": "#1"}'],
  ])('%s', language.as('references, texts and remarks'), (template, expected) => {
    expect(textOf(template, context)).toBe(expected);
  });

  it('what leads nowhere is written as it stands', () => {
    expect(textOf('$foo ${foo.bar} $ctx.args.no', context)).toBe('$foo ${foo.bar} $ctx.args.no');
  });

  it.each([
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['7 / 2', 3],
    ['7.0 / 2 + 0.5', 3.5],
    ['7 % 4 - 5', -2],
    ['"a" + 1', 'a1'],
    ['$ctx.args.n > 2 && $ctx.args.n <= 3', true],
    ['!$ctx.args.no', true],
    ['$ctx.args.id == "a" || $nobody.home()', true],
    ['"3" == $ctx.args.n', true],
    ['$ctx.args.no == $null', true],
    ['$ctx.args.list == ["x", "y", "z"]', true],
    ['[1..3]', [1, 2, 3]],
    ['{"a": 1, "b": [$ctx.args.n, {"c": "${ctx.args.id}!"}]}', { a: 1, b: [3, { c: 'a!' }] }],
    ["'$ctx.args.id'", '$ctx.args.id'],
    ['"$ctx.args.id #if($ctx.args.n)b#end"', 'a b'],
  ])('%s', language.as('literals and operators'), (expression, expected) => {
    expect(valueOf(expression, context)).toEqual(expected);
  });

  it.each([
    ['#if($ctx.args.no)a#elseif($ctx.args.empty == "")b#{else}c#end', 'b'],
    ['#if(!$ctx.args.no && ($a || $ctx.args.empty))a#else b#end', 'a'],
    ['#foreach($x in $ctx.args.list)$foreach.count$x#if($foreach.hasNext),#end#end', '1x,2y,3z'],
    ['#foreach($e in $ctx.args.map.entrySet())$e.key:${e.value}$velocityCount;#end', 'k:v1;l:22;'],
    ['#foreach($k in $ctx.args.map.keySet())$k#end#foreach($v in $ctx.args.map)$v#end', 'klv2'],
    ['#foreach($x in [1..9])$x#if($x == 2)#break#end#end.', '12.'],
    ['#foreach($x in $ctx.args.list)#foreach($y in [1..2])$foreach.parent.index#end#end', '001122'],
    ['#set($x = 1)#foreach($x in [5])#end$x', '1'],
    ['#set($m = {})#set($m.a = 1)#set($m["b c"] = $m.a)$m', '{a=1, b c=1}'],
    ['a#stop b', 'a'],
  ])('%s', language.as('conditions, loops and assignments'), (template, expected) => {
    expect(textOf(template, context)).toBe(expected);
  });

  it.each<[string, unknown]>([
    ['#set($s = "abc")$s.length()', 3],
    ['#set($s = "a-b-c")$s.split("-")', ['a', 'b', 'c']],
    ['#set($s = "a1b22c")$s.split("[0-9]+")', ['a', 'b', 'c']],
    ['#set($s = "a,b,,")$s.split(",").size()', 2],
    ['#set($s = "abc")$s.split("")', ['a', 'b', 'c']],
    ['#set($s = "a.b")$s.replace(".", "-")', 'a-b'],
    ['#set($s = "a1b2")$s.replaceAll("([0-9])", "<$1>")', 'a<1>b<2>'],
    ['#set($s = "hello")$s.substring(1, 3).toUpperCase()', 'EL'],
    ['#set($s = "abc")$s.contains("b")', true],
    ['#set($s = " a ")$s.trim().equals("a")', true],
    ['#set($s = "abc")$s.matches("[a-c]+")', true],
    ['#set($s = "abc")$s.indexOf("c")', 2],
    ['$ctx.args.n.equals(3)', true],
    ['$ctx.args.n.parseInt("12")', 12],
    ['$ctx.args.list.contains("y")', true],
    ['$ctx.args.list.subList(0, 2)', ['x', 'y']],
    ['$ctx.args.map.containsKey("k")', true],
    ['$ctx.args.map.getOrDefault("q", "d")', 'd'],
    ['$ctx.args.map.keySet().size()', 2],
    ['$ctx.args.list.isEmpty()', false],
  ])('%s', language.as("Java's methods on texts, numbers, lists and maps"), (expression, expected) => {
    const [, before = '', call = ''] = /^(#set\([^)]*\))?(.*)$/.exec(expression)!;
    const text = textOf(`${before}#set($value = ${call})$util.toJson($value)`, context);
    expect(JSON.parse(text)).toEqual(expected);
  });

  it('maps and lists are changed where they stand', () => {
    const template = `
      #set($list = [])#set($map = {"gone": 1, "list": $list})
      $util.qr($map.put("a", 1))$util.qr($map.putAll({"b": 2}))$util.quiet($map.remove("gone"))
      $util.qr($list.add("x"))$util.qr($list.addAll(["y", "z"]))$util.qr($list.remove(0))
      $util.toJson($map)`;
    expect(JSON.parse(textOf(template))).toEqual({ list: ['y', 'z'], a: 1, b: 2 });
  });

  it('#return ends a template with a value, or with null', equal('core', templateDirectives), () => {
    const returned = run(
      '#if($ctx.args.id == "a")#return({"id": $ctx.args.id})#end never',
      context,
    ).evaluation;
    expect(returned).toMatchObject({ result: { id: 'a' }, earlyReturn: { skipTo: 'NEXT' } });
    expect(run('#return').evaluation.result).toBeNull();
    expect(run('#foreach($x in [1..3])#return($util.toJson({"x": $x}))#end').evaluation.result).toEqual({
      x: 1,
    });
  });

  it('a comma too many is passed over', equal('complete', publicTemplates), () => {
    expect(run('{"a": [1, 2,], "b": ",}",\n}').evaluation.result).toEqual({ a: [1, 2], b: ',}' });
  });

  it(
    'a loop ends after 1,000 turns',
    equal('complete', quotas).noting('that it ends there in silence, as Velocity itself has it, is assumed'),
    () => {
      expect(textOf('#foreach($x in [1..5000])#if($foreach.count > 998).#end#end')).toBe('..');
    },
  );

  it.each([
    ['#if($a) x', 'a block has no #end'],
    ['#parse("x")', 'the directive #parse is not known.'],
    ['#macro(a)x#end', 'the directive #macro is not known.'],
    ['#evaluate("$x")', 'the directive #evaluate is not known.'],
    ['#set($x = )', 'Encountered ")" at velocity[line 1, column 11]\nexpected a value.'],
  ])(
    '%s',
    assumed(
      'complete',
      'that #macro is refused, and how the service words what it has not',
      templateProgramming,
    ).as('what is no template is refused'),
    (template, message) => {
      expect(() => parseTemplate(template)).toThrow(message);
    },
  );
});
