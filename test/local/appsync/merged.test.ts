import {
  AppSyncClient,
  GetSourceApiAssociationCommand,
  ListSourceApiAssociationsCommand,
  StartSchemaMergeCommand,
} from '@aws-sdk/client-appsync';
import { print, parse } from 'graphql';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createGateway } from '../../../local/gateway/index.ts';
import { createIam } from '../../../local/iam/index.ts';
import { mergeSchemas } from '../../../local/appsync/merging/merge-schemas.ts';
import { readSourceSchema } from '../../../local/appsync/merging/source-schema.ts';
import type { AuthMode } from '../../../local/appsync/authorization/rules.ts';
import { behaviours } from '../../parity/behaviour.ts';
import { environmentVariables, merged as guide, sdkClient } from '../../parity/sources.ts';
import { testEnvironment } from '../support.ts';
import { echo, openTestApi, type ApiSketch, type TestApi } from './harness.ts';

const merging = behaviours('Merged APIs');

const prepared = (sdl: string, source: AuthMode = 'API_KEY') =>
  readSourceSchema(sdl, { source, merged: 'API_KEY', sole: true });
const merge = (...sources: string[]) =>
  mergeSchemas(
    sources.map((sdl) => prepared(sdl)),
    'API_KEY',
  );
/** Types by name, each as it is printed with its members sorted. */
const typesOf = (sdl: string) =>
  Object.fromEntries(
    parse(sdl).definitions.map((definition: any) => [
      definition.name.value,
      (definition.fields ?? definition.values ?? definition.types).map((member: any) => print(member)).sort(),
    ]),
  );

describe('schemas', merging.equal('core', guide), () => {
  // The two sources and the result of the guide.
  const posts = `
    type Mutation { putPost(id: ID!, title: String!): Post }
    type Post { id: ID! title: String! }
    type Message { id: ID! content: String }
    type User @canonical { id: ID! email: String! address: String! }
    type Query { singlePost(id: ID!): Post getMessage(id: ID!): Message }`;
  const chats = `
    type Post @hidden { id: ID! title: String! internalSecret: String! }
    type Message @renamed(to: "ChatMessage") { id: ID! chatId: ID! from: User! to: User! }
    type User { id: ID! }
    type Query { getPost(id: ID!): Post getMessage(id: ID!): Message @renamed(to: "getChatMessage") }`;

  it('are merged by @canonical, @hidden and @renamed as in the example of the guide', () => {
    const expected = {
      Mutation: ['putPost(id: ID!, title: String!): Post'],
      Post: ['id: ID!', 'title: String!'],
      Message: ['content: String', 'id: ID!'],
      User: ['address: String!', 'email: String!', 'id: ID!'],
      Query: [
        'getChatMessage(id: ID!): ChatMessage',
        'getMessage(id: ID!): Message',
        'singlePost(id: ID!): Post',
      ],
      ChatMessage: ['chatId: ID!', 'from: User!', 'id: ID!', 'to: User!'],
    };
    expect(typesOf(merge(posts, chats))).toEqual(expected);
    expect(typesOf(merge(chats, posts))).toEqual(expected);
  });

  it('unite the fields, values and members of what has one name', () => {
    const one = `type Query { a: Post } type Post { id: ID! title: String! } enum E { A B } union U = Post`;
    const other = `
      extend type Query { b: Post }
      type Post { id: ID! reviews: [Review] } type Review { id: ID! } enum E { B C } union U = Review`;
    expect(typesOf(merge(one, other))).toEqual({
      Query: ['a: Post', 'b: Post'],
      Post: ['id: ID!', 'reviews: [Review]', 'title: String!'],
      E: ['A', 'B', 'C'],
      U: ['Post', 'Review'],
      Review: ['id: ID!'],
    });
  });

  it('take a field from the source that calls it canonical', () => {
    const merged = merge('type Query { a: Int }', 'type Query { a: String @canonical }');
    expect(typesOf(merged)).toEqual({ Query: ['a: String'] });
  });

  it(
    'that disagree on a field are a conflict, in the words of the service',
    merging.equal('strict', guide),
    () => {
      expect(() => merge('type Query { title: Int }', 'type Query { title: String }')).toThrow(
        'Unable to resolve conflict on object with name title: Merging is not supported for fields with different types.',
      );
    },
  );

  it.each([
    ['type Query { a(b: Int): Int }', 'type Query { a(b: String): Int }'],
    ['type Query { a: Int } type T { a: Int }', 'type Query { b: Int } enum T { A }'],
    [
      'type Query { a: Int } type T @canonical { a: Int }',
      'type Query { b: Int } type T @canonical { a: Int }',
    ],
  ])(
    'that disagree otherwise are a conflict: %s, %s',
    merging.assumed('strict', 'the wording', guide).as('schemas that disagree otherwise are a conflict'),
    (one, other) => expect(() => merge(one, other)).toThrow('Unable to resolve conflict on object with name'),
  );

  it(
    'follow a renamed mutation in what subscriptions listen to',
    merging.assumed('strict', 'the guide shows no such case', guide),
    () => {
      const merged = merge(`
      type Query { a: Int }
      type Mutation { put: Int @renamed(to: "putNumber") }
      type Subscription { said: Int @aws_subscribe(mutations: ["put"]) }`);
      expect(merged).toContain('@aws_subscribe(mutations: ["putNumber"])');
    },
  );

  it('mark the fields of a source whose own mode is another, and add up the marks of shared fields', () => {
    const sources = [
      prepared('type Query { a: T } type T { id: ID a: Int }'),
      prepared('type Query { b: T @aws_api_key } type T { id: ID b: Int }', 'AWS_IAM'),
    ];
    const types = typesOf(mergeSchemas(sources, 'API_KEY'));
    expect(types.Query).toEqual(['a: T', 'b: T @aws_api_key']);
    expect(types.T).toEqual(['a: Int', 'b: Int @aws_iam', 'id: ID @aws_api_key @aws_iam']);
  });
});

