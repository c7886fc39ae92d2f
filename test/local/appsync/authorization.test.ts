import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Credentials, Lambda, TokenClaims, UserPools } from '../../../local/core/ports.ts';
import { createIam, type IamService } from '../../../local/iam/index.ts';
import { create, testEnvironment } from '../support.ts';
import { echo, openTestApi, start, type TestApi } from './harness.ts';
import { behaviours } from '../../parity/behaviour.ts';
import {
  amplify,
  authorization,
  contextReference,
  directiveRecordings,
  identityRecordings,
  realtime,
  wireCaptures,
} from '../../parity/sources.ts';

const doors = behaviours('Authorization');
const refusedToken = doors
  .equal('strict', wireCaptures)
  .noting('the text for a token that is neither expired nor malformed is not established');
const refusedRole = doors.equal('strict', wireCaptures);
const signedConnection = doors.equal('core', realtime, amplify);

const seconds = start / 1000;
const poolIssuer = 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_pool';
const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const userToken = (claims: object) =>
  `${encode({ alg: 'RS256' })}.${encode({ iss: poolIssuer, ...claims })}.sig`;

/** A pool whose tokens say themselves what is wrong with them. */
const userPools: UserPools = {
  issuer: (id) => `https://cognito-idp.us-east-1.amazonaws.com/${id}`,
  async verify(token) {
    const claims = JSON.parse(
      Buffer.from(token.split('.')[1]!, 'base64url').toString(),
    ) as Partial<TokenClaims>;
    if (claims.bad) return { ok: false, reason: claims.bad as 'invalid' };
    const defaults: TokenClaims = {
      sub: 'ann',
      iss: poolIssuer,
      token_use: 'access',
      iat: seconds,
      exp: seconds + 3600,
    };
    return { ok: true, claims: Object.assign(defaults, claims) };
  },
};

const asked: any[] = [];
const authorizer: Lambda = {
  async invoke({ payload }) {
    asked.push(payload);
    const { authorizationToken } = payload as { authorizationToken: string };
    const answer =
      authorizationToken === 'garbage'
        ? 'yes'
        : {
            isAuthorized: authorizationToken.startsWith('let-me-in'),
            resolverContext: { tenant: 't1' },
            deniedFields: ['Query.shared'],
          };
    return { statusCode: 200, payload: JSON.stringify(answer) };
  },
};

let iam: IamService;
let oidc: Server;
let oidcIssuer: string;
let oidcToken: (claims?: object) => Promise<string>;
let api: TestApi;

beforeAll(async () => {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'RS256' };
  oidc = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    const discovery = request.url === '/.well-known/openid-configuration';
    response.end(
      JSON.stringify(discovery ? { issuer: oidcIssuer, jwks_uri: `${oidcIssuer}/keys` } : { keys: [jwk] }),
    );
  });
  await new Promise<void>((resolve) => oidc.listen(0, '127.0.0.1', resolve));
  oidcIssuer = `http://127.0.0.1:${(oidc.address() as AddressInfo).port}`;
  oidcToken = (claims = {}) =>
    new SignJWT({ sub: 'olga', aud: 'app-1', iat: seconds, exp: seconds + 600, ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
      .setIssuer(oidcIssuer)
      .sign(privateKey);

  iam = createIam({ environment: testEnvironment() });
  const role = (RoleName: string, Resource: string, trust: object[] = []) =>
    create(iam.resources, 'AWS::IAM::Role', {
      RoleName,
      AssumeRolePolicyDocument: { Statement: trust },
      Policies: [
        {
          PolicyName: 'p',
          PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'appsync:GraphQL', Resource }] },
        },
      ],
    });
  await role('service', '*');
  await role('visitors', '*', [
    {
      Effect: 'Allow',
      Principal: { Federated: 'cognito-identity.amazonaws.com' },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: { StringEquals: { 'cognito-identity.amazonaws.com:aud': 'us-east-1:pool' } },
    },
  ]);
  await role('elsewhere', 'arn:aws:appsync:us-east-1:123456789012:apis/other/*');
  await role('shared-only', 'arn:aws:appsync:us-east-1:123456789012:apis/*/types/Query/fields/shared');

  api = await openTestApi({
    schema: /* GraphQL */ `
      type Query {
        me: AWSJSON
        guests: String @aws_api_key
        shared: AWSJSON @aws_api_key @aws_iam @aws_oidc @aws_lambda @aws_cognito_user_pools
        staff: String @aws_cognito_user_pools(cognito_groups: ["staff", "admin"])
        services: String @aws_iam
        thing: Thing @aws_api_key @aws_cognito_user_pools
        hidden: Hidden @aws_api_key @aws_cognito_user_pools
      }
      type Thing @aws_api_key @aws_cognito_user_pools {
        open: String
        staffOnly: String @aws_cognito_user_pools(cognito_groups: ["staff"])
      }
      type Hidden {
        name: String
      }
      type Subscription {
        never: String @aws_iam
      }
    `,
    api: {
      AuthenticationType: 'AMAZON_COGNITO_USER_POOLS',
      UserPoolConfig: { UserPoolId: 'us-east-1_pool', AwsRegion: 'us-east-1', DefaultAction: 'ALLOW' },
      AdditionalAuthenticationProviders: [
        { AuthenticationType: 'API_KEY' },
        { AuthenticationType: 'AWS_IAM' },
        {
          AuthenticationType: 'OPENID_CONNECT',
          OpenIDConnectConfig: { Issuer: oidcIssuer, ClientId: 'app-.*' },
        },
        {
          AuthenticationType: 'AWS_LAMBDA',
          LambdaAuthorizerConfig: {
            AuthorizerUri: 'arn:aws:lambda:us-east-1:123456789012:function:authorizer',
            AuthorizerResultTtlInSeconds: 60,
          },
        },
      ],
    },
    resolvers: {
      'Query.me': { code: echo('ctx.identity') },
      'Query.shared': { code: echo('ctx.identity') },
      'Query.guests': { code: echo("'hi'") },
      'Query.staff': { code: echo("'hi'") },
      'Query.services': { code: echo("'hi'") },
      'Query.thing': { code: echo("{ open: 'o', staffOnly: 's' }") },
      'Query.hidden': { code: echo("{ name: 'n' }") },
    },
    ports: { iam, userPools, lambda: authorizer },
  });
});

