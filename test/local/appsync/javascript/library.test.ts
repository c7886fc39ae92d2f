import { describe, expect, it } from 'vitest';
import { run, valueOf } from './support.ts';
import { behaviours } from '../../../parity/behaviour.ts';
import { dynamoDbHelpers, libraryCaptures, utilReference, utilTypes } from '../../../parity/sources.ts';

const library = behaviours('APPSYNC_JS: the library');
const typedValues = library
  .equal('core', libraryCaptures, utilTypes)
  .as('util.dynamodb: types values as recorded from the service');
const helpers = library
  .equal('core', libraryCaptures, dynamoDbHelpers, utilTypes)
  .as('@aws-appsync/utils/dynamodb: helpers write the requests of the operations');
const updates = library.equal('core', libraryCaptures).noting('nested paths are not established');
const wrongArgument = library.assumed(
  'strict',
  'type and place are captured, the text is not',
  libraryCaptures,
);

const iam = { accountId: '1', userArn: 'arn:aws:iam::1:user/u', username: 'U', sourceIp: ['192.0.2.1'] };
const userPool = {
  sub: 's',
  issuer: 'i',
  username: 'u',
  claims: {},
  sourceIp: ['192.0.2.1'],
  defaultAuthStrategy: 'ALLOW',
};

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
    [`toBinarySet(['aGk='])`, { BS: ['aGk='] }],
    [`toNumberSet(null)`, null],
    [`toS3Object('k', 'b', 'r', 'v')`, { S: '{"s3":{"key":"k","bucket":"b","region":"r","version":"v"}}' }],
    [
      `fromS3ObjectJson('{"s3":{"key":"k","bucket":"b","region":"r"}}')`,
      { key: 'k', bucket: 'b', region: 'r' },
    ],
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

  const expressionOf = (condition: string) =>
    JSON.parse(valueOf(`util.transform.toDynamoDBConditionExpression(${condition})`) as string);

  it(
    'writes groups in one pair of parentheses, and none around a single member',
    library.equal('complete', libraryCaptures),
    () => {
      expect(expressionOf('{ and: [{ id: { attributeExists: false } }] }')).toEqual({
        expression: '(attribute_not_exists(#id))',
        expressionNames: { '#id': 'id' },
        expressionValues: {},
      });
      expect(expressionOf('{ or: [{ a: { eq: 1 } }, { b: { ne: null } }] }')).toEqual({
        expression: '((#a = :or_0_a_eq) OR (#b <> :or_1_b_ne))',
        expressionNames: { '#a': 'a', '#b': 'b' },
        expressionValues: { ':or_0_a_eq': { N: 1 }, ':or_1_b_ne': { NULL: null } },
      });
      for (const [condition, expression] of [
        ['{ a: { eq: 1 }, and: [{ "b.c": { eq: 2 } }] }', '(#a = :a_eq) AND (#b.c = :and_0_b.c_eq)'],
        ['{ a: { ge: 1, le: 5 } }', '((#a >= :a_ge) AND (#a <= :a_le))'],
        ['{ not: { not: { a: { eq: 1 } } } }', '(NOT (NOT (#a = :not_not_a_eq)))'],
        [
          '{ and: [{ or: [{ a: { eq: 1 } }, { b: { eq: 2 } }] }, { not: { c: { eq: 3 } } }] }',
          '(((#a = :and_0_or_0_a_eq) OR (#b = :and_0_or_1_b_eq)) AND (NOT (#c = :and_1_not_c_eq)))',
        ],
      ])
        expect(expressionOf(condition!).expression).toBe(expression);
    },
  );

  it('joins what is empty like anything else', library.equal('strict', libraryCaptures), () => {
    for (const [condition, expression] of [
      ['{}', ''],
      ['{ and: [] }', ''],
      ['{ a: { size: {} } }', ''],
      ['{ a: { in: [] } }', '(null)'],
      ['{ not: {} }', '(NOT )'],
      ['{ a: { eq: 1 }, b: {} }', '(#a = :a_eq) AND '],
      ['{ and: [{ a: { eq: 1 } }, {}] }', '((#a = :and_0_a_eq) AND )'],
    ])
      expect(expressionOf(condition!).expression).toBe(expression);
  });

  it.each([
    '',
    'null',
    '[]',
    '"a"',
    '{ a: { like: 1 } }',
    '{ a: 1 }',
    '{ a: { b: { eq: 1 } } }',
    '{ and: { a: { eq: 1 } } }',
    '{ or: [null] }',
    '{ not: [{ a: { eq: 1 } }] }',
    '{ a: { between: [1] } }',
    '{ a: { in: 1 } }',
    '{ a: { attributeExists: "yes" } }',
    '{ a: { attributeType: "S" } }',
    '{ a: { size: 3 } }',
  ])(
    'a filter that is none: %s',
    library.equal('strict', libraryCaptures).as('util.transform: answers null for a filter that is none'),
    (filter) => expect(valueOf(`util.transform.toDynamoDBFilterExpression(${filter})`)).toBeNull(),
  );

  it(
    'combines fields, alternatives and rules in a subscription filter',
    library.equal('complete', libraryCaptures),
    () => {
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
    },
  );

  it(
    'multiplies the groups of a subscription filter by `or`, joins `and`, and asks for one of the rules',
    library.equal('complete', libraryCaptures),
    () => {
      const filter = (call: string) =>
        (valueOf(`util.transform.toSubscriptionFilter(${call})`) as any).filterGroup;
      const eq = (fieldName: string, value: number) => ({ fieldName, operator: 'eq', value });
      expect(filter('{ or: [{ a: { eq: 1 } }, { b: { eq: 2 } }], c: { eq: 3 } }')).toEqual([
        { filters: expect.arrayContaining([eq('a', 1), eq('c', 3)]) },
        { filters: expect.arrayContaining([eq('b', 2), eq('c', 3)]) },
      ]);
      expect(filter('{ and: [{ a: { eq: 1 } }, { b: { eq: 2 } }] }')).toEqual([
        { filters: [eq('a', 1), eq('b', 2)] },
      ]);
      expect(filter('{ a: { eq: 1 } }, [], { owner: { eq: 7 }, team: { eq: 8 } }')).toEqual([
        { filters: [eq('a', 1), eq('owner', 7)] },
        { filters: [eq('a', 1), eq('team', 8)] },
      ]);
    },
  );

  it(
    'takes any operator of a subscription filter, and what is no filter for none',
    library.equal('strict', libraryCaptures),
    () => {
      const filter = (call: string) => valueOf(`util.transform.toSubscriptionFilter(${call})`);
      const only = (fieldName: string, operator: string, value: unknown) => ({
        filterGroup: [{ filters: [{ fieldName, operator, value }] }],
      });
      expect(filter('{ a: { bogus: 1 } }')).toEqual(only('a', 'bogus', 1));
      expect(filter('{ not: { a: { eq: 1 } } }')).toEqual(only('not', 'a', { eq: 1 }));
      expect(filter('{}, [], { a: { eq: 1 } }')).toEqual(only('a', 'eq', 1));
      for (const empty of ['{}', '{ a: {} }', '{ and: [] }'])
        expect(filter(empty)).toEqual({ filterGroup: [] });
      for (const none of ['', 'null', '[]', `'{"a":{"eq":1}}'`]) expect(filter(none)).toBeNull();
    },
  );

  it.each([
    ['ne', '{ a: { ne: 1 } }', '(#a <> :a_ne)'],
    ['le', '{ a: { le: 1 } }', '(#a <= :a_le)'],
    ['lt', '{ a: { lt: 1 } }', '(#a < :a_lt)'],
    ['ge', '{ a: { ge: 1 } }', '(#a >= :a_ge)'],
    ['gt', '{ a: { gt: 1 } }', '(#a > :a_gt)'],
    ['beginsWith', `{ a: { beginsWith: 'x' } }`, '(begins_with(#a,:a_beginsWith))'],
    ['notContains', `{ a: { notContains: 'x' } }`, '(NOT contains(#a,:a_notContains))'],
    ['attributeExists', '{ a: { attributeExists: false } }', '(attribute_not_exists(#a))'],
    ['between', '{ a: { between: [1, 2, 3] } }', '(#a BETWEEN :a_between_start AND :a_between_end)'],
    ['in', '{ a: { in: [1, 2] } }', '(#a IN (:a_in_0, :a_in_1))'],
    ['size', '{ a: { size: { gt: 1, lt: 5 } } }', '((size(#a) > :a_size_gt) AND (size(#a) < :a_size_lt))'],
    ['size of a size', '{ a: { size: { size: { ge: 1 } } } }', '(size(#a) >= :a_size_size_ge)'],
    ['attributeType', `{ a: { attributeType: 'stringSet' } }`, '(attribute_type(#a,:a_attributeType))'],
  ])(
    'the operator %s of a filter',
    library
      .equal('complete', libraryCaptures)
      .as('util.transform: each operator of a filter becomes that of DynamoDB'),
    (_, filter, expected) => {
      const text = valueOf(`util.transform.toDynamoDBFilterExpression(${filter})`) as string;
      expect(JSON.parse(text).expression).toEqual(expected);
    },
  );

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

