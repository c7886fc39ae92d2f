import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Lambda, TokenClaims, UserPools } from '../../../local/core/ports.ts';
import { behaviours } from '../../parity/behaviour.ts';
import {
  authorization,
  contextReference,
  directiveRecordings,
  realtime,
  wireCaptures,
  wireNotes,
} from '../../parity/sources.ts';
import { echo, openTestApi, start, type TestApi } from './harness.ts';

const doors = behaviours('Authorization');
const refused = (message = 'You are not authorized to make this call.') => ({
  status: 401,
  body: { errors: [{ errorType: 'UnauthorizedException', message }] },
});
const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const issuerOf = (id: string) => `https://cognito-idp.us-east-1.amazonaws.com/${id}`;
const poolToken = (pool: string, claims: object = {}) =>
  `${encode({ alg: 'RS256' })}.${encode({ iss: issuerOf(pool), ...claims })}.sig`;
const as = (api: TestApi, authorization: string, query = '{ me }') => api.post({ query }, { authorization });

describe('Lambda authorizer', () => {
  let api: TestApi;
  const asked: any[] = [];
  let decide: (event: any) => unknown;
  const lambda: Lambda = {
    async invoke({ payload }) {
      asked.push(payload);
      return { statusCode: 200, payload: JSON.stringify(await decide(payload)) } as never;
    },
  };
  beforeAll(async () => {
    api = await openTestApi({
      schema: `type Query { me: AWSJSON thing: Thing } type Thing { open: Int secret: Int }
        type Mutation { say: String } type Subscription { said: String @aws_subscribe(mutations: ["say"]) }`,
      api: {
        AuthenticationType: 'AWS_LAMBDA',
        LambdaAuthorizerConfig: {
          AuthorizerUri: 'arn:aws:lambda:us-east-1:123456789012:function:door',
          AuthorizerResultTtlInSeconds: 0,
          IdentityValidationExpression: '^[a-z-]+$',
        },
      },
      resolvers: {
        'Query.me': { code: echo('ctx.identity') },
        'Query.thing': { code: echo('{ open: 1, secret: 2 }') },
      },
      ports: { lambda },
    });
  });
  afterAll(() => api.close());

  it(
    'is asked each time when its answers are not kept, with the request and its headers',
    doors.equal('complete', authorization),
    async () => {
      decide = () => ({ isAuthorized: true });
      asked.length = 0;
      for (let count = 0; count < 2; count++) await as(api, 'open');
      expect(asked).toHaveLength(2);
      const definition = api.appsync.apis()[0]!.definition;
      expect(asked[0]).toMatchObject({
        authorizationToken: 'open',
        requestContext: {
          apiId: definition.apiId,
          accountId: '123456789012',
          requestId: expect.any(String),
          queryString: '{ me }',
          variables: {},
        },
        requestHeaders: { authorization: 'open', 'content-type': 'application/json' },
      });
    },
  );

  it(
    'is asked about a connection as DeepDish:Connect, and about each subscription with its document',
    doors.equal('complete', authorization, realtime),
    async () => {
      decide = () => ({ isAuthorized: true });
      asked.length = 0;
      const header = { host: 'localhost', Authorization: 'open' };
      const socket = new WebSocket(`${api.url.replace('http:', 'ws:')}/realtime`, [
        'graphql-ws',
        `header-${encode(header)}`,
      ]);
      const query = 'subscription S { said }';
      await new Promise<void>((resolve, reject) => {
        socket.on('error', reject).on('open', () => socket.send('{"type":"connection_init"}'));
        socket.on('message', (data) => {
          const { type } = JSON.parse(String(data));
          const start = { data: JSON.stringify({ query }), extensions: { authorization: header } };
          if (type === 'connection_ack')
            socket.send(JSON.stringify({ id: '1', type: 'start', payload: start }));
          if (type === 'start_ack') resolve();
        });
      });
      socket.terminate();
      expect(asked.map(({ requestContext }) => requestContext)).toMatchObject([
        { operationName: 'DeepDish:Connect', queryString: '', variables: {} },
        { queryString: query, variables: {} },
      ]);
    },
  );

  it('says itself how long its answer is kept', doors.equal('complete', authorization), async () => {
    decide = () => ({ isAuthorized: true, ttlOverride: 10 });
    asked.length = 0;
    for (let count = 0; count < 3; count++) await as(api, 'kept');
    expect(asked).toHaveLength(1);
    api.clock.advance(10_001);
    await as(api, 'kept');
    expect(asked).toHaveLength(2);
  });

  it('denies fields by name and by ARN', doors.equal('complete', authorization), async () => {
    const { arn } = api.appsync.apis()[0]!.definition;
    for (const denied of ['Thing.secret', `${arn}/types/Thing/fields/secret`]) {
      decide = () => ({ isAuthorized: true, deniedFields: [denied] });
      expect((await as(api, 'denied', '{ thing { open secret } }')).body).toMatchObject({
        data: { thing: { open: 1, secret: null } },
        errors: [{ errorType: 'Unauthorized', message: 'Not Authorized to access secret on type Thing' }],
      });
    }
  });

  it(
    'gives resolvers its context, and nothing else, as the identity',
    doors.equal('complete', contextReference),
    async () => {
      decide = () => ({ isAuthorized: true, resolverContext: { tenant: 't1', level: 3 } });
      expect(JSON.parse((await as(api, 'context')).body.data.me)).toEqual({
        resolverContext: { tenant: 't1', level: 3 },
      });
    },
  );

  it(
    'is not asked about a token that its expression does not match',
    doors.equal('complete', authorization),
    async () => {
      asked.length = 0;
      expect(await as(api, 'NOT-SMALL')).toMatchObject(refused());
      expect(asked).toHaveLength(0);
    },
  );

  it.each([
    ['refuses', () => ({ isAuthorized: false })],
    ['answers with no decision', () => ({ resolverContext: {} })],
    ['answers with a decision of another type', () => ({ isAuthorized: 'true' })],
    ['answers nothing', () => null],
    ['throws', () => Promise.reject(new Error('broken'))],
  ])(
    'a call is refused when it %s',
    doors.equal('complete', authorization, wireCaptures),
    async (_, decision) => {
      decide = decision;
      expect(await as(api, 'refused')).toMatchObject(refused());
    },
  );

  it('a call is refused when it takes ten seconds', doors.equal('strict', authorization), async () => {
    let told = () => {};
    const begun = new Promise<void>((resolve) => (told = resolve));
    decide = () => {
      told();
      return new Promise(() => {});
    };
    const waiting = as(api, 'slow');
    await begun;
    api.clock.advance(10_000);
    expect(await waiting).toMatchObject(refused());
  });
});