afterAll(async () => {
  await api?.close();
  oidc?.close();
});

async function signed(path: string, credentials: Credentials, body: string) {
  const url = new URL(api.url);
  const signer = new SignatureV4({ service: 'appsync', region: 'us-east-1', sha256: Sha256, credentials });
  const { headers } = await signer.sign({
    method: 'POST',
    protocol: 'http:',
    hostname: url.hostname,
    path: url.pathname + path,
    headers: { 'content-type': 'application/json', host: url.host },
    body,
  });
  return headers;
}

async function signedPost(
  roleName: string,
  query: string,
  tamper = (headers: Record<string, string>) => headers,
) {
  const body = JSON.stringify({ query });
  const credentials = iam.assume(`arn:aws:iam::123456789012:role/${roleName}`, 'test');
  const { host: _, ...headers } = await signed('', credentials, body);
  return api.post(body, tamper(headers));
}

const as = (authorization: string, query: string) => api.post({ query }, { authorization });
const denial = (field: string, type = 'Query') => ({
  errorType: 'Unauthorized',
  message: `Not Authorized to access ${field} on type ${type}`,
});
const refusal = (status: number, errorType: string, message: unknown) => ({
  status,
  body: { errors: [{ errorType, message }] },
});
const callUnauthorized = 'You are not authorized to make this call.';

describe('user pool', doors.equal('core', authorization, contextReference), () => {
  const staff = userToken({ username: 'ann', 'cognito:groups': ['staff'] });

  it(
    'shows the user to resolvers',
    doors.equal('core', authorization, contextReference, identityRecordings),
    async () => {
      const { body } = await as(staff, '{ me }');
      expect(JSON.parse(body.data.me)).toEqual({
        sub: 'ann',
        issuer: poolIssuer,
        username: 'ann',
        claims: expect.objectContaining({ sub: 'ann' }),
        sourceIp: ['127.0.0.1'],
        defaultAuthStrategy: 'ALLOW',
        groups: ['staff'],
      });
    },
  );

  it('asks for one of the groups', doors.equal('core', authorization, directiveRecordings), async () => {
    expect((await as(staff, '{ staff thing { open staffOnly } }')).body).toEqual({
      data: { staff: 'hi', thing: { open: 'o', staffOnly: 's' } },
    });
    const customer = userToken({ username: 'bob', 'cognito:groups': ['customer'] });
    const { body } = await as(customer, '{ staff thing { open staffOnly } }');
    expect(body.data).toEqual({ staff: null, thing: { open: 'o', staffOnly: null } });
    expect(body.errors).toMatchObject([denial('staff'), denial('staffOnly', 'Thing')]);
  });

  it.each([
    ['expired', 'Token has expired.'],
    ['malformed', 'Unable to parse JWT token.'],
    ['invalid', callUnauthorized],
  ])('refuses a token that is %s', refusedToken, async (bad, message) => {
    expect(await as(userToken({ bad }), '{ me }')).toMatchObject(
      refusal(401, 'UnauthorizedException', message),
    );
  });

  it('refuses a token that expired since it was seen', doors.equal('strict', wireCaptures), async () => {
    const token = userToken({ username: 'ann', exp: seconds + 1 });
    expect((await as(token, '{ me }')).status).toBe(200);
    api.clock.advance(2_000);
    expect(await as(token, '{ me }')).toMatchObject(
      refusal(401, 'UnauthorizedException', 'Token has expired.'),
    );
  });

  it('wants something', doors.equal('core', wireCaptures), async () => {
    expect(await api.post({ query: '{ me }' }, {})).toMatchObject(
      refusal(401, 'UnauthorizedException', 'Valid authorization header not provided.'),
    );
  });
});