describe('a merged API', () => {
  let cloud: TestApi;
  let merged: TestApi;
  afterEach(() => cloud?.close());

  const source = (name: string, sketch: Partial<ApiSketch>) => ({ name, sketch });
  /** Two sources and what is merged from them, in one cloud. */
  async function open(
    sources: ReturnType<typeof source>[],
    api: Record<string, unknown> = {},
    mergeType?: string,
    ports: ApiSketch['ports'] = {},
  ) {
    const [first, ...others] = sources;
    cloud = await openTestApi({ schema: undefined, ...first!.sketch, ports });
    const further = [];
    for (const { sketch } of others) further.push(await cloud.beside({ schema: undefined, ...sketch }));
    merged = await cloud.beside({ schema: undefined, api: { ApiType: 'MERGED', ...api } });
    for (const [index, { ApiId }] of [cloud, ...further].entries())
      await merged.create('SourceApiAssociation', `Association${index}`, {
        SourceApiIdentifier: ApiId,
        MergedApiIdentifier: merged.ApiId,
        ...(mergeType ? { SourceApiAssociationConfig: { MergeType: mergeType } } : {}),
      });
    await merged.settle();
  }
  const posts = source('posts', {
    schema: 'type Query { post: Post } type Post { id: ID title: String }',
    api: { EnvironmentVariables: { POSTS: 'p' } },
    resolvers: { 'Query.post': { code: echo(`{ id: '1', title: ctx.env.POSTS + ctx.env.REVIEWS }`) } },
  });
  const reviews = source('reviews', {
    schema: `type Query { review: Review @renamed(to: "oneReview") secret: Int @hidden }
      type Post { id: ID reviews: [Review] } type Review { id: ID }`,
    api: { EnvironmentVariables: { REVIEWS: 'r' } },
    functions: { step: { code: echo('[{ id: ctx.source.id + "-a" }]') } },
    resolvers: {
      'Query.review': { code: echo(`{ id: 'alone' }`) },
      'Query.secret': { code: echo('1') },
      'Post.reviews': {
        functions: ['step'],
        code: `export function request() { return {}; } export function response(ctx) { return ctx.prev.result; }`,
      },
    },
  });

  it(
    'runs the resolvers of its sources on shared types, with the variables of all',
    merging.equal('core', guide, environmentVariables),
    async () => {
      await open([posts, reviews]);
      expect(await merged.query('{ post { id title reviews { id } } oneReview { id } }')).toEqual({
        data: { post: { id: '1', title: 'pr', reviews: [{ id: '1-a' }] }, oneReview: { id: 'alone' } },
      });
      expect((await merged.query('{ secret }')).errors[0].message).toContain('FieldUndefined');
      // The sources go on by themselves.
      expect(await cloud.query('{ post { id } }')).toEqual({ data: { post: { id: '1' } } });
    },
  );

  it('carries the subscriptions of its sources', merging.equal('complete', guide), async () => {
    const said = source('said', {
      schema: `
        type Query { a: Int }
        type Mutation { say(text: String): Said }
        type Subscription { said: Said @aws_subscribe(mutations: ["say"]) @renamed(to: "heard") }
        type Said { text: String }`,
      resolvers: { 'Mutation.say': { code: echo('ctx.args') } },
    });
    await open([posts, said]);
    const header = { host: 'localhost', 'x-api-key': merged.key };
    const socket = new WebSocket(`${merged.url.replace('http:', 'ws:')}/realtime`, [
      'graphql-ws',
      `header-${Buffer.from(JSON.stringify(header)).toString('base64url')}`,
    ]);
    const frames: any[] = [];
    socket.on('message', (data) => frames.push(JSON.parse(String(data))));
    await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject));
    const data = JSON.stringify({ query: 'subscription { heard { text } }' });
    const payload = { data, extensions: { authorization: header } };
    socket.send(JSON.stringify({ id: '1', type: 'start', payload }));
    await expect.poll(() => frames.map(({ type }) => type)).toContain('start_ack');
    await merged.query('mutation { say(text: "hi") { text } }');
    await expect
      .poll(() => frames.at(-1))
      .toMatchObject({ type: 'data', payload: { data: { heard: { text: 'hi' } } } });
    socket.terminate();
  });

  it(
    'refuses two sources with resolvers on one field',
    merging.equal('complete', guide).noting('the text is not established'),
    async () => {
      await expect(open([posts, { ...posts, sketch: { ...posts.sketch, api: {} } }])).rejects.toThrow(
        'Unable to resolve conflict on object with name post',
      );
    },
  );

  it(
    'refuses two sources with one variable',
    merging.equal('strict', environmentVariables).noting('the text is not established'),
    async () => {
      const other = source('other', { ...reviews.sketch, api: { EnvironmentVariables: { POSTS: 'q' } } });
      await expect(open([posts, other])).rejects.toThrow('Association1: the environment variable POSTS');
    },
  );

  it(
    'refuses a source whose default mode it does not have',
    merging.equal('complete', guide).noting('the text is not established'),
    async () => {
      const signed = source('signed', { ...posts.sketch, api: { AuthenticationType: 'AWS_IAM' } });
      await expect(open([signed])).rejects.toThrow('Association0: the merged API does not have AWS_IAM');
    },
  );

  it(
    'is no source of another, and a source is merged into one alone',
    merging.equal('strict', guide).noting('the texts are not established'),
    async () => {
      await open([posts]);
      const second = await cloud.beside({ schema: undefined, api: { ApiType: 'MERGED' } });
      const associate = (SourceApiIdentifier: string) =>
        second.create('SourceApiAssociation', 'Wrong', {
          SourceApiIdentifier,
          MergedApiIdentifier: second.ApiId,
        });
      await expect(associate(merged.ApiId)).rejects.toThrow('Wrong: a merged API cannot be a source API.');
      await expect(associate(cloud.ApiId)).rejects.toThrow('is associated already');
    },
  );

  it(
    'asks whether its execution role may read the source, and its fields',
    merging.equal('complete', guide).noting('what a refusal says is not established'),
    async () => {
      const iam = createIam({ environment: testEnvironment() });
      const provider = iam.resources.find(({ type }) => type === 'AWS::IAM::Role')!;
      await provider.create({
        stackName: 'S',
        logicalId: 'Role',
        type: 'AWS::IAM::Role',
        generatedName: 'S-Role',
        properties: {
          RoleName: 'execution',
          AssumeRolePolicyDocument: { Statement: [] },
          Policies: [
            {
              PolicyName: 'sources',
              PolicyDocument: {
                Statement: [
                  { Effect: 'Allow', Action: 'appsync:SourceGraphQL', Resource: '*/types/Query/fields/post' },
                ],
              },
            },
          ],
        },
        asset: () => undefined,
        assetFromUrl: () => undefined,
      });
      const role = { MergedApiExecutionRoleArn: 'arn:aws:iam::123456789012:role/execution' };
      await open([posts, reviews], role, undefined, { iam });
      const { data, errors } = await merged.query('{ post { id reviews { id } } oneReview { id } }');
      expect(data).toEqual({ post: { id: '1', reviews: null }, oneReview: null });
      expect(errors.map(({ path, errorType }: any) => [path.join('.'), errorType]).sort()).toEqual([
        ['oneReview', 'Unauthorized'],
        ['post.reviews', 'Unauthorized'],
      ]);
    },
  );

  it(
    'follows its sources at once, or when it is asked to',
    merging
      .equal('complete', guide, sdkClient)
      .noting('that a new association is merged at once, whichever its type, is assumed'),
    async () => {
      const rename = async (title: string) => {
        const { definition } = cloud.appsync.apis()[0]!;
        const resolver = definition.resolvers.get('Query.post')!;
        definition.resolvers.set('Query.post', { ...resolver, code: echo(`{ title: '${title}' }`) });
        // As a change of any of its resources would.
        await cloud.create('DataSource', 'Touched', { ApiId: cloud.ApiId, Name: 'touched', Type: 'NONE' });
        await cloud.settle();
      };
      const title = async () => (await merged.query('{ post { title } }')).data.post.title;
      await open([posts, reviews], {}, 'AUTO_MERGE');
      await rename('changed');
      expect(await title()).toBe('changed');
      await cloud.close();

      await open([posts, reviews]);
      await rename('changed');
      expect(await title()).toBe('pr');
      const environment = testEnvironment();
      const gateway = await createGateway({ environment, iam: createIam({ environment }), port: 0 });
      gateway.serve(cloud.appsync.awsApi);
      const client = new AppSyncClient({
        region: 'us-east-1',
        endpoint: gateway.url,
        credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      });
      const mergedApiIdentifier = cloud.appsync.apis().at(-1)!.definition.arn;
      const { sourceApiAssociationSummaries } = await client.send(
        new ListSourceApiAssociationsCommand({ apiId: merged.ApiId }),
      );
      const { associationId } = sourceApiAssociationSummaries![0]!;
      const asked = { mergedApiIdentifier, associationId };
      const get = async () =>
        (await client.send(new GetSourceApiAssociationCommand(asked))).sourceApiAssociation!;
      expect(await get()).toMatchObject({
        sourceApiId: cloud.ApiId,
        mergedApiId: merged.ApiId,
        sourceApiAssociationConfig: { mergeType: 'MANUAL_MERGE' },
        sourceApiAssociationStatus: 'MERGE_SUCCESS',
        lastSuccessfulMergeDate: new Date('2026-01-01'),
      });
      await client.send(new StartSchemaMergeCommand(asked));
      expect(await title()).toBe('changed');

      const { definition } = cloud.appsync.apis()[0]!;
      definition.schema = 'type Query { post: Int } type Post { id: Int }';
      await client.send(new StartSchemaMergeCommand(asked));
      expect(await get()).toMatchObject({
        sourceApiAssociationStatus: 'MERGE_FAILED',
        sourceApiAssociationStatusDetail:
          'Unable to resolve conflict on object with name id: Merging is not supported for fields with different types.',
      });
      expect(await title()).toBe('changed');
      client.destroy();
      await gateway.close();
    },
  );
});
