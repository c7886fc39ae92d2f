import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { createServer } from 'node:http';
import { connect, createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Lambda } from '../../../local/core/ports.ts';
import { readFilter } from '../../../local/appsync/realtime/filters.ts';
import { behaviours } from '../../parity/behaviour.ts';
import {
  authorization,
  filtering,
  overHttp,
  quotas,
  realtime,
  timeoutCaptures,
} from '../../parity/sources.ts';
import { echo, openTestApi, start, type TestApi } from './harness.ts';

const wire = behaviours('The wire');
const frames = behaviours('Subscriptions');
const doors = behaviours('Authorization');

let asked: () => void;
const called = new Promise<void>((resolve) => (asked = resolve));
const hanging: Lambda = {
  invoke() {
    asked();
    return new Promise(() => {});
  },
};
let api: TestApi;

beforeAll(async () => {
  api = await openTestApi({
    schema: /* GraphQL */ `
      type Query {
        hang: String
        hello(name: String): String
      }
      type Mutation {
        post(text: String!): Post
      }
      type Subscription {
        posted: Post @aws_subscribe(mutations: ["post"])
      }
      type Post {
        text: String
      }
    `,
    dataSources: {
      lambda: {
        Type: 'AWS_LAMBDA',
        LambdaConfig: { LambdaFunctionArn: 'arn:aws:lambda:us-east-1:1:function:f' },
      },
    },
    resolvers: {
      'Query.hang': {
        dataSource: 'lambda',
        code: `export function request() { return { operation: 'Invoke', payload: 1 }; }
          export function response(ctx) { return ctx.result; }`,
      },
      'Query.hello': { code: echo("'hello ' + ctx.args.name") },
      'Mutation.post': { code: echo('ctx.args') },
    },
    ports: { lambda: hanging },
  });
});
afterAll(() => api.close());

describe('requests', () => {
  it('end after 30 seconds', wire.equal('strict', quotas, timeoutCaptures), async () => {
    const answer = api.query('{ hello(name: "Ann") hang }');
    await called;
    api.clock.advance(29_999);
    api.clock.advance(1);
    expect(await answer).toEqual({
      data: { hello: 'hello Ann', hang: null },
      errors: [
        {
          path: ['hang'],
          data: null,
          errorType: 'ExecutionTimeout',
          errorInfo: null,
          locations: [{ line: 1, column: 22, sourceName: null }],
          message: 'Execution timed out.',
        },
      ],
    });
  });

  it('are taken as GET, too', wire.equal('strict', overHttp), async () => {
    const get = (parameters: Record<string, string>) =>
      fetch(`${api.url}?${new URLSearchParams(parameters).toString()}`, {
        headers: { 'x-api-key': api.key },
      });
    const query = 'query A($name: String) { hello(name: $name) } query B { hang }';
    const variables = JSON.stringify({ name: 'Ann' });
    const answer = await get({ query, variables, operationName: 'A' });
    expect(await answer.json()).toEqual({ data: { hello: 'hello Ann' } });
    for (const wrong of [{}, { query, variables: '{' }]) {
      const refused = await get(wrong as Record<string, string>);
      expect([refused.status, refused.headers.get('x-amzn-errortype')]).toEqual([
        400,
        'MalformedHttpRequestException',
      ]);
    }
  });
});