describe('API key', doors.equal('core', authorization, wireCaptures), () => {
  it('reaches what is marked for it, and nothing else', async () => {
    const body = await api.query('{ guests shared me thing { open } services }');
    expect(body.data).toEqual({
      guests: 'hi',
      shared: null,
      me: null,
      thing: { open: 'o' },
      services: null,
    });
    expect(body.errors).toMatchObject([denial('me'), denial('services')]);
  });

  it('does not reach the fields of a type that is not marked', async () => {
    const body = await api.query('{ hidden { name } }');
    expect(body.data).toEqual({ hidden: { name: null } });
    expect(body.errors).toEqual([
      {
        path: ['hidden', 'name'],
        data: null,
        errorInfo: null,
        locations: [{ line: 1, column: 12, sourceName: null }],
        ...denial('name', 'Hidden'),
      },
    ]);
  });
});

describe('IAM', doors.equal('core', authorization, contextReference), () => {
  it(
    'lets a role reach what its policies allow',
    doors.equal('core', authorization, contextReference, identityRecordings),
    async () => {
      const { body } = await signedPost('service', '{ services shared }');
      expect(body.data.services).toBe('hi');
      expect(JSON.parse(body.data.shared)).toMatchObject({
        accountId: '123456789012',
        userArn: 'arn:aws:sts::123456789012:assumed-role/service/test',
        cognitoIdentityId: null,
      });
    },
  );

  it('denies fields that directives or policies do not give', async () => {
    const directive = await signedPost('service', '{ services me }');
    expect(directive.body).toMatchObject({ data: { services: 'hi', me: null }, errors: [denial('me')] });
    const policy = await signedPost('shared-only', '{ services shared }');
    expect(policy.body).toMatchObject({ data: { services: null }, errors: [denial('services')] });
  });

  it('refuses a role without any right, a wrong signature, and an unknown key', refusedRole, async () => {
    expect(await signedPost('elsewhere', '{ services }')).toMatchObject(
      refusal(401, 'UnauthorizedException', 'Permission denied'),
    );
    const wrong = await signedPost('service', '{ services }', (headers) => ({
      ...headers,
      authorization: headers.authorization!.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
    }));
    expect(wrong.status).toBe(403);
    expect(wrong.headers.get('x-amzn-errortype')).toBe('InvalidSignatureException');
    const unknown = await signedPost('service', '{ services }', (headers) => ({
      ...headers,
      authorization: headers.authorization!.replace(/Credential=[^/]+/, 'Credential=AKIAUNKNOWN'),
    }));
    expect(unknown.headers.get('x-amzn-errortype')).toBe('UnrecognizedClientException');
  });

  it('verifies the signature of a real-time connection over /connect', signedConnection, async () => {
    const credentials = iam.assume('arn:aws:iam::123456789012:role/service', 'test');
    const header = await signed('/connect', credentials, '{}');
    const frame = await firstFrame(header);
    expect(frame.type).toBe('connection_ack');
    const elsewhere = await signed('', credentials, '{}');
    expect((await firstFrame(elsewhere)).type).toBe('connection_error');
  });

  it('verifies the signature of a subscription over the text of its request', signedConnection, async () => {
    const credentials = iam.assume('arn:aws:iam::123456789012:role/service', 'test');
    const header = await signed('/connect', credentials, '{}');
    const data = JSON.stringify({ query: 'subscription { never }', variables: {} });
    const frames: string[] = [];
    const protocol = `header-${Buffer.from(JSON.stringify(header)).toString('base64url')}`;
    const socket = new WebSocket(`${api.url.replace('http:', 'ws:')}/realtime`, ['graphql-ws', protocol]);
    socket.on('open', () => socket.send('{"type":"connection_init"}'));
    socket.on('message', (text) => frames.push(JSON.parse(String(text)).type));
    await expect.poll(() => frames).toContain('connection_ack');
    const start = async (id: string, sent: string) =>
      socket.send(
        JSON.stringify({
          id,
          type: 'start',
          payload: { data: sent, extensions: { authorization: await signed('', credentials, data) } },
        }),
      );
    await start('1', data);
    await expect.poll(() => frames).toContain('start_ack');
    // The same request, written otherwise.
    await start('2', `${data} `);
    await expect.poll(() => frames).toContain('error');
    socket.terminate();
  });

  it(
    'shows resolvers whom an identity pool knows, and who is its guest',
    doors.equal('complete', contextReference).noting('the form of the provider is that of API Gateway'),
    async () => {
      const provider = 'cognito-idp.us-east-1.amazonaws.com/us-east-1_pool';
      const identity = { identityPoolId: 'us-east-1:pool', identityId: 'us-east-1:someone' };
      const seen = async (federated: Parameters<typeof iam.federate>[1]) => {
        const credentials = iam.federate('arn:aws:iam::123456789012:role/visitors', federated);
        const body = JSON.stringify({ query: '{ shared }' });
        const { host: _, ...headers } = await signed('', credentials, body);
        return JSON.parse((await api.post(body, headers)).body.data.shared);
      };
      const authProvider = `"${provider}","${provider}:CognitoSignIn:ann"`;
      expect(
        await seen({ ...identity, authType: 'authenticated', authProvider, logins: [provider] }),
      ).toEqual({
        accountId: '123456789012',
        userArn: 'arn:aws:sts::123456789012:assumed-role/visitors/CognitoIdentityCredentials',
        username: expect.stringMatching(/^AROA\w+:CognitoIdentityCredentials$/),
        sourceIp: ['127.0.0.1'],
        cognitoIdentityPoolId: 'us-east-1:pool',
        cognitoIdentityId: 'us-east-1:someone',
        cognitoIdentityAuthType: 'authenticated',
        cognitoIdentityAuthProvider: authProvider,
      });
      expect(
        await seen({ ...identity, authType: 'unauthenticated', authProvider: null, logins: [] }),
      ).toMatchObject({ cognitoIdentityAuthType: 'unauthenticated', cognitoIdentityAuthProvider: null });
    },
  );
});