describe('util.transform.toElasticsearchQueryDSL', () => {
  it.each([
    ['eq', 1, { term: { f: 1 } }],
    ['gt', 1, { range: { f: { gt: 1 } } }],
    ['gte', 1, { range: { f: { gte: 1 } } }],
    ['lt', 1, { range: { f: { lt: 1 } } }],
    ['lte', 1, { range: { f: { lte: 1 } } }],
    ['match', 'x', { match: { f: 'x' } }],
    ['matchPhrase', 'x', { match_phrase: { f: 'x' } }],
    ['matchPhrasePrefix', 'x', { match_phrase_prefix: { f: 'x' } }],
    ['multiMatch', 'x', { multi_match: { query: 'x', fields: ['f'] } }],
    ['wildcard', 'x*', { wildcard: { f: 'x*' } }],
    ['regexp', 'x.*', { regexp: { f: 'x.*' } }],
    ['exists', true, { exists: { field: 'f' } }],
  ])(
    'the operator %s',
    library
      .equal('strict', utilReference)
      .as('util.transform: each operator of an OpenSearch query')
      .noting('the operators are documented; what some become is not shown'),
    (operator, value, expected) => {
      const text = valueOf(
        `util.transform.toElasticsearchQueryDSL({ f: { ${operator}: ${JSON.stringify(value)} } })`,
      );
      expect(JSON.parse(text as string)).toEqual({ bool: { must: [{ bool: { must: [expected] } }] } });
    },
  );
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
          expression: '(#pk = :pk_eq) AND (begins_with(#sk,:sk_beginsWith))',
          expressionNames: { '#pk': 'pk', '#sk': 'sk' },
          expressionValues: { ':pk_eq': { S: 'a' }, ':sk_beginsWith': { S: 'b' } },
        },
        limit: 5,
      },
    ],
    [
      'transactWrite({ items: [{ conditionCheck: { table: "T", key: { id: "1" }, condition: { v: { attributeExists: true } } } }] })',
      {
        operation: 'TransactWriteItems',
        transactItems: [
          {
            table: 'T',
            operation: 'ConditionCheck',
            key: { id: { S: '1' } },
            condition: { expression: '(attribute_exists(#v))', expressionNames: { '#v': 'v' } },
          },
        ],
      },
    ],
    [
      'batchGet({ tables: { T: { keys: [{ id: "1" }] } } })',
      { operation: 'BatchGetItem', tables: { T: { keys: [{ id: { S: '1' } }] } } },
    ],
    [
      'scan({ limit: 2, totalSegments: 2, segment: 1, filter: { n: { gt: 1 } }, projection: ["id", "a.b", "a.id"] })',
      {
        operation: 'Scan',
        limit: 2,
        totalSegments: 2,
        segment: 1,
        filter: {
          expression: '(#n > :n_gt)',
          expressionNames: { '#n': 'n' },
          expressionValues: { ':n_gt': { N: 1 } },
        },
        projection: {
          expression: '#expName_1, #expName_2.#expName_3, #expName_2.#expName_1',
          expressionNames: { '#expName_1': 'id', '#expName_2': 'a', '#expName_3': 'b' },
        },
      },
    ],
    [
      'sync({ limit: 2, lastSync: 5, basePartitionKey: "p", deltaIndexName: "i" })',
      { operation: 'Sync', limit: 2, lastSync: 5, basePartitionKey: 'p', deltaIndexName: 'i' },
    ],
    [
      'batchPut({ tables: { T: [{ id: "1", n: 2 }] } })',
      { operation: 'BatchPutItem', tables: { T: [{ id: { S: '1' }, n: { N: 2 } }] } },
    ],
    [
      'batchDelete({ tables: { T: [{ id: "1" }] } })',
      { operation: 'BatchDeleteItem', tables: { T: [{ id: { S: '1' } }] } },
    ],
    [
      'transactGet({ items: [{ table: "T", key: { id: "1" }, projection: ["n"] }] })',
      {
        operation: 'TransactGetItems',
        transactItems: [
          {
            table: 'T',
            key: { id: { S: '1' } },
            projection: { expression: '#expName_1', expressionNames: { '#expName_1': 'n' } },
          },
        ],
      },
    ],
    [
      `transactWrite({ items: [
        { putItem: { table: "T", key: { id: "1" }, item: { n: 1 } } },
        { updateItem: { table: "T", key: { id: "2" }, update: { n: 2 } } },
        { deleteItem: { table: "T", key: { id: "3" } } },
      ] })`,
      {
        operation: 'TransactWriteItems',
        transactItems: [
          { table: 'T', operation: 'PutItem', key: { id: { S: '1' } }, attributeValues: { n: { N: 1 } } },
          {
            table: 'T',
            operation: 'UpdateItem',
            key: { id: { S: '2' } },
            update: {
              expression: 'SET #expName_1 = :expValue_1',
              expressionNames: { '#expName_1': 'n' },
              expressionValues: { ':expValue_1': { N: 2 } },
            },
          },
          { table: 'T', operation: 'DeleteItem', key: { id: { S: '3' } } },
        ],
      },
    ],
  ])('%s', (call, expected) => expect(valueOf(`ddb.${call}`, {}, ddb)).toEqual(expected));

  it.each([
    ['ddb.operations.add(1)', '#expName_1 = :expValue_1', { N: 1 }],
    ['ddb.operations.replace(1)', '#expName_1 = :expValue_1', { N: 1 }],
    ['ddb.operations.increment()', '#expName_1 = #expName_1 + :expValue_1', { N: 1 }],
    ['ddb.operations.decrement(3)', '#expName_1 = #expName_1 - :expValue_1', { N: 3 }],
    ['ddb.operations.append([1])', '#expName_1 = list_append(#expName_1, :expValue_1)', { L: [{ N: 1 }] }],
    ['ddb.operations.prepend([1])', '#expName_1 = list_append(:expValue_1, #expName_1)', { L: [{ N: 1 }] }],
    ['null', '#expName_1 = :expValue_1', { NULL: null }],
  ])(
    'an update by %s',
    library
      .equal('core', libraryCaptures)
      .as('@aws-appsync/utils/dynamodb: each operation of an update is written as recorded'),
    (operation, set, value) => {
      expect(
        valueOf(`ddb.update({ key: { id: '1' }, update: { a: ${operation} } }).update`, {}, ddb),
      ).toEqual({
        expression: `SET ${set}`,
        expressionNames: { '#expName_1': 'a' },
        expressionValues: { ':expValue_1': value },
      });
    },
  );

  it('an operation on one item of a list names its index', library.equal('strict', libraryCaptures), () => {
    const update = `{ a: [ddb.operations.updateListItem('x', 1), ddb.operations.updateListItem('y', 2)] }`;
    expect(valueOf(`ddb.update({ key: { id: '1' }, update: ${update} }).update.expression`, {}, ddb)).toBe(
      'SET #expName_1[1] = :expValue_1, #expName_1[2] = :expValue_2',
    );
  });

  it('makes typed sets', library.equal('complete', libraryCaptures, utilTypes), () => {
    expect(
      valueOf(`[ddb.toStringSet(['a']), ddb.toNumberSet([1]), ddb.toBinarySet(['aGk='])]`, {}, ddb),
    ).toEqual([{ SS: ['a'] }, { NS: [1] }, { BS: ['aGk='] }]);
  });

  it(
    'numbers removals after what is set, and keeps values where there are none',
    library.equal('strict', libraryCaptures),
    () => {
      const written = (update: string) =>
        valueOf(`ddb.update({ key: { id: '1' }, update: ${update} }).update`, {}, ddb);
      expect(written('{ b: ddb.operations.remove(), a: ddb.operations.increment() }')).toEqual({
        expression: 'SET #expName_1 = #expName_1 + :expValue_1 REMOVE #expName_2',
        expressionNames: { '#expName_1': 'a', '#expName_2': 'b' },
        expressionValues: { ':expValue_1': { N: 1 } },
      });
      expect(written('{ b: ddb.operations.remove() }')).toEqual({
        expression: 'REMOVE #expName_1',
        expressionNames: { '#expName_1': 'b' },
        expressionValues: {},
      });
    },
  );

  it('numbers the entries of an update', updates, () => {
    const update = `{ a: 1, b: ddb.operations.increment(2), c: ddb.operations.append(['x']), d: ddb.operations.remove(), e: { f: null } }`;
    expect(valueOf(`ddb.update({ key: { id: '1' }, update: ${update} }).update`, {}, ddb)).toEqual({
      expression:
        'SET #expName_1 = :expValue_1, #expName_2 = #expName_2 + :expValue_2, ' +
        '#expName_3 = list_append(#expName_3, :expValue_3), #expName_4.#expName_5 = :expValue_4 REMOVE #expName_6',
      expressionNames: {
        '#expName_1': 'a',
        '#expName_2': 'b',
        '#expName_3': 'c',
        '#expName_4': 'e',
        '#expName_5': 'f',
        '#expName_6': 'd',
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
    [`[util.math.minVal(3, 1), util.math.maxVal(3, 1)]`, [1, 3]],
    [`util.math.randomDouble()`, 0.5],
    [`util.time.nowEpochMilliSeconds()`, 1767323045678],
    [`util.time.epochMilliSecondsToSeconds(1767323045678)`, 1767323045],
    [`util.time.epochMilliSecondsToISO8601(1767323045678)`, '2026-01-02T03:04:05.678Z'],
    [`util.time.epochMilliSecondsToFormatted(1767323045678, 'yyyy-MM-dd')`, '2026-01-02'],
    [`util.xml.toJsonString('<p><id>1</id></p>')`, '{"p":{"id":1}}'],
    [
      `util.rds.toJsonObject('{"sqlStatementResults":[{"columnMetadata":[{"name":"n"}],"records":[[{"longValue":1}]]}]}')`,
      [[{ n: 1 }]],
    ],
    [`util.str.normalize('é', 'nfd').length`, 2],
    [`util.xml.toMap('<p><id>1</id></p>')`, { p: { id: 1 } }],
    [`util.http.copyHeaders({ Host: 'x', a: 'b' })`, { a: 'b' }],
    [`JSON.parse('{nonsense')`, ''],
    [`'a1b22'.replaceAll('[0-9]+', '<$0>')`, 'a<1>b<22>'],
    [`'a.b'.replace('\\\\.', '-')`, 'a-b'],
    [`'Hällo'.replaceAll('[\\\\p{Alpha}&&[^l]]', '')`, 'äll'],
  ])('%s', (expression, expected) => expect(valueOf(expression)).toEqual(expected));

  it(
    'draws whole numbers within a range',
    library.assumed('strict', 'that the first bound is among them and the second is not', utilReference),
    () => expect(valueOf('util.math.randomWithinRange(1, 10)')).toBe(5),
  );

  it.each([
    ['a key', null, 'API Key Authorization'],
    ['IAM', iam, 'IAM Authorization'],
    ['a user pool', userPool, 'User Pool Authorization'],
    ['OpenID Connect', { sub: 's', issuer: 'i', claims: {} }, 'Open ID Connect Authorization'],
    ['a Lambda authorizer', { resolverContext: { a: 'b' } }, 'Lambda Authorization'],
    ['a Lambda authorizer without context', {}, 'Lambda Authorization'],
    ['an incomplete IAM', { ...iam, sourceIp: null }, 'API Key Authorization'],
    ['an incomplete user pool', { ...userPool, defaultAuthStrategy: undefined }, 'API Key Authorization'],
    ['claims alone', { claims: {} }, 'API Key Authorization'],
    [
      'OpenID Connect with a name',
      { sub: 's', issuer: 'i', claims: {}, username: 'u' },
      'API Key Authorization',
    ],
  ])(
    'util.authType() of a caller by %s',
    library.equal('complete', libraryCaptures).as('util.authType() names the mode of the caller'),
    (_, identity, expected) => expect(valueOf('util.authType()', { identity })).toBe(expected),
  );

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
