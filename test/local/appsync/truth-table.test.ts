import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Iam, Lambda, UserPools } from '../../../local/core/ports.ts';
import { behaviours } from '../../parity/behaviour.ts';
import { authorization, directiveRecordings, identityRecordings } from '../../parity/sources.ts';
import { echo, openTestApi, permissiveIam, start, type TestApi } from './harness.ts';

/**
 * Each mode by each directive, on a field and on a type, for queries, mutations and subscriptions: asked of a running
 * API. Expected is what the directive's own mode says; what carries none goes by the default mode.
 */
const doors = behaviours('Authorization');

const modes = ['API_KEY', 'AWS_IAM', 'AMAZON_COGNITO_USER_POOLS', 'OPENID_CONNECT', 'AWS_LAMBDA'] as const;
type Mode = (typeof modes)[number];

/** By the name of a field, its directives and who gets in. */
const marks: Record<string, { directives: string; allows: (mode: Mode, normal: Mode) => boolean }> = {
  none: { directives: '', allows: (mode, normal) => mode === normal },
  key: { directives: '@aws_api_key', allows: (mode) => mode === 'API_KEY' },
  iam: { directives: '@aws_iam', allows: (mode) => mode === 'AWS_IAM' },
  pool: { directives: '@aws_cognito_user_pools', allows: (mode) => mode === 'AMAZON_COGNITO_USER_POOLS' },
  staff: {
    directives: '@aws_cognito_user_pools(cognito_groups: ["staff"])',
    allows: (mode) => mode === 'AMAZON_COGNITO_USER_POOLS',
  },
  bosses: { directives: '@aws_cognito_user_pools(cognito_groups: ["bosses"])', allows: () => false },
  oidc: { directives: '@aws_oidc', allows: (mode) => mode === 'OPENID_CONNECT' },
  lambda: { directives: '@aws_lambda', allows: (mode) => mode === 'AWS_LAMBDA' },
  two: { directives: '@aws_api_key @aws_iam', allows: (mode) => mode === 'API_KEY' || mode === 'AWS_IAM' },
};
const everyone = '@aws_api_key @aws_iam @aws_cognito_user_pools @aws_oidc @aws_lambda';

const names = Object.keys(marks);
const typeOf = (name: string) => `T${name}`;
const fields = (root: string) =>
  names
    .flatMap((name) => [
      `${root}_${name}: String ${marks[name]!.directives}`,
      `${root}_type_${name}: ${typeOf(name)} ${everyone}`,
    ])
    .join('\n');
const schema = `
  type Query { ${fields('q')} }
  type Mutation { ${fields('m')} }
  type Subscription {
    ${names.map((name) => `s_${name}: String ${marks[name]!.directives} @aws_subscribe(mutations: ["m_${name}"])`).join('\n')}
  }
  ${names.map((name) => `type ${typeOf(name)} ${marks[name]!.directives} { value: String override: String ${everyone} }`).join('\n')}`;
const resolvers = Object.fromEntries(
  names.flatMap((name) =>
    [
      ['Query', 'q'],
      ['Mutation', 'm'],
    ].flatMap(([type, root]) => [
      [`${type}.${root}_${name}`, { code: echo("'v'") }],
      [`${type}.${root}_type_${name}`, { code: echo("{ value: 'v', override: 'o' }") }],
    ]),
  ),
);

const poolIssuer = 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_pool';
const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const userPools: UserPools = {
  issuer: () => poolIssuer,
  verify: async () => ({
    ok: true,
    claims: {
      sub: 'ann',
      iss: poolIssuer,
      token_use: 'access',
      iat: 1,
      exp: start,
      'cognito:groups': ['staff'],
    },
  }),
};
const iam: Iam = {
  ...permissiveIam,
  verify: () => ({
    ok: true,
    credentials: permissiveIam.assume('arn:aws:iam::123456789012:role/caller', 'test'),
    region: 'us-east-1',
    service: 'appsync',
  }),
};
const lambda: Lambda = {
  invoke: async () => ({ statusCode: 200, payload: JSON.stringify({ isAuthorized: true }) }),
};

let issuer: Server;
let oidcIssuer: string;
let oidcToken: string;

beforeAll(async () => {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'RS256' };
  issuer = createServer((request, response) => {
    const discovery = request.url === '/.well-known/openid-configuration';
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify(discovery ? { issuer: oidcIssuer, jwks_uri: `${oidcIssuer}/keys` } : { keys: [jwk] }),
    );
  });
  await new Promise<void>((resolve) => issuer.listen(0, '127.0.0.1', resolve));
  oidcIssuer = `http://127.0.0.1:${(issuer.address() as AddressInfo).port}`;
  oidcToken = await new SignJWT({ sub: 'olga', iat: start / 1000, exp: start / 1000 + 600 })
    .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
    .setIssuer(oidcIssuer)
    .sign(privateKey);
});
afterAll(() => void issuer.close());