describe('OpenID Connect', doors.equal('complete', authorization), () => {
  it('verifies against the keys of the issuer', async () => {
    const { body } = await as(await oidcToken(), '{ shared }');
    expect(JSON.parse(body.data.shared)).toMatchObject({
      sub: 'olga',
      issuer: oidcIssuer,
      claims: { aud: 'app-1' },
    });
  });

  it('refuses other clients, expired and altered tokens', async () => {
    expect((await as(await oidcToken({ aud: 'other' }), '{ shared }')).status).toBe(401);
    expect(await as(await oidcToken({ exp: seconds - 10 }), '{ shared }')).toMatchObject(
      refusal(401, 'UnauthorizedException', 'Token has expired.'),
    );
    const [head, , signature] = (await oidcToken()).split('.');
    const altered = `${head}.${encode({ iss: oidcIssuer, sub: 'eve', aud: 'app-1', iat: seconds })}.${signature}`;
    expect((await as(altered, '{ shared }')).status).toBe(401);
  });
});

describe('Lambda authorizer', doors.equal('complete', authorization), () => {
  it('asks once per token while the answer is fresh', async () => {
    asked.length = 0;
    const query = '{ shared __typename }';
    for (let count = 0; count < 3; count++) {
      const { body } = await as('let-me-in', query);
      expect(body.data).toEqual({ shared: null, __typename: 'Query' });
      expect(body.errors).toMatchObject([denial('shared')]);
    }
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({
      authorizationToken: 'let-me-in',
      requestContext: { accountId: '123456789012', queryString: query, variables: {} },
    });
    api.clock.advance(61_000);
    await as('let-me-in', query);
    expect(asked).toHaveLength(2);
  });

  it.each(['go-away', 'garbage'])('refuses on the answer to %s', async (token) => {
    expect(await as(token, '{ shared }')).toMatchObject(
      refusal(401, 'UnauthorizedException', callUnauthorized),
    );
  });
});

it('refuses a key past its expiry', doors.equal('core', authorization, wireCaptures), async () => {
  api.clock.advance(8 * 24 * 3_600_000);
  expect(await api.post({ query: '{ guests }' })).toMatchObject(
    refusal(401, 'UnauthorizedException', callUnauthorized),
  );
});

function firstFrame(header: object): Promise<{ type: string }> {
  const protocol = `header-${Buffer.from(JSON.stringify(header)).toString('base64url')}`;
  const socket = new WebSocket(`${api.url.replace('http:', 'ws:')}/realtime`, ['graphql-ws', protocol]);
  return new Promise((resolve, reject) => {
    socket.on('open', () => socket.send('{"type":"connection_init"}'));
    socket.on('message', (data) => {
      resolve(JSON.parse(String(data)) as { type: string });
      socket.terminate();
    });
    socket.on('error', reject);
  });
}
