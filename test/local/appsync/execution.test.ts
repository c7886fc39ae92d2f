import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { echo, openTestApi, type TestApi } from './harness.ts';
import { behaviours } from '../../parity/behaviour.ts';
import {
  amplify,
  communityIssues,
  contextReference,
  dynamoDbReference,
  environmentVariables,
  errorRecordings,
  interfaces,
  overHttp,
  overview,
  quotas,
  runtimeUtilities,
  scalars,
  settings,
  subSelection,
  utilReference,
  utilTypes,
  wireCaptures,
  wireNotes,
} from '../../parity/sources.ts';

const fields = behaviours('Fields and values');
const errors = behaviours('Errors');
const wire = behaviours('The wire');
const earlyEnd = fields.equal('complete', utilReference, utilTypes);
const jsonScalar = fields.equal('core', scalars);
const raisedError = errors.equal('core', runtimeUtilities, wireCaptures);
const appendedError = errors.equal('core', runtimeUtilities, errorRecordings);
const ignoredFailure = errors.equal('core', communityIssues, dynamoDbReference);
const listType = wire.equal('strict', subSelection);
const wrongType = wire.equal('strict', wireCaptures);
const severalOperations = wire.assumed('complete', 'the text is from one third party', wireNotes);

let api: TestApi;

beforeAll(async () => {
  api = await openTestApi({
    schema: /* GraphQL */ `
      type Query {
        hello: String
        post(id: ID!): Post
        posts: [Post!]
        raised: Post
        appended: String
        denied: String
        strict: Post
        notAList: [String]
        count: Int
        piped(text: String): [String]
        ended: [String]
        skipped: [String]
        stopped: String
        warned: String
        left(value: String): String
        echoed(json: AWSJSON): AWSJSON
        phone(phone: AWSPhone): AWSPhone
        selection: Selection
        node: Node
        environment: String
        ignored: String
      }
      type Mutation {
        first: Int
        second: Int
      }
      type Post {
        id: ID!
        title: String!
        author: String
        more: Post
      }
      type Selection {
        list: [String]
        graphQL: String
        inner: Post
      }
      interface Node {
        id: ID!
      }
      type Leaf implements Node {
        id: ID!
        green: Boolean
      }
      type Stone implements Node {
        id: ID!
      }
    `,
    api: { EnvironmentVariables: { STAGE: 'test' } },
    dataSources: {
      broken: { Type: 'AMAZON_DYNAMODB', DynamoDBConfig: { TableName: 'T', AwsRegion: 'us-east-1' } },
    },
    functions: {
      one: { code: echo("ctx.prev.result + '1'") },
      two: {
        code: `
          export function request(ctx) { ctx.stash.two = true; return { payload: ctx.prev.result + '2' }; }
          export function response(ctx) { return ctx.result; }`,
      },
      raise: {
        code: `
          import { util } from '@aws-appsync/utils';
          export function request(ctx) { return { payload: 1 }; }
          export function response(ctx) { util.error('No', 'Refused'); }`,
      },
      warn: {
        code: `
          import { util } from '@aws-appsync/utils';
          export function request(ctx) { util.appendError('Careful', 'Warning'); return { payload: 'x' }; }
          export function response(ctx) { return ctx.result; }`,
      },
      early: {
        code: `
          import { runtime } from '@aws-appsync/utils';
          export function request(ctx) { runtime.earlyReturn(['early'], { skipTo: 'END' }); }
          export function response(ctx) { return ['never']; }`,
      },
    },
    resolvers: {
      'Query.hello': { code: echo("'world'") },
      'Query.post': { code: echo("{ id: ctx.args.id, title: 'A title', author: 'Ann', secret: 1 }") },
      'Query.posts': { code: echo("[{ id: 1, title: 'one' }, { id: 2, title: null }]") },
      'Query.raised': {
        code: `
          import { util } from '@aws-appsync/utils';
          export function request(ctx) {
            util.error('No', 'Refused', { id: '7', title: 'seen', author: 'hidden' }, { why: 'because' });
          }
          export function response(ctx) { return null; }`,
      },
      'Query.appended': {
        code: `
          import { util } from '@aws-appsync/utils';
          export function request(ctx) { return { payload: 'kept' }; }
          export function response(ctx) { util.appendError('Careful', 'Warning'); return ctx.result; }`,
      },
      'Query.denied': {
        code: `
          import { util } from '@aws-appsync/utils';
          export function request(ctx) { util.unauthorized(); }
          export function response(ctx) { return null; }`,
      },
      'Query.strict': { code: echo("{ id: '1' }") },
      'Query.notAList': { code: echo('{ a: 1 }') },
      'Query.count': { code: echo("'many'") },
      'Query.piped': {
        functions: ['one', 'two'],
        code: `
          export function request(ctx) { ctx.stash.seen = []; return ctx.args.text; }
          export function response(ctx) { return [ctx.prev.result, ctx.result, ctx.stash.two ? 'stash' : 'lost']; }`,
      },
      'Query.ended': {
        functions: ['early', 'two'],
        code: `
          export function request(ctx) { return {}; }
          export function response(ctx) { return ctx.prev.result; }`,
      },
      'Query.stopped': {
        functions: ['raise', 'raise'],
        code: `
          import { util } from '@aws-appsync/utils';
          export function request(ctx) { return 'x'; }
          export function response(ctx) { util.error('never', 'Never'); }`,
      },
      'Query.warned': {
        functions: ['warn', 'two'],
        code: `export function request(ctx) { return 'x'; } export function response(ctx) { return ctx.prev.result; }`,
      },
      'Query.skipped': {
        functions: ['one', 'two'],
        code: `
          import { runtime } from '@aws-appsync/utils';
          export function request(ctx) { runtime.earlyReturn('at once'); }
          export function response(ctx) { return [ctx.prev.result, 'response']; }`,
      },
      'Query.left': {
        code: `
          import { runtime } from '@aws-appsync/utils';
          export function request(ctx) { runtime.earlyReturn(ctx.args.value); }
          export function response(ctx) { return 'never'; }`,
      },
      'Query.echoed': { code: echo('ctx.args.json') },
      'Query.phone': { code: echo('ctx.args.phone') },
      'Query.selection': {
        code: echo('{ list: ctx.info.selectionSetList, graphQL: ctx.info.selectionSetGraphQL }'),
      },
      'Query.node': { code: echo("{ __typename: 'Leaf', id: 'l', green: true }") },
      'Query.environment': { code: echo('ctx.env.STAGE') },
      'Query.ignored': {
        dataSource: 'broken',
        code: `
          export function request(ctx) { return { operation: 'GetItem', key: { id: { S: '1' } } }; }
          export function response(ctx) { return ctx.error ? 'ignored ' + ctx.error.type : 'none'; }`,
      },
      'Mutation.first': { code: echo('1') },
      'Mutation.second': { code: echo('2') },
    },
  });
});

