import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Lambda } from '../../../../local/core/ports.ts';
import { createDynamoDb, type DynamoDbService } from '../../../../local/dynamodb/index.ts';
import { evaluateMappingTemplate } from '../../../../local/appsync/evaluate-template.ts';
import { behaviours } from '../../../parity/behaviour.ts';
import {
  lambdaReference,
  mappingTemplates,
  sdkClient,
  templateDirectives,
  templateErrors,
  templateProgramming,
  templateVersions,
  transformCaptures,
} from '../../../parity/sources.ts';
import { environment } from '../javascript/support.ts';
import { testEnvironment } from '../../support.ts';
import { openTestApi, permissiveIam, type TestApi } from '../harness.ts';

const { equal } = behaviours('Mapping templates (VTL)');

const table = { Type: 'AMAZON_DYNAMODB', DynamoDBConfig: { TableName: 'Posts' } };
const toJson = '$util.toJson($ctx.result)';
const payload = (json: string, version = '2018-05-29') => `{"version": "${version}", "payload": ${json}}`;
const failing = (version: string) =>
  `{"version": "${version}", "operation": "Invoke", "payload": {"fail": true}}`;

let dynamodb: DynamoDbService;
let api: TestApi;
const events: any[] = [];

beforeAll(async () => {
  dynamodb = await createDynamoDb({ environment: testEnvironment(), iam: permissiveIam });
  await dynamodb.call('CreateTable', {
    TableName: 'Posts',
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    BillingMode: 'PAY_PER_REQUEST',
  });
  const lambda: Lambda = {
    async invoke({ payload: event }) {
      events.push(event);
      const given = event as any;
      if (given.fail ?? given.arguments?.fail) {
        const thrown = { errorType: 'Error', errorMessage: 'broken' };
        return { statusCode: 200, functionError: 'Unhandled', payload: JSON.stringify(thrown) };
      }
      return {
        statusCode: 200,
        payload: given.nothing ? 'null' : JSON.stringify({ id: 'from the function' }),
      };
    },
  };
  api = await openTestApi({
    schema: `
      type Query {
        get(id: ID!): Post list(limit: Int, nextToken: String): Page greet(name: String): String
        pipeline(stop: Boolean, leave: Boolean): AWSJSON bare: String
        function(fail: Boolean): Post direct: Post old: Post oldNothing: Post new: Post
        unversioned: String versionless: String empty: String broken: String raised: Post
        unescaped: String unset: String plain: String twice: String trailing: String
      }
      type Mutation { put(input: PostInput!): Post update(id: ID!, title: String, views: Int): Post }
      input PostInput { id: ID title: String! tags: [String!] }
      type Post { id: ID! title: String tags: [String!] views: Int }
      type Page { items: [Post!] nextToken: String }`,
    dataSources: {
      table,
      function: {
        Type: 'AWS_LAMBDA',
        LambdaConfig: { LambdaFunctionArn: 'arn:aws:lambda:us-east-1:1:function:f' },
      },
    },
    functions: {
      first: {
        request:
          '#if($ctx.args.leave)#return({"left": true})#end' +
          payload('{"before": $util.toJson($ctx.prev.result)}'),
        response: '$util.qr($ctx.stash.put("first", $ctx.result))$util.toJson($ctx.result)',
      },
      bare: { request: '{}', response: '"no payload: $!ctx.result"' },
      second: {
        request: payload('{"prev": $util.toJson($ctx.prev.result), "stash": $util.toJson($ctx.stash)}'),
        response: toJson,
      },
    },
    resolvers: {
      'Query.get': {
        dataSource: 'table',
        request: `{ "version": "2017-02-28", "operation": "GetItem", "key": { "id": $util.dynamodb.toDynamoDBJson($ctx.args.id) } }`,
        response: toJson,
      },
      'Query.list': {
        dataSource: 'table',
        request: `{
          "version": "2017-02-28", "operation": "Scan",
          "filter": $util.transform.toDynamoDBFilterExpression({"title": {"beginsWith": "T"}}),
          "limit": $util.defaultIfNull($ctx.args.limit, 20),
          "nextToken": $util.toJson($util.defaultIfNullOrBlank($ctx.args.nextToken, null)),
        }`,
        response:
          '{ "items": $util.toJson($ctx.result.items), "nextToken": $util.toJson($ctx.result.nextToken) }',
      },
      'Mutation.put': {
        dataSource: 'table',
        // The form in which AWS's own generators write it.
        request: `
          #set($id = $util.defaultIfNullOrBlank($ctx.args.input.id, $util.autoId()))
          #set($values = $util.dynamodb.toMapValues($ctx.args.input))
          #if($ctx.args.input.tags)$util.qr($values.put("tags", $util.dynamodb.toStringSet($ctx.args.input.tags)))#end
          $util.qr($values.remove("id"))
          {
            "version": "2018-05-29", "operation": "PutItem",
            "key": { "id": $util.dynamodb.toDynamoDBJson($id) },
            "attributeValues": $util.toJson($values),
            "condition": { "expression": "attribute_not_exists(#id)", "expressionNames": { "#id": "id", }, },
          }`,
        response: '#if($ctx.error)$util.error($ctx.error.message, $ctx.error.type, $ctx.result)#end' + toJson,
      },
      'Mutation.update': {
        dataSource: 'table',
        request: `
          #set($names = {})#set($values = {})#set($sets = "")
          #foreach($entry in $ctx.args.entrySet())
            #if($entry.key != "id")
              $util.qr($names.put("#$entry.key", $entry.key))
              $util.qr($values.put(":$entry.key", $util.dynamodb.toDynamoDB($entry.value)))
              #if($sets != "")#set($sets = "$sets,")#end
              #set($sets = "$sets #$entry.key = :$entry.key")
            #end
          #end
          {
            "version": "2018-05-29", "operation": "UpdateItem", "key": { "id": { "S": "$ctx.args.id" } },
            "update": {
              "expression": "SET$sets",
              "expressionNames": $util.toJson($names),
              "expressionValues": $util.toJson($values)
            }
          }`,
        response: toJson,
      },
      'Query.greet': { request: payload('"Hello $ctx.args.name"'), response: toJson },
      'Query.pipeline': {
        functions: ['first', 'second'],
        request: '#if($ctx.args.stop)#return({"stopped": true})#end{"from": "before"}',
        response: '$util.toJson({"last": $ctx.result, "stash": $ctx.stash})',
      },
      'Query.bare': { functions: ['first'], request: '{}', response: '"$ctx.prev.result.before"' },
      'Query.function': {
        dataSource: 'function',
        request: '{"version": "2017-02-28", "operation": "Invoke", "payload": $util.toJson($ctx)}',
        response: toJson,
      },
      'Query.direct': { dataSource: 'function', response: '{"id": "$ctx.result.id!"}' },
      'Query.old': { dataSource: 'function', request: failing('2017-02-28'), response: '{"id": "partly"}' },
      'Query.oldNothing': {
        dataSource: 'function',
        request: '{"version": "2017-02-28", "operation": "Invoke", "payload": {"nothing": true}}',
        response: '{"id": "never"}',
      },
      'Query.new': {
        dataSource: 'function',
        request: failing('2018-05-29'),
        response: '{"id": "$ctx.error.message"}',
      },
      'Query.versionless': { functions: ['bare'] },
      'Query.unversioned': { request: '{"payload": 1}', response: toJson },
      'Query.empty': { request: '#if($nobody)x#end', response: toJson },
      'Query.broken': { request: payload('$ctx.args.nothing'), response: toJson },
      'Query.unescaped': { request: '{\n"payload": """\n}', response: toJson },
      'Query.unset': { request: '{"payload": $ctx.args.none}', response: toJson },
      'Query.plain': { request: payload('1'), response: ' no JSON\n' },
      'Query.twice': { request: payload('1'), response: '{"a": {"b": 1, "b": 2}}' },
      'Query.trailing': { request: '{"payload": 1})', response: toJson },
      'Query.raised': {
        request: payload('1'),
        response: '$util.error("No", "Refused", {"id": "1", "secret": 2}, {"why": "it"})',
      },
    },
    ports: { dynamodb, lambda },
  });
});
afterAll(async () => {
  await api?.close();
  await dynamodb?.close();
});

