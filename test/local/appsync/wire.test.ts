import { connect } from 'node:net';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compressible } from '../../../local/appsync/wire/compression.ts';
import { behaviours } from '../../parity/behaviour.ts';
import {
  amplify,
  caching,
  directiveRecordings,
  graphqlJava,
  headerCaptures,
  httpCaptures,
  limitCaptures,
  limitsGuide,
  monitoring,
  overHttp,
  quotas,
  subSelection,
  utilReference,
  variableMismatch,
  wireCaptures,
  wireNotes,
} from '../../parity/sources.ts';
import { echo, openTestApi, type TestApi } from './harness.ts';

const wire = behaviours('The wire');
const faults = wire.own('strict');

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi({
    schema: /* GraphQL */ `
      type Query { hello: String long: String animal: Animal pets(first: Int): [Animal] deep: Deep }
      type Subscription { said: String }
      interface Animal { name: String }
      type Cat implements Animal { name: String(short: Boolean) lives: Int friend: Cat }
      type Dog implements Animal { name: String lives: String friend: Dog }
      type Deep { deep: Deep n: Int }
    `.replace('name: String(short: Boolean)', 'name(short: Boolean): String'),
    resolvers: {
      'Query.hello': { code: echo("'world'") },
      'Query.long': { code: echo(`'${'x'.repeat(2_000)}'`) },
      'Query.deep': { code: echo('{ n: 1 }') },
    },
  });
});
afterAll(() => api.close());

describe('what validation says', wire.equal('strict', graphqlJava), () => {
  const says = async (query: string) =>
    (await api.query(query)).errors.map(({ message }: { message: string }) =>
      message.replace('Validation error of type ', ''),
    );
  it.each([
    ['{ hello: long hello }', "FieldsConflict: hello: long and hello are different fields @ 'long'"],
    [
      '{ pets(first: 1) { name } pets(first: 2) { name } }',
      "FieldsConflict: pets: they have differing arguments @ 'pets'",
    ],
    [
      '{ animal { ... on Cat { lives } ... on Dog { lives } } }',
      "FieldsConflict: lives: they return differing types Int and String @ 'animal/lives'",
    ],
    [
      '{ deep { a: deep { x: n } } deep { a: deep { x: __typename } } }',
      "FieldsConflict: deep: (a: (x: n and __typename are different fields)) @ 'deep'",
    ],
    [
      '{ animal { ... on Deep { n } } }',
      "InvalidFragmentType: Fragment cannot be spread here as objects of type Animal can never be of type Deep @ 'animal'",
    ],
    [
      '{ animal { ...F } } fragment F on Deep { n }',
      "InvalidFragmentType: Fragment F cannot be spread here as objects of type Animal can never be of type Deep @ 'animal'",
    ],
    [
      '{ animal { ... on Int { n } } }',
      "InlineFragmentTypeConditionInvalid: Inline fragment type condition is invalid, must be on Object/Interface/Union @ 'animal'",
    ],
    ['{ hello @nothing }', "UnknownDirective: Unknown directive nothing @ 'hello'"],
    ['{ hello @skip }', "MissingDirectiveArgument: Missing directive argument if @ 'hello'"],
    ['query @skip(if: true) { hello }', 'MisplacedDirective: Directive skip not allowed here'],
    ['{ ...F }', 'UndefinedFragment: Undefined fragment F'],
    ['{ hello } fragment F on Query { hello }', 'UnusedFragment: Unused fragment F'],
    ['query Q($a: Int) { hello }', 'UnusedVariable: Unused variable a'],
    ['query Q($a: Nothing) { pets(first: $a) { name } }', 'UnknownType: Unknown type Nothing'],
    ['{ pets(first: $a) { name } }', "UndefinedVariable: Undefined variable a @ 'pets'"],
    ['query Q($a: Deep) { pets(first: $a) { name } }', 'NonInputTypeOnVariable: Wrong type for a variable'],
    [
      'query Q($a: Int = "x") { pets(first: $a) { name } }',
      "BadValueForDefaultArg: Bad default value StringValue{value='x'} for type Int",
    ],
    [
      'query A { hello } query A { long }',
      "DuplicateOperationName: There can be only one operation named 'A'",
    ],
    [
      '{ hello } query A { hello }',
      'LoneAnonymousOperationViolation: Anonymous operation with other operations.',
    ],
  ])(
    '%s',
    wire
      .equal('strict', graphqlJava)
      .as('the texts of the other validation errors')
      .noting(
        'the kind and place of each are those of graphql-java; which of several errors come first is not established',
      ),
    async (query, expected) => {
      expect(await says(query)).toContain(expected);
    },
  );

  it('a variable of another type', wire.equal('strict', variableMismatch), async () => {
    expect(await says('query Q($a: String!) { pets(first: $a) { name } }')).toEqual([
      "VariableTypeMismatch: Variable type 'String!' doesn't match expected type 'Int' @ 'pets'",
    ]);
  });

  it(
    'every error of a document is said, each with its place',
    wire.equal('core', wireCaptures, subSelection),
    async () => {
      const { errors } = await api.query('{ nothing\n  animal }');
      const at = (line: number) => [{ line, column: 3, sourceName: null }];
      expect(errors).toEqual([
        { path: null, locations: at(1), message: expect.stringContaining('FieldUndefined') },
        { path: null, locations: at(2), message: expect.stringContaining('SubSelectionRequired') },
      ]);
    },
  );
});