describe('several doors of one kind', () => {
  let issuers: Server;
  let api: TestApi;
  let token: (issuer: string, claims?: object) => Promise<string>;
  const base = () => `http://127.0.0.1:${(issuers.address() as AddressInfo).port}`;
  const seconds = start / 1000;
  /** Further keys that every issuer publishes. */
  const keys: object[] = [];
  const userPools: UserPools = {
    issuer: issuerOf,
    async verify(text, _pool, clientIds) {
      const claims = JSON.parse(Buffer.from(text.split('.')[1]!, 'base64url').toString()) as TokenClaims;
      // As a pool does: the expression is matched against the client that a token was made for.
      if (clientIds && !new RegExp(`^(?:${clientIds})$`).test(String(claims.client_id)))
        return { ok: false, reason: 'invalid' };
      return { ok: true, claims: { ...claims, sub: 'ann', exp: seconds + 3_600 } as TokenClaims };
    },
  };
  beforeAll(async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    const jwk = { ...(await exportJWK(publicKey)), kid: 'k', alg: 'ES256' };
    issuers = createServer((request, response) => {
      const at = `${base()}/${request.url!.split('/')[1]}`;
      const found = request.url!.endsWith('/keys')
        ? { keys: [jwk, ...keys] }
        : { issuer: at, jwks_uri: `${at}/keys` };
      response.setHeader('content-type', 'application/json').end(JSON.stringify(found));
    });
    await new Promise<void>((resolve) => issuers.listen(0, '127.0.0.1', resolve));
    token = (issuer, claims = {}) =>
      new SignJWT({ sub: 'olga', iat: seconds, exp: seconds + 600, ...claims })
        .setProtectedHeader({ alg: 'ES256', kid: 'k' })
        .setIssuer(`${base()}/${issuer}`)
        .sign(privateKey);
    const pool = (UserPoolId: string, AppIdClientRegex?: string) => ({
      AuthenticationType: 'AMAZON_COGNITO_USER_POOLS',
      UserPoolConfig: { UserPoolId, AwsRegion: 'us-east-1', AppIdClientRegex },
    });
    const oidc = (name: string, ClientId?: string) => ({
      AuthenticationType: 'OPENID_CONNECT',
      OpenIDConnectConfig: { Issuer: `${base()}/${name}`, ClientId },
    });
    api = await openTestApi({
      schema: 'type Query { me: AWSJSON @aws_cognito_user_pools @aws_oidc }',
      api: {
        AuthenticationType: 'API_KEY',
        AdditionalAuthenticationProviders: [
          pool('us-east-1_one'),
          pool('us-east-1_two', 'web|mobile-.*'),
          oidc('first'),
          oidc('second', 'app-.*'),
        ],
      },
      resolvers: { 'Query.me': { code: echo('ctx.identity') } },
      ports: { userPools },
    });
  });
  afterAll(async () => {
    await api.close();
    issuers.close();
  });
  const issuerSeen = async (authorization: string) => {
    const { body, status } = await as(api, authorization);
    return status === 200 ? JSON.parse(body.data.me).issuer : status;
  };

  it('a token is checked by the pool that made it', doors.equal('complete', authorization), async () => {
    expect(await issuerSeen(poolToken('us-east-1_one'))).toBe(issuerOf('us-east-1_one'));
    expect(await issuerSeen(poolToken('us-east-1_two', { client_id: 'web' }))).toBe(
      issuerOf('us-east-1_two'),
    );
    expect(await issuerSeen(poolToken('us-east-1_three'))).toBe(401);
  });

  it('the expression for clients of a pool must match', doors.equal('complete', authorization), async () => {
    expect(await issuerSeen(poolToken('us-east-1_two', { client_id: 'mobile-1' }))).toBe(
      issuerOf('us-east-1_two'),
    );
    expect(await issuerSeen(poolToken('us-east-1_two', { client_id: 'other' }))).toBe(401);
  });

  it(
    'issuers of OpenID Connect are told apart, their client is matched with aud or azp',
    doors.equal('complete', authorization),
    async () => {
      expect(await issuerSeen(await token('first'))).toBe(`${base()}/first`);
      for (const claims of [{ aud: 'app-1' }, { aud: ['x', 'app-2'] }, { azp: 'app-3' }])
        expect(await issuerSeen(await token('second', claims))).toBe(`${base()}/second`);
      expect(await issuerSeen(await token('second', { aud: 'other', azp: 'other' }))).toBe(401);
      expect(await issuerSeen(await token('third'))).toBe(401);
    },
  );

  it.each(['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512'])(
    'tokens of OpenID Connect may be signed by %s',
    doors
      .equal('strict', authorization)
      .as('tokens of OpenID Connect are signed by RSA, RSA-PSS or ECDSA with SHA-256 to SHA-512')
      .noting('the guide names HS256 to HS512, too, which no published key can verify'),
    async (alg) => {
      const { privateKey, publicKey } = await generateKeyPair(alg);
      keys.push({ ...(await exportJWK(publicKey)), kid: alg, alg });
      const text = await new SignJWT({ sub: 'olga', iat: seconds, exp: seconds + 600 })
        .setProtectedHeader({ alg, kid: alg })
        .setIssuer(`${base()}/${alg}`)
        .sign(privateKey);
      const own = await openTestApi({
        schema: 'type Query { me: AWSJSON }',
        api: { AuthenticationType: 'OPENID_CONNECT', OpenIDConnectConfig: { Issuer: `${base()}/${alg}` } },
        resolvers: { 'Query.me': { code: echo('ctx.identity') } },
      });
      const { body } = await as(own, text);
      expect(JSON.parse(body.data.me)).toMatchObject({ sub: 'olga', issuer: `${base()}/${alg}` });
      await own.close();
    },
  );

  it('a token without iat is refused', doors.equal('strict', authorization), async () => {
    expect(await issuerSeen(await token('first', { iat: undefined }))).toBe(401);
  });

  it(
    'what begins with Bearer is read all the same',
    doors.equal('complete', directiveRecordings),
    async () => {
      expect(await issuerSeen(`Bearer ${await token('first')}`)).toBe(`${base()}/first`);
    },
  );
});

