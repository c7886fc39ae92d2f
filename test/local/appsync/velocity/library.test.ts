import { describe, expect, it } from 'vitest';
import { behaviours } from '../../../parity/behaviour.ts';
import { templateUtilities } from '../../../parity/sources.ts';
import { now } from '../javascript/support.ts';
import { run, textOf, valueOf } from './support.ts';

const { equal } = behaviours('Mapping templates (VTL)');
const utilities = equal('core', templateUtilities);

const context = { arguments: { id: 'a', list: [3, 1, 2], items: [{ n: 2 }, { n: 1 }], no: null } };

describe('$util', utilities, () => {
  it.each<[string, unknown]>([
    ['$util.isNull($ctx.args.no)', true],
    ['$util.isNullOrEmpty("")', true],
    ['$util.isNullOrBlank("  ")', true],
    ['$util.isNullOrBlank("x")', false],
    ['$util.defaultIfNull($ctx.args.no, "d")', 'd'],
    ['$util.defaultIfNullOrEmpty("", "d")', 'd'],
    ['$util.defaultIfNullOrBlank("x", "d")', 'x'],
    ['$util.isString("x")', true],
    ['$util.isNumber(1)', true],
    ['$util.isBoolean(true)', true],
    ['$util.isList([])', true],
    ['$util.isMap({})', true],
    ['$util.typeOf($ctx.args.list)', 'List'],
    ['$util.typeOf($ctx.args.no)', 'Null'],
    ['$util.parseJson("{\\"a\\": [1]}").a[0]', 1],
    ['$util.matches("a*b", "aab")', true],
    ['$util.authType()', 'API Key Authorization'],
    ['$util.autoId()', '6f1c2b1e-0000-4000-8000-000000000001'],
    ['$util.base64Decode($util.base64Encode("ü"))', 'ü'],
    ['$util.urlEncode("a b&c")', 'a+b%26c'],
    ['$util.escapeJavaScript("it\'s")', "it\\'s"],
    ['$util.str.toUpper("a")', 'A'],
    ['$util.str.toReplace("a.a", ".", "-")', 'a-a'],
    ['$util.math.roundNum(1.5)', 2],
    ['$util.time.nowEpochMilliSeconds()', now],
    ['$util.time.nowISO8601()', '2026-01-02T03:04:05.678Z'],
    ['$util.time.epochMilliSecondsToFormatted(0, "yyyy-MM-dd")', '1970-01-01'],
    ['$util.list.copyAndRetainAll([1, 2, 3], [2, 4])', [2]],
    ['$util.list.copyAndRemoveAll([1, 2, 3], [2, 4])', [1, 3]],
    ['$util.list.sortList($ctx.args.list, true, "any")', [3, 2, 1]],
    ['$util.list.sortList($ctx.args.items, false, "n")', [{ n: 1 }, { n: 2 }]],
    ['$util.map.copyAndRetainAllKeys({"a": 1, "b": 2}, ["a"])', { a: 1 }],
    ['$util.map.copyAndRemoveAllKeys({"a": 1, "b": 2}, ["a"])', { b: 2 }],
    [
      '$util.dynamodb.toDynamoDB({"a": [1, "x", true, $null]})',
      { M: { a: { L: [{ N: 1 }, { S: 'x' }, { BOOL: true }, { NULL: null }] } } },
    ],
    ['$util.dynamodb.toMapValues({"a": 1})', { a: { N: 1 } }],
    ['$util.parseJson($util.dynamodb.toStringSetJson(["a"]))', { SS: ['a'] }],
    ['$util.parseJson($util.dynamodb.toMapValuesJson({"a": "b"}))', { a: { S: 'b' } }],
    [
      '$util.parseJson($util.transform.toDynamoDBFilterExpression({"a": {"eq": 1}})).expression',
      '(#a = :a_eq)',
    ],
    ['$util.xml.toMap("<a><b>1</b></a>")', { a: { b: 1 } }],
    ['$util.http.copyHeaders({"host": "x", "x-a": "y"})', { 'x-a': 'y' }],
  ])('%s', utilities.as('each utility of templates'), (expression, expected) => {
    expect(valueOf(expression, context)).toEqual(expected);
  });

  it('toJson writes the whole context as functions receive it', () => {
    const written = JSON.parse(textOf('$util.toJson($ctx)', context));
    expect(Object.keys(written).slice(0, 4)).toEqual(['arguments', 'identity', 'source', 'result']);
    expect(written.arguments).toEqual(context.arguments);
    expect(written.info.selectionSetList).toEqual([]);
  });

  it('error ends the evaluation, appendError and validate are recorded or end it', () => {
    const raised = run('$util.error("No $ctx.args.id", "T", {"x": 1}, {"y": [2]})', context).evaluation;
    expect(raised.error).toEqual({ message: 'No a', errorType: 'T', data: { x: 1 }, errorInfo: { y: [2] } });
    const appended = run('$util.appendError("Hm", "T"){"a": 1}').evaluation;
    expect(appended).toMatchObject({ result: { a: 1 }, appendedErrors: [{ message: 'Hm', errorType: 'T' }] });
    expect(
      run('$util.validate(1 == 1, "No")$util.validate(1 == 2, "No", "T")').evaluation.error,
    ).toMatchObject({
      message: 'No',
      errorType: 'T',
    });
    expect(run('$util.unauthorized()').evaluation.error).toMatchObject({ unauthorized: true });
  });

  it('logs, headers, stash and extensions reach what asked', () => {
    const { evaluation } = run(
      `$util.log.info("a {} {}", 1, {"b": 2})
       $util.http.addResponseHeader("x-tag", "t")
       $util.qr($ctx.stash.put("seen", [1]))
       $extensions.evictFromApiCache("Query", "note", {"context.arguments.id": "1"})
       #set($ctx.stash.more = $ctx.stash.seen[0]){}`,
    );
    expect(evaluation).toMatchObject({
      logs: ['INFO - a 1 {b=2}'],
      responseHeaders: { 'x-tag': 't' },
      stash: { seen: [1], more: 1 },
      cacheEvictions: [{ typeName: 'Query', fieldName: 'note' }],
      result: {},
    });
  });
});
