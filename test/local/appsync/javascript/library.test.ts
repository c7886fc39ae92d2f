import { describe, expect, it } from 'vitest';
import { run, valueOf } from './support.ts';
import { behaviours } from '../../../parity/behaviour.ts';
import { dynamoDbHelpers, libraryCaptures, utilReference, utilTypes } from '../../../parity/sources.ts';

const library = behaviours('APPSYNC_JS: the library');
const typedValues = library
  .equal('core', libraryCaptures, utilTypes)
  .as('util.dynamodb: types values as recorded from the service');
const helpers = library
  .equal('core', dynamoDbHelpers, utilTypes)
  .as('@aws-appsync/utils/dynamodb: helpers write the requests of the operations')
  .noting('the placeholders in conditions and key conditions are not established');
const updates = library
  .equal('core', libraryCaptures)
  .noting('the texts of REMOVE and of nested paths are not established');
const wrongArgument = library.assumed(
  'strict',
  'type and place are captured, the text is not',
  libraryCaptures,
);

const ddb = `import * as ddb from '@aws-appsync/utils/dynamodb'`;

describe('util.dynamodb, as recorded from the service', typedValues, () => {
  it.each([
    [
      `toDynamoDB({ a: 'x', n: 1, b: true, l: [null], m: { s: '' } })`,
      {
        M: {
          a: { S: 'x' },
          n: { N: 1 },
          b: { BOOL: true },
          l: { L: [{ NULL: null }] },
          m: { M: { s: { S: '' } } },
        },
      },
    ],
    [`toString('x')`, { S: 'x' }],
    [`toStringSet(['a'])`, { SS: ['a'] }],
    ['toNumber(10)', { N: 10 }],
    ['toNumberSet([1, 4.56])', { NS: [1, 4.56] }],
    [`toBinary('aGk=')`, { B: 'aGk=' }],
    ['toBoolean(false)', { BOOL: false }],
    ['toNull()', { NULL: null }],
    ['toString(null)', null],
    [`toMapValues({ a: 'x' })`, { a: { S: 'x' } }],
    [`toMap({ a: 1 })`, { M: { a: { N: 1 } } }],
    [`toList([1])`, { L: [{ N: 1 }] }],
    [`toS3Object('k', 'b', 'r')`, { S: '{"s3":{"key":"k","bucket":"b","region":"r"}}' }],
  ])('%s', (call, expected) => expect(valueOf(`util.dynamodb.${call}`)).toEqual(expected));
});