describe('requests', () => {
  it('whose document is no GraphQL are refused as a whole', wire.equal('complete', overHttp), async () => {
    for (const query of ['meow', '{}', '{}}', '[]', '{ hello', '']) {
      const { status, headers, body } = await api.post({ query });
      expect([query, status, headers.get('x-amzn-errortype')]).toEqual([
        query,
        400,
        'MalformedHttpRequestException',
      ]);
      expect(body).toEqual({
        errors: [{ message: 'Unable to parse GraphQL query.', errorType: 'MalformedHttpRequestException' }],
      });
    }
  });

  it(
    'may come as application/graphql and with any charset, their body is JSON',
    wire.equal('complete', overHttp, directiveRecordings),
    async () => {
      for (const type of ['application/graphql', 'application/json;charset=utf-8', 'text/plain']) {
        const { body } = await api.post(
          { query: '{ hello }' },
          { 'x-api-key': api.key, 'content-type': type },
        );
        expect(body).toEqual({ data: { hello: 'world' } });
      }
    },
  );

  it('for subscriptions are refused over HTTP', wire.equal('complete', httpCaptures), async () => {
    const { status, body, headers } = await api.post({ query: 'subscription { said }' });
    expect(status).toBe(400);
    expect(headers.get('x-amzn-errortype')).toBe('BadRequestException');
    expect(body).toEqual({
      errors: [{ message: 'Subscriptions over MQTT is not supported.', errorType: 'BadRequestException' }],
    });
  });

  it(
    'too large are refused',
    wire.assumed('strict', 'the limit of 1 MB, the status and the type are not established', overHttp),
    async () => {
      const { status, headers } = await api.post({
        query: '{ hello }',
        variables: { x: 'x'.repeat(1024 * 1024) },
      });
      expect([status, headers.get('x-amzn-errortype')]).toEqual([413, 'RequestEntityTooLargeException']);
      expect(await api.query('{ hello }')).toEqual({ data: { hello: 'world' } });
    },
  );

  it(
    'to an API without a schema are answered 502',
    wire.assumed('strict', 'one third party says so', wireNotes),
    async () => {
      const bare = await openTestApi({ schema: undefined });
      const { status, headers, body } = await bare.post({ query: '{ hello }' });
      expect([status, headers.get('x-amzn-errortype')]).toEqual([502, 'GraphQLSchemaException']);
      expect(body.errors).toEqual([
        { errorType: 'GraphQLSchemaException', message: 'No schema definition exists.' },
      ]);
      await bare.close();
    },
  );

  it(
    'with other methods are refused',
    wire.assumed('strict', 'status and type are not established', overHttp),
    async () => {
      for (const method of ['PUT', 'DELETE']) expect((await fetch(api.url, { method })).status).toBe(405);
    },
  );
});