const settings = (mode: Mode): Record<string, unknown> => ({
  AuthenticationType: mode,
  ...(mode === 'AMAZON_COGNITO_USER_POOLS' && {
    UserPoolConfig: { UserPoolId: 'us-east-1_pool', AwsRegion: 'us-east-1' },
  }),
  ...(mode === 'OPENID_CONNECT' && { OpenIDConnectConfig: { Issuer: oidcIssuer } }),
  ...(mode === 'AWS_LAMBDA' && {
    LambdaAuthorizerConfig: { AuthorizerUri: 'arn:aws:lambda:us-east-1:123456789012:function:door' },
  }),
});

const credentials = (mode: Mode, api: TestApi): Record<string, string> =>
  ({
    API_KEY: { 'x-api-key': api.key },
    AWS_IAM: { authorization: 'AWS4-HMAC-SHA256 Credential=a' },
    AMAZON_COGNITO_USER_POOLS: {
      authorization: `${encode({ alg: 'RS256' })}.${encode({ iss: poolIssuer })}.s`,
    },
    OPENID_CONNECT: { authorization: oidcToken },
    AWS_LAMBDA: { authorization: 'let-me-in' },
  })[mode];

describe.each(modes)('with %s for the default', (normal) => {
  let api: TestApi;
  beforeAll(async () => {
    const others = modes.filter((mode) => mode !== normal).map(settings);
    api = await openTestApi({
      schema,
      resolvers,
      api: {
        ...settings(normal),
        ...(normal === 'AMAZON_COGNITO_USER_POOLS' && {
          UserPoolConfig: { UserPoolId: 'us-east-1_pool', AwsRegion: 'us-east-1', DefaultAction: 'ALLOW' },
        }),
        AdditionalAuthenticationProviders: others,
      },
      ports: { iam, userPools, lambda },
    });
  });
  afterAll(() => api.close());

  const table = doors
    .equal('core', authorization, directiveRecordings)
    .as('each mode by each directive, on field and type, of queries and mutations');
  it.each(modes.flatMap((mode) => [[mode, 'Query', 'q'] as const, [mode, 'Mutation', 'm'] as const]))(
    '%s asks for %s',
    table,
    async (mode, type, root) => {
      const selections = names.map((name) => `${root}_${name} ${root}_type_${name} { value override }`);
      const query = `${type.toLowerCase()} { ${selections.join(' ')} }`;
      const { body } = await api.post({ query }, credentials(mode, api));
      const denied = new Set((body.errors ?? []).map(({ message }: { message: string }) => message));
      const expected = new Set<string>();
      for (const name of names) {
        const allowed = marks[name]!.allows(mode, normal);
        const [field, ofType] = [`${root}_${name}`, `${root}_type_${name}`];
        expect([field, body.data[field]]).toEqual([field, allowed ? 'v' : null]);
        // A directive on the field wins over its type's.
        expect([ofType, body.data[ofType]]).toEqual([ofType, { value: allowed ? 'v' : null, override: 'o' }]);
        if (allowed) continue;
        expected.add(`Not Authorized to access ${field} on type ${type}`);
        expected.add(`Not Authorized to access value on type ${typeOf(name)}`);
      }
      expect(denied).toEqual(expected);
    },
  );

  it.each(modes)(
    '%s subscribes',
    doors.equal('core', authorization).as('each mode by each directive, of subscriptions'),
    async (mode) => {
      const header = { host: 'localhost', ...credentials(mode, api) };
      const answers = await subscribeAll(api, header);
      for (const name of names) {
        const allowed = marks[name]!.allows(mode, normal);
        expect([name, answers.get(name)]).toEqual([
          name,
          allowed ? 'start_ack' : `Not Authorized to access s_${name} on type Subscription`,
        ]);
      }
    },
  );
});

/** Starts every subscription on one socket; how each was answered, by name. */
function subscribeAll(api: TestApi, header: object): Promise<Map<string, string>> {
  const encoded = Buffer.from(JSON.stringify(header)).toString('base64url');
  const socket = new WebSocket(`${api.url.replace('http:', 'ws:')}/realtime`, [
    'graphql-ws',
    `header-${encoded}`,
  ]);
  const answers = new Map<string, string>();
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('open', () => socket.send('{"type":"connection_init"}'));
    socket.on('message', (data) => {
      const { type, id, payload } = JSON.parse(String(data));
      if (type === 'connection_error') reject(new Error(JSON.stringify(payload)));
      if (type === 'connection_ack') {
        for (const name of names) {
          const query = `subscription { s_${name} }`;
          const data = JSON.stringify({ query, variables: {} });
          socket.send(
            JSON.stringify({
              id: name,
              type: 'start',
              payload: { data, extensions: { authorization: header } },
            }),
          );
        }
      }
      if (id) answers.set(id, type === 'error' ? payload.errors[0].message : type);
      if (answers.size < names.length) return;
      socket.terminate();
      resolve(answers);
    });
  });
}