afterAll(() => api.close());

describe('values', fields.equal('core', overview), () => {
  it('answers a trivial field', async () => {
    expect(await api.query('{ hello }')).toEqual({ data: { hello: 'world' } });
  });

  it('reads fields without a resolver from their parent, and knows aliases, fragments and conditions', async () => {
    const query = `query Q($id: ID!, $no: Boolean!) {
      a: post(id: $id) { ...P name: author title @skip(if: $no) }
    }
    fragment P on Post { id __typename }`;
    expect(await api.query(query, { id: '9', no: true })).toEqual({
      data: { a: { id: '9', __typename: 'Post', name: 'Ann' } },
    });
    expect(await api.query(query, { id: '9', no: false })).toEqual({
      data: { a: { id: '9', __typename: 'Post', name: 'Ann', title: 'A title' } },
    });
  });

  it('hands a result through a pipeline, with one stash', async () => {
    expect(await api.query('{ piped(text: "x") }')).toEqual({ data: { piped: ['x12', 'x12', 'stash'] } });
  });

  it('goes to the resolver response when a function ends the pipeline', earlyEnd, async () => {
    expect(await api.query('{ ended }')).toEqual({ data: { ended: ['early'] } });
  });

  it('ends a pipeline with the error of any of its handlers, and goes on after a recorded one', async () => {
    const stopped = await api.query('{ stopped }');
    expect(stopped).toMatchObject({
      data: { stopped: null },
      errors: [{ path: ['stopped'], errorType: 'Refused', message: 'No' }],
    });
    expect(stopped.errors).toHaveLength(1);
    expect(await api.query('{ warned }')).toMatchObject({
      data: { warned: 'x2' },
      errors: [{ path: ['warned'], errorType: 'Warning' }],
    });
  });

  it(
    'goes to the resolver response when its own request handler returns early',
    fields.equal('complete', utilReference, utilTypes),
    async () => {
      expect(await api.query('{ skipped }')).toEqual({ data: { skipped: ['at once', 'response'] } });
    },
  );

  it(
    'ends a unit resolver that returns early, with null where nothing was given',
    fields.assumed(
      'strict',
      'that its response handler is passed over, too, is from one example; that nothing stands for null contradicts an older report',
      utilReference,
      communityIssues,
    ),
    async () => {
      expect(await api.query('{ left(value: "v") none: left }')).toEqual({ data: { left: 'v', none: null } });
    },
  );

  it('parses AWSJSON on the way in and writes it as text on the way out', jsonScalar, async () => {
    const json = '{"a":[1]}';
    const body = await api.query('query Q($json: AWSJSON) { echoed(json: $json) }', { json });
    expect(body).toEqual({ data: { echoed: json } });
  });

  it('tells resolvers what was selected', fields.equal('complete', contextReference), async () => {
    const body = await api.query('{ selection { list graphQL inner { id name: title } } }');
    expect(body.data.selection.list).toEqual(['list', 'graphQL', 'inner', 'inner/id', 'inner/name']);
    expect(body.data.selection.graphQL).toBe(
      '{\n  list\n  graphQL\n  inner {\n    id\n    name: title\n  }\n}',
    );
  });

  it('finds the type of an interface in __typename', fields.equal('core', interfaces), async () => {
    expect(await api.query('{ node { id ... on Leaf { green } } }')).toEqual({
      data: { node: { id: 'l', green: true } },
    });
  });

  it('gives resolvers the environment', fields.equal('complete', environmentVariables), async () => {
    expect(await api.query('{ environment }')).toEqual({ data: { environment: 'test' } });
  });

  it('answers introspection', fields.equal('core', settings), async () => {
    const body = await api.query(
      '{ __schema { queryType { name } } __type(name: "Post") { fields { name } } }',
    );
    expect(body.data.__schema.queryType.name).toBe('Query');
    expect(body.data.__type.fields).toHaveLength(4);
  });
});