describe('subscriptions', () => {
  const sockets: WebSocket[] = [];
  afterEach(() => sockets.splice(0).forEach((socket) => socket.terminate()));

  /** A socket that listens to `posted`; `texts` are what it was sent. */
  async function listener(url = api.url) {
    const header = { host: 'localhost', 'x-api-key': api.key };
    const encoded = Buffer.from(JSON.stringify(header)).toString('base64url');
    const socket = new WebSocket(`${url.replace('http:', 'ws:')}/realtime`, [
      'graphql-ws',
      `header-${encoded}`,
    ]);
    sockets.push(socket);
    const texts: string[] = [];
    await new Promise<void>((resolve) => {
      socket.on('open', () => socket.send('{"type":"connection_init"}'));
      socket.on('message', (frame) => {
        const { type, payload } = JSON.parse(String(frame));
        const data = JSON.stringify({ query: 'subscription { posted { text } }' });
        const startFrame = {
          id: '1',
          type: 'start',
          payload: { data, extensions: { authorization: header } },
        };
        if (type === 'connection_ack') socket.send(JSON.stringify(startFrame));
        if (type === 'start_ack') resolve();
        if (type === 'data') texts.push(payload.data.posted.text);
      });
    });
    return { socket, texts };
  }
  const post = (text: string) =>
    api.query('mutation ($text: String!) { post(text: $text) { text } }', { text });

  it('are not sent payloads of more than 240 KB', frames.equal('complete', quotas), async () => {
    const { texts } = await listener();
    await post('x'.repeat(240 * 1024));
    await post('small');
    await expect.poll(() => texts).toEqual(['small']);
  });

  it(
    'go on for the others when one consumer stops reading, and that one is dropped',
    frames.own('strict', 'what the service does with it is not established'),
    async () => {
      const [slow, quick] = await Promise.all([listener(), listener()]);
      slow.socket.pause();
      const text = 'x'.repeat(200_000);
      for (let sent = 0; sent < 120; sent++) await post(text);
      await expect.poll(() => quick.texts.length).toBe(120);
      await expect.poll(() => api.appsync.apis()[0]!.subscriptions()).toBe(1);
    },
  );

  it(
    'go on for the others when the network of one is gone, and that one is dropped',
    frames.own('strict', 'what the service does with it is not established'),
    async () => {
      // Between them, until it passes on nothing more and neither side is told.
      const { port } = new URL(api.url);
      const pairs: Socket[] = [];
      const network = createTcpServer((client) => {
        const server = connect(Number(port), '127.0.0.1');
        client.pipe(server).pipe(client);
        for (const socket of [client, server]) pairs.push(socket.on('error', () => {}));
      });
      await new Promise<void>((resolve) => network.listen(0, '127.0.0.1', resolve));
      const { port: outer } = network.address() as AddressInfo;
      const [quick] = await Promise.all([listener(), listener(`http://127.0.0.1:${outer}/graphql`)]);
      for (const socket of pairs) socket.unpipe().pause();
      const text = 'x'.repeat(200_000);
      for (let sent = 0; sent < 120; sent++) await post(text);
      await expect.poll(() => quick.texts.length).toBe(120);
      await expect.poll(() => api.appsync.apis()[0]!.subscriptions()).toBe(1);
      for (const socket of pairs) socket.destroy();
      network.close();
    },
  );

  const filter = (...filters: object[]) => ({ filterGroup: [{ filters }] });
  const where = (fieldName: string, operator: string, value: unknown) => ({ fieldName, operator, value });
  const many = (count: number) => Array.from({ length: count }, (_, index) => index);
  it.each([
    ['more than five fields', filter(...many(6).map((index) => where(`f${index}`, 'eq', 1)))],
    ['more than ten filters in a group', filter(...many(11).map((index) => where('f', 'ne', index)))],
    [
      'more than ten, each value of `in` counted',
      filter(where('f', 'in', many(5)), where('f', 'in', many(5)), where('f', 'eq', 1)),
    ],
    ['more than five values of in', filter(where('f', 'in', many(6)))],
    ['more than five values of notIn', filter(where('f', 'notIn', many(6)))],
    ['more than twenty values of containsAny', filter(where('f', 'containsAny', many(21)))],
    ['a text of more than 256 characters', filter(where('f', 'eq', 'x'.repeat(257)))],
    ['a path deeper than five levels', filter(where('a.b.c.d.e.f', 'eq', 1))],
    ['an unknown operator', filter(where('f', 'like', 'x'))],
    ['in without a list', filter(where('f', 'in', 'x'))],
    ['no groups', {}],
  ])(
    'refuse a filter with %s',
    frames
      .equal('strict', filtering)
      .as('the limits of an enhanced filter')
      .noting('the texts are not established'),
    (_, given) => expect(() => readFilter(given)).toThrow(),
  );
  it('take a filter that is at every limit', frames.equal('strict', filtering, realtime), () => {
    const full = filter(...many(5).map((index) => where(`a.b.c.d.f${index}`, 'containsAny', many(20))));
    expect(readFilter(full)).toBe(full);
  });
});

it(
  'OpenID Connect: tokens age by their issue and by their sign-in',
  doors.equal('complete', authorization),
  async () => {
    const { privateKey, publicKey } = await generateKeyPair('RS256');
    const jwk = { ...(await exportJWK(publicKey)), kid: 'k', alg: 'RS256' };
    const server = createServer((request, response) => {
      const found = request.url === '/keys' ? { keys: [jwk] } : { issuer, jwks_uri: `${issuer}/keys` };
      response.setHeader('content-type', 'application/json').end(JSON.stringify(found));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const now = start / 1000;
    const token = (claims: object) =>
      new SignJWT({ sub: 'olga', exp: now + 3_600, iat: now, auth_time: now, ...claims })
        .setProtectedHeader({ alg: 'RS256', kid: 'k' })
        .setIssuer(issuer)
        .sign(privateKey);
    const guarded = await openTestApi({
      schema: 'type Query { hello: String }',
      api: {
        AuthenticationType: 'OPENID_CONNECT',
        OpenIDConnectConfig: { Issuer: issuer, IatTTL: 60_000, AuthTTL: 120_000 },
      },
      resolvers: { 'Query.hello': { code: echo("'hi'") } },
    });
    const ask = async (claims: object) =>
      (await guarded.post({ query: '{ hello }' }, { authorization: await token(claims) })).status;
    expect(await ask({})).toBe(200);
    expect(await ask({ iat: now - 61 })).toBe(401);
    expect(await ask({ auth_time: now - 100 })).toBe(200);
    expect(await ask({ auth_time: now - 121 })).toBe(401);
    expect(await ask({ auth_time: undefined })).toBe(401);
    await guarded.close();
    server.close();
  },
);