describe('util.transform', library.equal('complete', utilReference), () => {
  it('writes filters and conditions as recorded', library.equal('complete', libraryCaptures), () => {
    expect(valueOf(`util.transform.toDynamoDBFilterExpression({ title: { contains: 'Hello World' } })`)).toBe(
      '{"expression":"(contains(#title,:title_contains))","expressionNames":{"#title":"title"},"expressionValues":{":title_contains":{"S":"Hello World"}}}',
    );
    const text = valueOf(
      'util.transform.toDynamoDBConditionExpression({ id: { attributeExists: true }, version: { eq: 10 } })',
    );
    expect(JSON.parse(text as string)).toEqual({
      expression: '(attribute_exists(#id)) AND (#version = :version_eq)',
      expressionNames: { '#id': 'id', '#version': 'version' },
      expressionValues: { ':version_eq': { N: 10 } },
    });
  });

  const groups = library.assumed('complete', 'AWS samples hand such groups on to DynamoDB', utilReference);
  it('writes groups of conditions without the redundant parentheses that DynamoDB refuses', groups, () => {
    const expressionOf = (condition: string) =>
      JSON.parse(valueOf(`util.transform.toDynamoDBConditionExpression(${condition})`) as string).expression;
    expect(expressionOf('{ and: [{ id: { attributeExists: false } }] }')).toBe('(attribute_not_exists(#id))');
    expect(expressionOf('{ or: [{ a: { eq: 1 } }, { b: { eq: 2 } }] }')).toBe(
      '((#a = :a_eq) OR (#b = :b_eq))',
    );
    expect(expressionOf('{ or: [{ a: { eq: 1 }, b: { eq: 2 } }, { not: { c: { eq: 3 } } }] }')).toBe(
      '(((#a = :a_eq) AND (#b = :b_eq)) OR (NOT (#c = :c_eq)))',
    );
  });

  it('combines fields, alternatives and rules in a subscription filter', () => {
    expect(
      valueOf(
        `util.transform.toSubscriptionFilter({ a: { eq: 1, gt: 5 }, b: { ne: 2 }, c: { eq: 0 } }, ['c'])`,
      ),
    ).toEqual({
      filterGroup: [
        {
          filters: [
            { fieldName: 'a', operator: 'eq', value: 1 },
            { fieldName: 'b', operator: 'ne', value: 2 },
          ],
        },
        {
          filters: [
            { fieldName: 'a', operator: 'gt', value: 5 },
            { fieldName: 'b', operator: 'ne', value: 2 },
          ],
        },
      ],
    });
  });

  it('writes OpenSearch queries as documented', () => {
    const text = valueOf(`util.transform.toElasticsearchQueryDSL({ upvotes: { ne: 15, range: [10, 20] } })`);
    expect(JSON.parse(text as string)).toEqual({
      bool: {
        must: [
          {
            bool: {
              must: [
                { bool: { must_not: { term: { upvotes: 15 } } } },
                { range: { upvotes: { gte: 10, lte: 20 } } },
              ],
            },
          },
        ],
      },
    });
  });
});

describe('@aws-appsync/utils/dynamodb', helpers, () => {
  it.each([
    [
      'get({ key: { id: "1" }, consistentRead: true })',
      { operation: 'GetItem', key: { id: { S: '1' } }, consistentRead: true },
    ],
    [
      'put({ key: { id: "1" }, item: { n: 2 } })',
      { operation: 'PutItem', key: { id: { S: '1' } }, attributeValues: { n: { N: 2 } } },
    ],
    [
      'remove({ key: { id: "1" }, condition: { owner: { eq: "me" } } })',
      {
        operation: 'DeleteItem',
        key: { id: { S: '1' } },
        condition: {
          expression: '(#owner = :owner_eq)',
          expressionNames: { '#owner': 'owner' },
          expressionValues: { ':owner_eq': { S: 'me' } },
        },
      },
    ],
    [
      'query({ query: { pk: { eq: "a" }, sk: { beginsWith: "b" } }, limit: 5, nextToken: null })',
      {
        operation: 'Query',
        query: {
          expression: '#pk = :pk_eq AND begins_with(#sk, :sk_beginsWith)',
          expressionNames: { '#pk': 'pk', '#sk': 'sk' },
          expressionValues: { ':pk_eq': { S: 'a' }, ':sk_beginsWith': { S: 'b' } },
        },
        limit: 5,
      },
    ],
    [
      'transactWrite({ items: [{ conditionCheck: { table: "T", key: { id: "1" } } }] })',
      {
        operation: 'TransactWriteItems',
        transactItems: [{ table: 'T', operation: 'ConditionCheck', key: { id: { S: '1' } } }],
      },
    ],
    [
      'batchGet({ tables: { T: { keys: [{ id: "1" }] } } })',
      { operation: 'BatchGetItem', tables: { T: { keys: [{ id: { S: '1' } }] } } },
    ],
  ])('%s', (call, expected) => expect(valueOf(`ddb.${call}`, {}, ddb)).toEqual(expected));

  it('numbers the entries of an update', updates, () => {
    const update = `{ a: 1, b: ddb.operations.increment(2), c: ddb.operations.append(['x']), d: ddb.operations.remove(), e: { f: null } }`;
    expect(valueOf(`ddb.update({ key: { id: '1' }, update: ${update} }).update`, {}, ddb)).toEqual({
      expression:
        'SET #expName_1 = :expValue_1, #expName_2 = #expName_2 + :expValue_2, ' +
        '#expName_3 = list_append(#expName_3, :expValue_3), #expName_5.#expName_6 = :expValue_4 REMOVE #expName_4',
      expressionNames: {
        '#expName_1': 'a',
        '#expName_2': 'b',
        '#expName_3': 'c',
        '#expName_4': 'd',
        '#expName_5': 'e',
        '#expName_6': 'f',
      },
      expressionValues: {
        ':expValue_1': { N: 1 },
        ':expValue_2': { N: 2 },
        ':expValue_3': { L: [{ S: 'x' }] },
        ':expValue_4': { NULL: null },
      },
    });
  });
});

