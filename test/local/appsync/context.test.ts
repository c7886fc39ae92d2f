import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Lambda } from '../../../local/core/ports.ts';
import { behaviours } from '../../parity/behaviour.ts';
import {
  authorization,
  contextReference,
  environmentVariables,
  lambdaReference,
  limitsGuide,
  overview,
  quotas,
  schemaRefusals,
  sdkClient,
} from '../../parity/sources.ts';
import { echo, openTestApi, permissiveIam, start, type ApiSketch, type TestApi } from './harness.ts';

const fields = behaviours('Fields and values');
const templates = behaviours('Templates');

let api: TestApi;
const events: any[] = [];
const lambda: Lambda = {
  async invoke({ payload }) {
    events.push(payload);
    return { statusCode: 200, payload: '"done"' } as never;
  },
};

beforeAll(async () => {
  api = await openTestApi({
    schema: /* GraphQL */ `
      type Query {
        seen(a: Int): AWSJSON
        info(a: Int): AWSJSON
        direct(a: Int): String
        alone: String
        parent: Parent
        node: Node
      }
      type Mutation {
        first: Int
        second: Int
        third: Int
      }
      interface Node {
        list: [String]
      }
      type Leaf implements Node {
        list: [String]
        green: Int
      }
      type Parent {
        name: String
        child(b: Int): String
        direct: String
      }
    `,
    dataSources: {
      lambda: {
        Type: 'AWS_LAMBDA',
        LambdaConfig: { LambdaFunctionArn: 'arn:aws:lambda:us-east-1:1:function:f' },
      },
    },
    resolvers: {
      'Query.seen': {
        code: echo(
          '{ request: ctx.request, args: ctx.args, source: ctx.source, identity: ctx.identity, prev: ctx.prev }',
        ),
      },
      'Query.info': { code: echo('ctx.info') },
      'Query.node': { code: echo("{ __typename: 'Leaf', list: ctx.info.selectionSetList }") },
      'Query.direct': { dataSource: 'lambda' },
      'Query.parent': { code: echo("{ name: 'p', child: 'c' }") },
      'Parent.child': { code: echo('ctx.source.name + ctx.args.b') },
      'Parent.direct': { dataSource: 'lambda' },
      ...Object.fromEntries(
        ['first', 'second', 'third'].map((name) => [
          `Mutation.${name}`,
          {
            dataSource: 'lambda',
            code: `
              export function request(ctx) { return { operation: 'Invoke', payload: '${name}' }; }
              export function response(ctx) { return 1; }`,
          },
        ]),
      ),
    },
    ports: { lambda },
  });
});
afterAll(() => api.close());