describe(
  'which door a request comes to',
  doors.assumed('complete', 'of requests that carry several credentials', wireNotes),
  () => {
    it('a signature goes before a key, a token before a key', async () => {
      const api = await openTestApi({
        schema: 'type Query { me: AWSJSON }',
        api: { AdditionalAuthenticationProviders: [{ AuthenticationType: 'AWS_IAM' }] },
        resolvers: { 'Query.me': { code: echo('ctx.identity') } },
      });
      const key = { 'x-api-key': api.key };
      expect((await api.post({ query: '{ me }' }, key)).body).toEqual({ data: { me: null } });
      const signed = { ...key, authorization: 'AWS4-HMAC-SHA256 Credential=x' };
      expect((await api.post({ query: '{ me }' }, signed)).status).toBe(403);
      expect((await api.post({ query: '{ me }' }, { ...key, authorization: 'anything' })).status).toBe(200);
      await api.close();
    });

    it('without any, the answer is that of the default mode', async () => {
      for (const [AuthenticationType, more, message] of [
        ['API_KEY', {}, 'You are not authorized to make this call.'],
        ['AWS_IAM', {}, 'Missing authorization header'],
        [
          'AMAZON_COGNITO_USER_POOLS',
          { UserPoolConfig: { UserPoolId: 'us-east-1_p', AwsRegion: 'us-east-1', DefaultAction: 'ALLOW' } },
          'Valid authorization header not provided.',
        ],
      ] as const) {
        const api = await openTestApi({
          schema: 'type Query { me: AWSJSON }',
          api: { AuthenticationType, ...more },
          resolvers: { 'Query.me': { code: echo('1') } },
        });
        expect(await api.post({ query: '{ me }' }, {})).toMatchObject(refused(message));
        await api.close();
      }
    });
  },
);