describe('the rest of util', library.equal('core', utilReference), () => {
  it.each([
    ['util.time.nowISO8601()', '2026-01-02T03:04:05.678Z'],
    ['util.time.nowEpochSeconds()', 1767323045],
    ['util.time.epochMilliSecondsToISO8601(1766438528000)', '2025-12-22T21:22:08Z'],
    [`util.time.nowFormatted('yyyy-MM-dd HH:mm:ssZ', 'Australia/Perth')`, '2026-01-02 11:04:05+0800'],
    [`util.time.parseISO8601ToEpochMilliSeconds('2018-02-01T17:21:05.180+08:00')`, 1517476865180],
    [
      `util.time.parseFormattedToEpochMilliSeconds('2018-02-02 01:19:22', 'yyyy-MM-dd HH:mm:ss', 'Australia/Perth')`,
      1517505562000,
    ],
    [`util.urlEncode('a b&ü*')`, 'a+b%26%C3%BC*'],
    [`util.urlDecode('a+b%26%C3%BC')`, 'a b&ü'],
    [`util.base64Decode(util.base64Encode('grüß'))`, 'grüß'],
    [`util.escapeJavaScript('a"b')`, 'a\\"b'],
    [`util.matches('a*b', 'aaaaab')`, true],
    [`util.authType()`, 'API Key Authorization'],
    [`util.math.roundNum(1.5)`, 2],
    [`util.str.normalize('é', 'nfd').length`, 2],
    [`util.xml.toMap('<p><id>1</id></p>')`, { p: { id: 1 } }],
    [`util.http.copyHeaders({ Host: 'x', a: 'b' })`, { a: 'b' }],
    [`JSON.parse('{nonsense')`, ''],
    [`'a1b22'.replaceAll('[0-9]+', '<$0>')`, 'a<1>b<22>'],
    [`'a.b'.replace('\\\\.', '-')`, 'a-b'],
    [`'Hällo'.replaceAll('[\\\\p{Alpha}&&[^l]]', '')`, 'äll'],
  ])('%s', (expression, expected) => expect(valueOf(expression)).toEqual(expected));

  it('makes identifiers of their kinds', () => {
    expect(valueOf('[util.autoId(), util.autoUlid(), util.autoKsuid()]')).toEqual([
      expect.stringMatching(/^[0-9a-f-]{36}$/),
      expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{26}$/),
      expect.stringMatching(/^[0-9A-Za-z]{27}$/),
    ]);
  });

  it('ignores forbidden response headers and says so', library.equal('strict', utilReference), () => {
    const { responseHeaders, appendedErrors } = run(
      `util.http.addResponseHeader('X-Count', 7); util.http.addResponseHeader('x-amz-a', 1)`,
    );
    expect(responseHeaders).toEqual({ 'x-count': '7' });
    expect(appendedErrors).toMatchObject([{ errorType: 'ResponseHeaderError' }]);
  });

  it('faults on a wrong argument, with its place', wrongArgument, () => {
    expect(run('return util.urlEncode(1)').error).toMatchObject({
      errorType: 'Code',
      message: expect.stringMatching(/^code\.js:3:\d+: util\.urlEncode: expected a string$/) as string,
    });
  });
});