describe('resolvers of templates', equal('core', mappingTemplates), () => {
  it('write, read, change and page through a table', async () => {
    const written = await api.query(
      'mutation { put(input: { id: "1", title: "T1", tags: ["a", "b"] }) { id title tags } }',
    );
    expect(written).toEqual({
      data: { put: { id: '1', title: 'T1', tags: expect.arrayContaining(['a', 'b']) } },
    });
    const again = await api.query('mutation { put(input: { id: "1", title: "T2" }) { id } }');
    expect(again.errors).toMatchObject([
      { errorType: 'DynamoDB:ConditionalCheckFailedException', data: { id: '1' } },
    ]);
    expect(await api.query('mutation { update(id: "1", title: "T3", views: 4) { title views } }')).toEqual({
      data: { update: { title: 'T3', views: 4 } },
    });
    await api.query('mutation { put(input: { title: "T" }) { id } }');
    const page = await api.query('{ list(limit: 1) { items { title } nextToken } }');
    const rest = await api.query(
      'query Q($t: String) { list(nextToken: $t) { items { title } nextToken } }',
      {
        t: page.data.list.nextToken,
      },
    );
    expect([...page.data.list.items, ...rest.data.list.items].map(({ title }: any) => title).sort()).toEqual([
      'T',
      'T3',
    ]);
    expect(await api.query('{ get(id: "1") { title } none: get(id: "9") { title } }')).toEqual({
      data: { get: { title: 'T3' }, none: null },
    });
  });

  it('hand results and a stash through pipelines', async () => {
    const body = await api.query('{ pipeline bare }');
    expect(JSON.parse(body.data.pipeline)).toEqual({
      last: { prev: { before: { from: 'before' } }, stash: { first: { before: { from: 'before' } } } },
      stash: { first: { before: { from: 'before' } } },
    });
    expect(body.data.bare).toBe('{}');
    // A function's version stands beside its templates.
    expect((await api.query('{ versionless }')).data).toEqual({ versionless: 'no payload: ' });
  });

  it('#return leaves a function, or the whole resolver', equal('core', templateDirectives), async () => {
    const left = JSON.parse((await api.query('{ pipeline(leave: true) }')).data.pipeline);
    expect(left.last.prev).toEqual({ left: true });
    expect(JSON.parse((await api.query('{ pipeline(stop: true) }')).data.pipeline)).toEqual({
      stopped: true,
    });
  });

  it(
    'call functions with the whole context, or with none of their own request',
    equal('core', lambdaReference),
    async () => {
      events.length = 0;
      expect((await api.query('{ function(fail: false) { id } direct { id } }')).data).toEqual({
        function: { id: 'from the function' },
        direct: { id: 'from the function!' },
      });
      expect(events[0]).toMatchObject({
        arguments: { fail: false },
        info: { fieldName: 'function', selectionSetList: ['id'] },
      });
      expect(events[1]).toMatchObject({ info: { fieldName: 'direct' } });
    },
  );

  it(
    'of 2018-05-29 decide themselves what becomes of a failure',
    equal('core', templateVersions),
    async () => {
      expect(await api.query('{ new { id } }')).toEqual({ data: { new: { id: 'broken' } } });
    },
  );

  it(
    'of 2017-02-28 fail with it, and are passed over when there is no result',
    equal('core', templateVersions),
    async () => {
      const body = await api.query('{ old { id } oldNothing { id } }');
      expect(body.data).toEqual({ old: null, oldNothing: null });
      expect(body.errors).toMatchObject([
        { path: ['old'], errorType: 'Lambda:Unhandled', message: 'broken', data: { id: 'partly' } },
      ]);
    },
  );

  it('raise errors whose data are what was selected', async () => {
    const { errors } = await api.query('{ raised { id } }');
    expect(errors).toMatchObject([
      { message: 'No', errorType: 'Refused', data: { id: '1' }, errorInfo: { why: 'it' } },
    ]);
    expect(errors[0].data).not.toHaveProperty('secret');
  });

  it(
    'that write no JSON fail as the service words it',
    equal('complete', templateErrors, transformCaptures),
    async () => {
      const { errors } = await api.query('{ empty broken unescaped unset plain }');
      const source = (text: string) => `[Source: (String)"${text}"`;
      const comma = "Unexpected character ('\"' (code 34)): was expecting comma to separate Object entries";
      const token = "Unrecognized token '$ctx': was expecting ('true', 'false' or 'null')";
      const messages = {
        empty: 'Template transformation yielded an empty response.',
        broken: expect.stringMatching(/^Unable to parse the JSON document: '/) as string,
        unescaped: `Unable to parse the JSON document: '${comma}\n at ${source('{\n"payload": """\n}')}; line: 2, column: 15]'`,
        unset: `Unable to parse the JSON document: '${token}\n at ${source('{"payload": $ctx.args.none}')}; line: 1, column: 17]'`,
        plain: 'Unable to convert  no JSON\n to Object.',
      };
      expect(errors).toMatchObject(
        Object.entries(messages).map(([path, message]) => ({
          path: [path],
          errorType: 'MappingTemplate',
          message,
        })),
      );
    },
  );

  it(
    'that name a key twice, or write something behind their JSON, fail',
    equal('complete', templateProgramming, transformCaptures),
    async () => {
      const { errors } = await api.query('{ twice trailing }');
      expect(errors).toMatchObject([
        {
          path: ['twice'],
          message: "Duplicate field 'b' detected on Object. Duplicate JSON keys are not allowed.",
        },
        { path: ['trailing'], message: 'Trailing characters at the end of the JSON string are not allowed.' },
      ]);
    },
  );

  it(
    'that cannot be read are deployed, and fail their field with what was encountered where',
    equal('complete', transformCaptures).noting('the list of what was expected is a sentence here'),
    async () => {
      const lines: string[] = [];
      const broken = await openTestApi({
        schema: 'type Query { a: Int b: Int }',
        resolvers: {
          'Query.a': { request: '#foreach($x in$y)\n  #set($z = ) #end', response: '' },
          'Query.b': { request: payload('1'), response: '#if($x) 1' },
        },
        onLog: (line) => lines.push(line),
      });
      const { errors } = await broken.query('{ a b }');
      expect(errors).toMatchObject([
        {
          path: ['a'],
          errorType: 'MappingTemplate',
          message: expect.stringMatching(/^Encountered "\)" at velocity\[line 2, column 13\]\n/) as string,
        },
        {
          path: ['b'],
          errorType: 'MappingTemplate',
          message: expect.stringMatching(/^Encountered "<EOF>" at velocity\[line 1, column 9\]\n/) as string,
        },
      ]);
      expect(lines.filter((line) => line.includes('mapping template'))).toMatchObject([
        expect.stringContaining('Querya The request mapping template: Encountered'),
        expect.stringContaining('Queryb The response mapping template: Encountered'),
      ]);
      await broken.close();
    },
  );
});

describe('EvaluateMappingTemplate', behaviours('EvaluateCode').equal('complete', sdkClient), () => {
  const evaluate = (template: string) =>
    evaluateMappingTemplate(
      { template, context: JSON.stringify({ arguments: { id: 'a' }, stash: { b: 1 } }) },
      environment,
    );

  it('EvaluateMappingTemplate: answers the text, the stash, errors and logs', () => {
    expect(
      evaluate(
        '$util.log.info("seen")$util.appendError("Hm")$util.qr($ctx.stash.put("c", 2)){"id": "$ctx.args.id"',
      ),
    ).toEqual({
      evaluationResult: '{"id": "a"',
      stash: '{"b":1,"c":2}',
      outErrors: '[{"message":"Hm","errorType":null,"data":null,"errorInfo":null}]',
      logs: ['INFO - seen'],
    });
  });

  it('EvaluateMappingTemplate: answers what the template raised, and why it cannot be read', () => {
    expect(evaluate('$util.error("No")').error).toEqual({ message: 'No' });
    expect(evaluate('#if($x)').error?.message).toContain('Encountered "<EOF>"');
    expect(() => evaluateMappingTemplate({ template: 'xx' }, environment)).toThrow(
      'The context must be a string.',
    );
  });
});