describe('answers', () => {
  it(
    'cost one token each',
    wire.differs(
      'strict',
      'the service counts one for each 1,500 KB-seconds of memory and processor time, which most requests do not exceed; those of this process say nothing of its own',
      monitoring,
    ),
    async () => {
      const { headers } = await api.post({ query: '{ hello long deep { n } }' });
      expect(headers.get('x-amzn-appsync-tokensconsumed')).toBe('1');
    },
  );

  it(
    'have an id, their cost in tokens and a content type',
    wire.equal('core', overHttp, wireCaptures),
    async () => {
      const { headers } = await api.post({ query: '{ hello }' });
      expect(headers.get('content-type')).toBe('application/json;charset=UTF-8');
      expect(headers.get('x-amzn-requestid')).toMatch(/^[\da-f]{8}-/);
      expect(headers.get('x-amzn-appsync-tokensconsumed')).toBe('1');
      const refused = await api.post({ query: '{ hello }' }, {});
      expect(refused.headers.get('x-amzn-requestid')).toMatch(/^[\da-f]{8}-/);
      expect(refused.headers.get('content-type')).toBe('application/json;charset=UTF-8');
    },
  );

  /** The answer's bytes past its head; the head in small letters. */
  const raw = (query: string, encodings: string, on = api) =>
    new Promise<{ head: string; body: Buffer }>((resolve, reject) => {
      const { hostname, port } = new URL(on.url);
      const body = JSON.stringify({ query });
      const chunks: Buffer[] = [];
      connect(Number(port), hostname)
        .on('data', (chunk) => chunks.push(chunk))
        .on('end', () => {
          const bytes = Buffer.concat(chunks);
          const split = bytes.indexOf('\r\n\r\n') + 4;
          resolve({
            head: bytes.subarray(0, split).toString().toLowerCase(),
            body: bytes.subarray(split),
          });
        })
        .on('error', reject)
        .write(
          `POST /graphql HTTP/1.1\r\nhost: localhost\r\nx-api-key: ${on.key}\r\naccept-encoding: ${encodings}\r\nconnection: close\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
        );
    });

  it(
    'from 1,000 to 10,000,000 bytes are compressed for whom takes gzip',
    wire.equal('complete', caching),
    async () => {
      const long = await raw('{ long }', 'gzip');
      expect(long.head).toContain('content-encoding: gzip');
      expect(JSON.parse(gunzipSync(long.body).toString()).data.long).toHaveLength(2_000);
      expect((await raw('{ hello }', 'gzip')).body.toString()).toBe('{"data":{"hello":"world"}}');
      for (const encodings of ['identity', 'gzip;q=0', 'deflate'])
        expect((await raw('{ long }', encodings)).head).not.toContain('content-encoding');

      const sizes = await openTestApi({
        schema: 'type Query { at(size: Int): String }',
        // What stands around the text: {"data":{"at":""}}.
        resolvers: { 'Query.at': { code: echo(`'${'x'.repeat(1_000)}'.slice(18 + 1_000 - ctx.args.size)`) } },
      });
      expect((await raw('{ at(size: 999) }', 'gzip', sizes)).head).not.toContain('content-encoding');
      expect((await raw('{ at(size: 1000) }', 'gzip', sizes)).head).toContain('content-encoding: gzip');
      await sizes.close();
      expect([10_000_000, 10_000_001].map(compressible)).toEqual([true, false]);
    },
  );

  it(
    'are compressed for whom takes br alone',
    wire.assumed('strict', 'the guide names gzip; the front that it refers to writes br, too', caching),
    async () => {
      const { head, body } = await raw('{ long }', 'br');
      expect(head).toContain('content-encoding: br');
      expect(JSON.parse(brotliDecompressSync(body).toString()).data.long).toHaveLength(2_000);
      expect((await raw('{ long }', 'br, gzip')).head).toContain('content-encoding: gzip');
    },
  );

  it(
    'let every browser in, and show it the headers of the service',
    wire.equal('core', headerCaptures, amplify),
    async () => {
      const preflight = await fetch(api.url, {
        method: 'OPTIONS',
        headers: { origin: 'http://localhost:3000', 'access-control-request-method': 'POST' },
      });
      expect(preflight.headers.get('access-control-allow-methods')).toContain('POST');
      const allowed = preflight.headers.get('access-control-allow-headers')!.split(',');
      expect(allowed).toEqual(
        expect.arrayContaining([
          'content-type',
          'authorization',
          'x-api-key',
          'x-amz-user-agent',
          'x-amz-date',
          'x-amz-security-token',
        ]),
      );
      for (const headers of [{ 'x-api-key': api.key }, {} as Record<string, string>]) {
        const answer = await api.post({ query: '{ hello }' }, headers);
        expect(answer.headers.get('access-control-allow-origin')).toBe('*');
        expect(answer.headers.get('access-control-expose-headers')).toContain('x-amzn-ErrorType');
      }
    },
  );
});

describe('limits of an API', () => {
  it(
    'the depth counts leaves, and a field beyond it fails alone',
    wire.equal('complete', limitsGuide).noting('the text is not established'),
    async () => {
      const limited = await openTestApi({
        schema: 'type Query { deep: Deep } type Deep { deep: Deep n: Int }',
        api: { QueryDepthLimit: 2 },
        resolvers: { 'Query.deep': { code: echo('{ n: 1, deep: { n: 2 } }') } },
      });
      const body = await limited.query('{ deep { n deep { n } } }');
      expect(body.data).toEqual({ deep: { n: 1, deep: { n: null } } });
      expect(body.errors).toMatchObject([
        { path: ['deep', 'deep', 'n'], errorType: 'QueryDepthLimitReached' },
      ]);
      await limited.close();
    },
  );

  it(
    'resolvers beyond the limit do not run',
    wire.equal('complete', limitsGuide, limitCaptures),
    async () => {
      const limited = await openTestApi({
        schema: 'type Query { a: Int }',
        api: { ResolverCountLimit: 2 },
        resolvers: { 'Query.a': { code: echo('1') } },
      });
      expect(await limited.query('{ a b: a c: a }')).toMatchObject({
        data: { a: 1, b: 1, c: null },
        errors: [
          {
            path: ['c'],
            errorType: 'ResolverExecutionLimitReached',
            message: 'Resolver invocation limit reached',
          },
        ],
      });
      await limited.close();
    },
  );

  it(
    '10,000 resolvers run without a limit of its own, and no more',
    wire.equal('strict', quotas),
    async () => {
      const many = await openTestApi({
        schema: 'type Query { many(count: Int): [Thing] } type Thing { n: Int }',
        resolvers: {
          'Query.many': {
            code: echo('null').replace(
              'return ctx.result;',
              `const tens = ['','','','','','','','','',''];
             const hundreds = tens.flatMap(() => tens);
             return hundreds.flatMap(() => hundreds).slice(0, ctx.args.count).map(() => ({}));`,
            ),
          },
          'Thing.n': { code: echo('1') },
        },
      });
      const { data } = await many.query('{ many(count: 9999) { n } }');
      expect(data.many.at(-1)).toEqual({ n: 1 });
      const beyond = await many.query('{ many(count: 10000) { n } }');
      expect(beyond.data.many.at(-1)).toEqual({ n: null });
      expect(beyond.errors).toMatchObject([
        { path: ['many', 9_999, 'n'], errorType: 'ResolverExecutionLimitReached' },
      ]);
      await many.close();
    },
  );

  it(
    'headers that resolvers add: the last counts, four KB in all, forbidden ones are told',
    wire.equal('strict', utilReference),
    async () => {
      const adding = await openTestApi({
        schema: 'type Query { a: Int }',
        resolvers: {
          'Query.a': {
            code: `
            import { util } from '@aws-appsync/utils';
            export function request(ctx) { return { payload: 1 }; }
            export function response(ctx) {
              util.http.addResponseHeader('X-Tag', 'first');
              util.http.addResponseHeaders({ 'x-tag': 'last', vary: 'x', 'x-amzn-own': 'x', 'access-control-own': 'x' });
              return ctx.result;
            }`,
          },
        },
      });
      const { headers, body } = await adding.post({ query: '{ a }' });
      expect(headers.get('x-tag')).toBe('last');
      expect([headers.get('vary'), headers.get('x-amzn-own'), headers.get('access-control-own')]).toEqual([
        null,
        null,
        null,
      ]);
      expect(body.data).toEqual({ a: 1 });
      expect(body.errors).toMatchObject(
        Array.from({ length: 3 }, () => ({ errorType: 'ResponseHeaderError' })),
      );
      await adding.close();
    },
  );
});

describe('connections that misbehave', faults, () => {
  /** Writes bytes past any client; what came back when the server, or the test, ended it. */
  const talk = (...parts: string[]) =>
    new Promise<string>((resolve) => {
      const { hostname, port } = new URL(api.url);
      let text = '';
      const socket = connect(Number(port), hostname, () => parts.forEach((part) => socket.write(part)));
      socket
        .setEncoding('utf8')
        .on('data', (chunk) => {
          text += String(chunk);
        })
        .on('error', () => {})
        .on('close', () => resolve(text));
    });
  const post = (last = false) => {
    const body = '{"query":"{ hello }"}';
    return `POST /graphql HTTP/1.1\r\nhost: localhost\r\nx-api-key: ${api.key}\r\n${last ? 'connection: close\r\n' : ''}content-length: ${body.length}\r\n\r\n${body}`;
  };
  const alive = async () => expect(await api.query('{ hello }')).toEqual({ data: { hello: 'world' } });

  it('requests sent ahead are answered in their order', async () => {
    const text = await talk(post() + post() + post(true));
    expect(text.match(/"hello":"world"/g)).toHaveLength(3);
  });

  it('a request in pieces is put together', async () => {
    const whole = post(true);
    expect(await talk(...whole.match(/.{1,7}/gs)!)).toContain('"hello":"world"');
  });

  it('a flood of headers is refused', async () => {
    expect(
      await talk(`POST /graphql HTTP/1.1\r\nhost: localhost\r\nx: ${'x'.repeat(200_000)}\r\n\r\n`),
    ).toMatch(/^HTTP\/1.1 431/);
    await alive();
  });

  it.each([
    ['a length that is none', 'POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-length: many\r\n\r\n'],
    [
      'two lengths',
      'POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nxx',
    ],
    [
      'a length beside chunks',
      'POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['a header without a name', 'POST /graphql HTTP/1.1\r\nhost: localhost\r\n: x\r\n\r\n'],
    ['another protocol', 'SSH-2.0-OpenSSH_9.6\r\n\r\n'],
  ])('%s is refused', async (_, bytes) => {
    expect(await talk(bytes)).toMatch(/^HTTP\/1.1 400/);
    await alive();
  });

  it('an upgrade of a wrong version, without a key, or to another path is refused', async () => {
    const upgrade = (path: string, ...headers: string[]) =>
      talk(
        `GET ${path} HTTP/1.1\r\nhost: localhost\r\nconnection: upgrade\r\nupgrade: websocket\r\n${headers.map((header) => `${header}\r\n`).join('')}\r\n`,
      );
    expect(
      await upgrade(
        '/graphql/realtime',
        'sec-websocket-version: 12',
        'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==',
      ),
    ).toMatch(/^HTTP\/1.1 (400|426)/);
    expect(await upgrade('/graphql/realtime', 'sec-websocket-version: 13')).toMatch(/^HTTP\/1.1 400/);
    expect(await upgrade('/elsewhere', 'sec-websocket-version: 13')).toMatch(/^HTTP\/1.1 404/);
    await alive();
  });

  it('a client that closes its half of the connection is forgotten', async () => {
    const { hostname, port } = new URL(api.url);
    for (const bytes of [post().slice(0, -5), post(), '']) {
      await new Promise<void>((resolve) => {
        const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
        socket.on('error', () => {}).on('close', () => resolve());
        // Its own half stays open until the other is closed, too.
        socket.on('end', () => socket.destroy()).resume();
        socket.write(bytes);
        socket.end();
      });
    }
    await alive();
  });

  it('a client that leaves in the middle of its request, or of the answer, is forgotten', async () => {
    const { hostname, port } = new URL(api.url);
    for (const bytes of [post().slice(0, -5), post()]) {
      await new Promise<void>((resolve) => {
        const socket = connect(Number(port), hostname, () => {
          socket.write(bytes, () => socket.resetAndDestroy());
        });
        socket.on('error', () => {}).on('close', () => resolve());
      });
    }
    await alive();
  });
});