describe('errors', errors.equal('core', wireCaptures), () => {
  it('shows a raised error, with its data cut to the selection, its keys in order', raisedError, async () => {
    const body = await api.query('{ raised { id title } }');
    expect(JSON.stringify(body)).toBe(
      JSON.stringify({
        data: { raised: null },
        errors: [
          {
            path: ['raised'],
            data: { id: '7', title: 'seen' },
            errorType: 'Refused',
            errorInfo: { why: 'because' },
            locations: [{ line: 1, column: 3, sourceName: null }],
            message: 'No',
          },
        ],
      }),
    );
  });

  it('keeps data beside an appended error', appendedError, async () => {
    const body = await api.query('{ appended }');
    expect(body.data).toEqual({ appended: 'kept' });
    expect(body.errors).toMatchObject([{ path: ['appended'], errorType: 'Warning', message: 'Careful' }]);
  });

  it('words an unauthorized field', async () => {
    const body = await api.query('{ denied }');
    expect(body.errors).toMatchObject([
      { errorType: 'Unauthorized', message: 'Not Authorized to access denied on type Query' },
    ]);
  });

  it('lets nulls bubble as graphql-java words them', async () => {
    expect(await api.query('{ strict { id title } hello }')).toEqual({
      data: { strict: null, hello: 'world' },
      errors: [
        {
          path: ['strict', 'title'],
          locations: null,
          message: "Cannot return null for non-nullable type: 'String' within parent 'Post' (/strict/title)",
        },
      ],
    });
    const list = await api.query('{ posts { title } }');
    expect(list.data).toEqual({ posts: null });
    expect(list.errors[0].path).toEqual(['posts', 1, 'title']);
  });

  it('names mismatched types', errors.equal('strict', wireCaptures), async () => {
    const body = await api.query('{ notAList count }');
    expect(body.data).toEqual({ notAList: null, count: null });
    expect(body.errors.map(({ message }: { message: string }) => message)).toEqual([
      "Can't resolve value (/notAList) : type mismatch error, expected type LIST, got OBJECT",
      "Can't serialize value (/count) : Expected type 'Int' but was 'String'.",
    ]);
  });

  it(
    'does not fail a field whose handler ignores the failure of its data source',
    ignoredFailure,
    async () => {
      expect(await api.query('{ ignored }')).toEqual({
        data: { ignored: 'ignored DynamoDB:ServiceUnavailable' },
      });
    },
  );
});

