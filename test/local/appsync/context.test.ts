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
  schemaRefusals,
} from '../../parity/sources.ts';
import { echo, openTestApi, type TestApi } from './harness.ts';

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
      }
      type Mutation {
        first: Int
        second: Int
        third: Int
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

  it('has what is asked for: field, type and variables', async () => {
    const body = await api.query('query Q($a: Int) { info(a: $a) }', { a: 1 });
    expect(JSON.parse(body.data.info)).toEqual({
      fieldName: 'info',
      parentTypeName: 'Query',
      variables: { a: 1 },
    });
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

  it('a root field without resolver is null, another reads its parent', async () => {
    expect(await api.query('{ alone parent { name child(b: 2) } }')).toEqual({
      data: { alone: null, parent: { name: 'p', child: 'p2' } },
    });
  });
});

describe('templates', () => {
  const refusal = (sketch: { schema?: string; api?: Record<string, unknown> }) =>
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
    'limits beyond what there is are refused',
    templates.equal('strict', limitsGuide).noting('the texts are not established'),
    async () => {
      expect(await refusal({ api: { QueryDepthLimit: 75, ResolverCountLimit: 10_000 } })).toBe('taken');
      for (const api of [{ QueryDepthLimit: 76 }, { QueryDepthLimit: -1 }, { ResolverCountLimit: 10_001 }])
        expect(await refusal({ api })).not.toBe('taken');
    },
  );
});