describe('the context', fields.equal('complete', contextReference), () => {
  it('has headers in lower case, repeated ones as a list, no cookie, and no domain name', async () => {
    const { hostname, port } = new URL(api.url);
    const body = JSON.stringify({ query: '{ seen }' });
    const text = await new Promise<string>((resolve) => {
      let answer = '';
      connect(Number(port), hostname)
        .on('data', (chunk) => {
          answer += String(chunk);
        })
        .on('close', () => resolve(answer))
        .write(
          `POST /graphql HTTP/1.1\r\nHost: localhost\r\nX-Api-Key: ${api.key}\r\nX-Tag: a\r\nx-tag: b\r\nCookie: c=1\r\nconnection: close\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
        );
    });
    const { request } = JSON.parse(JSON.parse(text.slice(text.indexOf('\r\n\r\n'))).data.seen);
    expect(request.domainName).toBeNull();
    expect(request.headers).toMatchObject({ 'x-tag': ['a', 'b'], 'x-api-key': api.key });
    expect(request.headers).not.toHaveProperty('cookie');
  });

  it('has arguments even where none are given, and no source or identity at the root with a key', async () => {
    const { seen } = (await api.query('{ seen }')).data;
    expect(JSON.parse(seen)).toMatchObject({ args: {}, source: null, identity: null });
  });

  it('has the addresses of who asks: those that were passed on, then the one that connected', async () => {
    const signedBy = await openTestApi({
      schema: 'type Query { me: AWSJSON }',
      api: { AuthenticationType: 'AWS_IAM' },
      resolvers: { 'Query.me': { code: echo('ctx.identity') } },
      ports: {
        iam: {
          ...permissiveIam,
          verify: () =>
            ({ ok: true, credentials: permissiveIam.assume('arn:aws:iam::1:role/r', 's') }) as never,
        },
      },
    });
    const { body } = await signedBy.post(
      { query: '{ me }' },
      { authorization: 'AWS4-HMAC-SHA256 Credential=AKIA/x', 'x-forwarded-for': '10.0.0.1, 10.0.0.2' },
    );
    // Of a signature that is no identity pool's, the members of Cognito are null.
    expect(JSON.parse(body.data.me)).toEqual({
      accountId: '123456789012',
      userArn: 'arn:aws:sts::1:assumed-role/r/s',
      username: 'AROA:s',
      sourceIp: ['10.0.0.1', '10.0.0.2', '127.0.0.1'],
      cognitoIdentityPoolId: null,
      cognitoIdentityId: null,
      cognitoIdentityAuthType: null,
      cognitoIdentityAuthProvider: null,
    });
    await signedBy.close();
  });

  it('has what is asked for: field, type and variables', async () => {
    const body = await api.query('query Q($a: Int) { info(a: $a) }', { a: 1 });
    expect(JSON.parse(body.data.info)).toEqual({
      fieldName: 'info',
      parentTypeName: 'Query',
      variables: { a: 1 },
    });
  });

  it('has of an interface the fields that are selected for all of its types', async () => {
    const { data } = await api.query('{ node { list ... on Leaf { green } ... on Node { again: list } } }');
    expect(data.node.list).toEqual(['list', 'again']);
  });

  it(
    'reaches a function without code whole, with the selection and the source',
    fields.equal('core', lambdaReference),
    async () => {
      events.length = 0;
      await api.query('{ parent { direct } }');
      expect(events).toMatchObject([
        {
          arguments: {},
          identity: null,
          source: { name: 'p' },
          request: { headers: { 'x-api-key': api.key } },
          prev: null,
          stash: {},
          info: {
            fieldName: 'direct',
            parentTypeName: 'Parent',
            variables: {},
            selectionSetList: [],
            selectionSetGraphQL: '',
          },
        },
      ]);
    },
  );
});

describe('the order', fields.equal('core', overview), () => {
  it('mutations run one after the other', async () => {
    events.length = 0;
    await api.query('mutation { third first second }');
    expect(events).toEqual(['third', 'first', 'second']);
  });

  it('root fields of a query run beside one another', async () => {
    let release = () => {};
    const both = new Promise<void>((resolve) => (release = resolve));
    let begun = 0;
    const beside = await openTestApi({
      schema: 'type Query { slow: String }',
      dataSources: {
        lambda: {
          Type: 'AWS_LAMBDA',
          LambdaConfig: { LambdaFunctionArn: 'arn:aws:lambda:us-east-1:1:function:f' },
        },
      },
      resolvers: { 'Query.slow': { dataSource: 'lambda' } },
      ports: {
        lambda: {
          async invoke() {
            if (++begun === 2) release();
            await both;
            return { statusCode: 200, payload: '"done"' };
          },
        },
      },
    });
    // Each waits for the other to have begun.
    expect(await beside.query('{ a: slow b: slow }')).toEqual({ data: { a: 'done', b: 'done' } });
    await beside.close();
  });

  it('a root field without resolver is null, another reads its parent', async () => {
    expect(await api.query('{ alone parent { name child(b: 2) } }')).toEqual({
      data: { alone: null, parent: { name: 'p', child: 'p2' } },
    });
  });
});

describe('templates', () => {
  const refusal = (sketch: Partial<ApiSketch>) =>
    openTestApi({ schema: 'type Query { a: Int }', ...sketch }).then(
      async (opened) => {
        await opened.close();
        return 'taken';
      },
      (error: Error) => error.message,
    );

  it.each([
    ['A', 'x'],
    ['_A', 'x'],
    ['1A', 'x'],
    ['A-B', 'x'],
    ['LONG', 'x'.repeat(513)],
  ])(
    'the environment variable %s is refused',
    templates
      .equal('strict', environmentVariables)
      .as('names and values of environment variables beyond their limits are refused')
      .noting('the texts are not established'),
    async (name, value) => {
      expect(await refusal({ api: { EnvironmentVariables: { [name]: value } } })).not.toBe('taken');
    },
  );

  it(
    'more than fifty environment variables are refused',
    templates.equal('strict', environmentVariables).noting('the text is not established'),
    async () => {
      const names = (count: number) =>
        Object.fromEntries(Array.from({ length: count }, (_, index) => [`NAME_${index}`, 'x']));
      expect(await refusal({ api: { EnvironmentVariables: names(50) } })).toBe('taken');
      expect(await refusal({ api: { EnvironmentVariables: names(51) } })).not.toBe('taken');
    },
  );

  it('a schema without a Query is refused', templates.equal('complete', schemaRefusals), async () => {
    expect(await refusal({ schema: 'type Mutation { a: Int }' })).toContain(
      'There is no top level schema object defined.',
    );
    expect(await refusal({ schema: 'schema { mutation: M } type M { a: Int }' })).toContain(
      "A schema MUST have a 'query' operation defined.",
    );
  });

  it(
    'more than fifty additional modes are refused',
    templates.equal('strict', authorization, quotas).noting('the text is not established'),
    async () => {
      const pools = (count: number) =>
        Array.from({ length: count }, (_, index) => ({
          AuthenticationType: 'AMAZON_COGNITO_USER_POOLS',
          UserPoolConfig: { UserPoolId: `us-east-1_${index}`, AwsRegion: 'us-east-1' },
        }));
      expect(await refusal({ api: { AdditionalAuthenticationProviders: pools(50) } })).toBe('taken');
      expect(await refusal({ api: { AdditionalAuthenticationProviders: pools(51) } })).toContain('50');
    },
  );

  it(
    'the same mode twice is refused',
    templates.equal('strict', authorization).noting('the text is not established'),
    async () => {
      for (const AuthenticationType of ['API_KEY', 'AWS_IAM'])
        expect(
          await refusal({
            api: { AuthenticationType, AdditionalAuthenticationProviders: [{ AuthenticationType }] },
          }),
        ).not.toBe('taken');
    },
  );

  it(
    'a schema document of more than 1 MB is refused',
    templates.equal('strict', quotas).noting('the text is not established'),
    async () => {
      const schema = (size: number) => `type Query { a: Int }\n# ${'x'.repeat(size - 24)}`;
      expect(await refusal({ schema: schema(1024 * 1024) })).toBe('taken');
      expect(await refusal({ schema: schema(1024 * 1024 + 1) })).toContain('1 MB');
    },
  );

  it(
    'code of more than 32,768 characters is refused',
    templates.equal('strict', quotas, sdkClient).noting('the text is not established'),
    async () => {
      const code = echo('1');
      const padded = (size: number) => `${code}\n//${'x'.repeat(size - code.length - 3)}`;
      const resolvers = (size: number) => ({ resolvers: { 'Query.a': { code: padded(size) } } });
      expect(await refusal(resolvers(32_768))).toBe('taken');
      expect(await refusal(resolvers(32_769))).not.toBe('taken');
    },
  );

  it(
    'a pipeline of more than ten functions is refused',
    templates.equal('strict', quotas).noting('the text is not established'),
    async () => {
      const pipeline = (count: number) => ({
        functions: { step: { code: echo('1') } },
        resolvers: { 'Query.a': { code: echo('1'), functions: Array.from({ length: count }, () => 'step') } },
      });
      expect(await refusal(pipeline(10))).toBe('taken');
      expect(await refusal(pipeline(11))).toContain('at most 10 functions');
    },
  );

  it(
    'mapping templates of more than 64 KB are refused',
    templates.equal('strict', quotas).noting('the text is not established'),
    async () => {
      const request = (size: number) => '## '.padEnd(size, 'x');
      const resolvers = (size: number) => ({
        resolvers: { 'Query.a': { request: request(size), response: '1' } },
      });
      expect(await refusal(resolvers(64 * 1024))).toBe('taken');
      expect(await refusal(resolvers(64 * 1024 + 1))).toContain('64 KB');
    },
  );

  describe('API keys', () => {
    const day = 24 * 3_600;
    const now = start / 1000;
    const keyWith = async (api: TestApi, Expires?: number, logicalId = 'Other') => {
      const provider = api.appsync.providers.find((each) => each.type === 'AWS::AppSync::ApiKey')!;
      const { definition } = api.appsync.apis()[0]!;
      const created = await provider.create({
        stackName: 'Test',
        logicalId,
        type: 'AWS::AppSync::ApiKey',
        generatedName: `Test-${logicalId}-1A2B3C4D5E6F`,
        properties: { ApiId: definition.apiId, ...(Expires === undefined ? {} : { Expires }) },
        asset: () => undefined,
        assetFromUrl: () => undefined,
      });
      return definition.apiKeys.get((created.attributes as { ApiKey: string }).ApiKey)!;
    };

    it(
      'live for seven days unless they say otherwise, to the hour',
      templates.equal('complete', authorization),
      async () => {
        const api = await openTestApi({ schema: 'type Query { a: Int }' });
        expect(await keyWith(api)).toEqual({
          id: expect.stringMatching(/^da2-[a-z0-9]{26}$/),
          expires: now + 7 * day,
        });
        api.clock.advance(90 * 60_000);
        expect((await keyWith(api)).expires).toBe(now + 7 * day + 3_600);
        await api.close();
      },
    );

    it(
      'live for 365 days at most',
      templates.equal('strict', authorization).noting('the text is not established'),
      async () => {
        const api = await openTestApi({ schema: 'type Query { a: Int }' });
        expect((await keyWith(api, now + 365 * day)).expires).toBe(now + 365 * day);
        await expect(keyWith(api, now + 365 * day + 3_600)).rejects.toThrow('365 days');
        await expect(keyWith(api, now - 1)).rejects.toThrow('past');
        await api.close();
      },
    );

    it(
      'may live for less than a day',
      templates.differs(
        'strict',
        'the service asks for a day at least; here a template is deployed again at each start, however old it is',
        authorization,
      ),
      async () => {
        const api = await openTestApi({ schema: 'type Query { a: Int }' });
        expect((await keyWith(api, now + 3_600)).expires).toBe(now + 3_600);
        await api.close();
      },
    );

    it(
      'an API has 50 at most',
      templates.equal('strict', quotas).noting('the text is not established'),
      async () => {
        const api = await openTestApi({ schema: 'type Query { a: Int }' });
        // One is there from the start.
        for (let count = 1; count < 50; count++) await keyWith(api, undefined, `Key${count}`);
        await expect(keyWith(api, undefined, 'Key50')).rejects.toThrow('50');
        await api.close();
      },
    );
  });

  it(
    'limits beyond what there is are refused',
    templates.equal('strict', limitsGuide).noting('the texts are not established'),
    async () => {
      expect(await refusal({ api: { QueryDepthLimit: 75, ResolverCountLimit: 10_000 } })).toBe('taken');
      for (const api of [{ QueryDepthLimit: 76 }, { QueryDepthLimit: -1 }, { ResolverCountLimit: 10_001 }])
        expect(await refusal({ api })).not.toBe('taken');
    },
  );
});