describe('refusals', wire.equal('strict', wireCaptures), () => {
  const message = async (query: string, variables?: object) => {
    const body = await api.query(query, variables);
    expect(body.data).toBeNull();
    return body.errors.map((error: { message: string }) => error.message);
  };

  it('words validation as graphql-java', wire.equal('core', wireCaptures, subSelection), async () => {
    expect(await message('{ nothing }')).toEqual([
      "Validation error of type FieldUndefined: Field 'nothing' in type 'Query' is undefined @ 'nothing'",
    ]);
    expect(await message('{ post { id } }')).toEqual([
      "Validation error of type MissingFieldArgument: Missing field argument id @ 'post'",
    ]);
    expect(await message('{ post(id: 1) { wrong } }')).toEqual([
      "Validation error of type FieldUndefined: Field 'wrong' in type 'Post' is undefined @ 'post/wrong'",
    ]);
    expect(await message('{ post(id: 1, t: 2) { id } }')).toEqual([
      "Validation error of type UnknownArgument: Unknown field argument t @ 'post'",
    ]);
    expect(await message('{ post(id: 1) }')).toEqual([
      "Validation error of type SubSelectionRequired: Sub selection required for type Post of field post @ 'post'",
    ]);
  });

  it('calls a list or non-null type null where it asks for a selection', listType, async () => {
    expect(await message('{ posts }')).toEqual([
      "Validation error of type SubSelectionRequired: Sub selection required for type null of field posts @ 'posts'",
    ]);
    expect(await message('{ post(id: 1) { id { wrong } } }')).toEqual([
      "Validation error of type SubSelectionNotAllowed: Sub selection not allowed on leaf type null of field id @ 'post/id'",
    ]);
  });

  it('words a value of the wrong type', wrongType, async () => {
    expect(await message('{ post(id: true) { id } }')).toEqual([
      "Validation error of type WrongType: argument 'id' with value 'BooleanValue{value=true}' is not a valid 'ID' @ 'post'",
    ]);
  });

  it('gives validation errors no type, and null source names', async () => {
    expect(await api.query('{ nothing }')).toEqual({
      data: null,
      errors: [
        {
          path: null,
          locations: [{ line: 1, column: 3, sourceName: null }],
          message: expect.any(String),
        },
      ],
    });
  });

  it('words variables', async () => {
    expect(await message('query Q($id: ID!) { post(id: $id) { id } }')).toEqual([
      "Variable 'id' has coerced Null value for NonNull type 'ID!'",
    ]);
    expect(await message('query Q($phone: AWSPhone) { phone(phone: $phone) }', { phone: '111' })).toEqual([
      "Variable 'phone' has an invalid value. Unable to parse `111` as a valid phone number.",
    ]);
  });

  it('refuses a document of too many tokens', wire.equal('strict', quotas), async () => {
    expect(await message(`{ ${'hello '.repeat(15_001)} }`)).toEqual(['Maximum char length exceeded']);
  });

  it('refuses what is no GraphQL request', wire.equal('complete', overHttp), async () => {
    expect(await api.post('')).toMatchObject({
      status: 400,
      body: { errors: [{ message: 'Request body is empty.', errorType: 'MalformedHttpRequestException' }] },
    });
    for (const body of ['{', '{}', '[]']) {
      expect(await api.post(body)).toMatchObject({
        status: 400,
        body: { errors: [{ message: 'Unable to parse GraphQL query.' }] },
      });
    }
  });

  it('asks which of several operations is meant', severalOperations, async () => {
    const query = 'query A { hello } query B { count }';
    expect((await api.post({ query })).body.errors[0].message).toBe('Missing operation name.');
    expect((await api.post({ query, operationName: 'A' })).body).toEqual({ data: { hello: 'world' } });
  });
});

describe('headers', wire.equal('core', overHttp, amplify), () => {
  it('names every failure in a header, and lets browsers in', async () => {
    const refused = await api.post({ query: '{ hello }' }, { 'x-api-key': 'da2-wrong' });
    expect(refused.status).toBe(401);
    expect(refused.headers.get('x-amzn-errortype')).toBe('UnauthorizedException');
    expect(refused.headers.get('access-control-allow-origin')).toBe('*');
    expect(refused.body).toEqual({
      errors: [{ errorType: 'UnauthorizedException', message: 'You are not authorized to make this call.' }],
    });
    const preflight = await fetch(api.url, {
      method: 'OPTIONS',
      headers: {
        origin: 'http://localhost:3000',
        'access-control-request-headers': 'x-api-key,content-type',
      },
    });
    expect(preflight.status).toBe(200);
    expect(preflight.headers.get('access-control-allow-headers')).toContain('x-api-key');
  });
});