describe('a user pool alone', () => {
  const pool = (DefaultAction: string) => ({
    AuthenticationType: 'AMAZON_COGNITO_USER_POOLS',
    UserPoolConfig: { UserPoolId: 'us-east-1_pool', AwsRegion: 'us-east-1', DefaultAction },
  });
  const ask = async (api: Record<string, unknown>, types: string) => {
    const opened = await openTestApi({
      schema: `type Query { ${types} }`,
      api,
      resolvers: Object.fromEntries(
        ['open', 'staff', 'bosses'].map((name) => [`Query.${name}`, { code: echo("'v'") }]),
      ),
      ports: { userPools },
    });
    const { body } = await opened.post(
      { query: '{ open staff bosses }' },
      credentials('AMAZON_COGNITO_USER_POOLS', opened),
    );
    await opened.close();
    return body.data as unknown;
  };
  const withAuth = `
    open: String
    staff: String @aws_auth(cognito_groups: ["staff"])
    bosses: String @aws_auth(cognito_groups: ["bosses"])`;

  it(
    'heeds the groups of @aws_auth',
    doors.equal('complete', authorization, directiveRecordings),
    async () => {
      expect(await ask(pool('ALLOW'), withAuth)).toEqual({ open: 'v', staff: 'v', bosses: null });
    },
  );

  it(
    'denies what is not marked when its default action is DENY',
    doors.equal('complete', authorization, directiveRecordings),
    async () => {
      expect(await ask(pool('DENY'), withAuth)).toEqual({ open: null, staff: 'v', bosses: null });
      const withPools = withAuth.replaceAll('aws_auth', 'aws_cognito_user_pools');
      expect(await ask(pool('DENY'), withPools)).toEqual({ open: null, staff: 'v', bosses: null });
    },
  );

  it(
    'guards root fields alone: below them neither @aws_auth nor the default action counts',
    doors.equal('complete', directiveRecordings),
    async () => {
      const opened = await openTestApi({
        schema: /* GraphQL */ `
          type Query {
            open: Thing
            any: Thing @aws_auth
            staff: Thing @aws_auth(cognito_groups: ["staff"])
            bosses: Thing @aws_auth(cognito_groups: ["bosses"])
          }
          type Thing @aws_auth(cognito_groups: ["bosses"]) {
            plain: String
            marked: String @aws_auth(cognito_groups: ["bosses"])
          }
        `,
        api: pool('DENY'),
        resolvers: Object.fromEntries(
          ['open', 'any', 'staff', 'bosses'].map((name) => [
            `Query.${name}`,
            { code: echo("{ plain: 'p', marked: 'm' }") },
          ]),
        ),
        ports: { userPools },
      });
      const thing = '{ plain marked }';
      const { body } = await opened.post(
        { query: `{ open ${thing} any ${thing} staff ${thing} bosses ${thing} }` },
        credentials('AMAZON_COGNITO_USER_POOLS', opened),
      );
      await opened.close();
      const shown = { plain: 'p', marked: 'm' };
      expect(body.data).toEqual({ open: null, any: shown, staff: shown, bosses: null });
    },
  );

  it(
    'passes over the directives of modes that it has not',
    doors.equal('complete', identityRecordings),
    async () => {
      const withIam = withAuth.replaceAll('String', 'String @aws_iam');
      expect(await ask(pool('ALLOW'), withIam)).toEqual({ open: 'v', staff: 'v', bosses: null });
    },
  );

  it('passes over @aws_auth once there is another mode', doors.equal('complete', authorization), async () => {
    const api = { ...pool('ALLOW'), AdditionalAuthenticationProviders: [{ AuthenticationType: 'API_KEY' }] };
    expect(await ask(api, withAuth)).toEqual({ open: 'v', staff: 'v', bosses: 'v' });
  });
});

it(
  'an API of keys alone passes over the directives of other modes',
  doors.equal('complete', identityRecordings),
  async () => {
    const api = await openTestApi({
      schema: 'type Query { a: String @aws_iam }',
      resolvers: { 'Query.a': { code: echo("'v'") } },
    });
    expect(await api.query('{ a }')).toEqual({ data: { a: 'v' } });
    await api.close();
  },
);
