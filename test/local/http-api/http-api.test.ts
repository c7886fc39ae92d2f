import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  AdminCreateUserCommand,
  AdminInitiateAuthCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { SignatureV4 } from '@smithy/signature-v4';
import { Sha256 } from '@aws-crypto/sha256-js';
import { afterEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../../../local/core/clock.ts';
import { lambdaFunction, permission, role, standUp, type Standing } from '../standing.ts';

const apiId = { Ref: 'Api' };
const api = (properties: object = {}) => ({
  Type: 'AWS::ApiGatewayV2::Api',
  Properties: { Name: 'shop', ProtocolType: 'HTTP', ...properties },
});
const stage = (StageName = '$default', properties: object = {}) => ({
  Type: 'AWS::ApiGatewayV2::Stage',
  Properties: { ApiId: apiId, StageName, AutoDeploy: true, ...properties },
});
const route = (RouteKey: string, integration: string, properties: object = {}) => ({
  Type: 'AWS::ApiGatewayV2::Route',
  Properties: {
    ApiId: apiId,
    RouteKey,
    Target: { 'Fn::Sub': `integrations/\${${integration}}` },
    ...properties,
  },
});
const toFunction = (name: string, PayloadFormatVersion = '2.0', properties: object = {}) => ({
  Type: 'AWS::ApiGatewayV2::Integration',
  Properties: {
    ApiId: apiId,
    IntegrationType: 'AWS_PROXY',
    IntegrationUri: { 'Fn::GetAtt': [name, 'Arn'] },
    PayloadFormatVersion,
    ...properties,
  },
});
const toQueue = (properties: object = {}) => ({
  Type: 'AWS::ApiGatewayV2::Integration',
  Properties: {
    ApiId: apiId,
    IntegrationType: 'AWS_PROXY',
    IntegrationSubtype: 'SQS-SendMessage',
    PayloadFormatVersion: '1.0',
    ConnectionType: 'INTERNET',
    CredentialsArn: { 'Fn::GetAtt': ['WebhookRole', 'Arn'] },
    RequestParameters: { QueueUrl: { Ref: 'Queue' }, MessageBody: '$request.body' },
    ...properties,
  },
});
const Outputs = { Url: { Value: { 'Fn::GetAtt': ['Api', 'ApiEndpoint'] } } };
const base = {
  Api: api(),
  Stage: stage(),
  FunctionRole: role(),
  Echo: lambdaFunction('exports.handler = async (event) => event;'),
  ToEcho: toFunction('Echo'),
};
const webhook = {
  Queue: { Type: 'AWS::SQS::Queue' },
  WebhookRole: role({
    Effect: 'Allow',
    Action: 'sqs:SendMessage',
    Resource: { 'Fn::GetAtt': ['Queue', 'Arn'] },
  }),
};

let cloud: Standing | undefined;
afterEach(async () => {
  await cloud?.close();
  cloud = undefined;
});
async function start(Resources: Record<string, { Type: string }>, options?: Parameters<typeof standUp>[1]) {
  // Every function of a test may be called by the API.
  const permissions = Object.entries(Resources).flatMap(([name, { Type }]) =>
    Type === 'AWS::Lambda::Function'
      ? [[`${name}Permission`, permission(name, 'apigateway.amazonaws.com')]]
      : [],
  );
  const Queue = 'Queue' in Resources ? { Queue: { Value: { Ref: 'Queue' } } } : {};
  cloud = await standUp(
    { Resources: { ...Object.fromEntries(permissions), ...Resources }, Outputs: { ...Outputs, ...Queue } },
    options,
  );
}
const ask = (path: string, init?: RequestInit) => fetch(`${cloud!.outputs.Url}${path}`, init);
const messagesIn = async (QueueUrl: string) => {
  const client = new SQSClient(cloud!.client);
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({ QueueUrl, MessageAttributeNames: ['All'] }),
  );
  client.destroy();
  return Messages;
};

describe('routes', () => {
  it('take the best fit, and nothing fits a path without one', async () => {
    await start({
      ...base,
      Literal: route('GET /pets/dog/1', 'ToEcho'),
      Variable: route('GET /pets/dog/{id}', 'ToEcho'),
      Greedy: route('GET /pets/{proxy+}', 'ToEcho'),
      Any: route('ANY /{proxy+}', 'ToEcho'),
      AnyMethod: route('ANY /pets/dog/1', 'ToEcho'),
    });
    const keyOf = async (method: string, path: string) => {
      const answer = (await (await ask(path, { method })).json()) as Record<string, any>;
      return answer.routeKey ?? answer;
    };
    expect(await keyOf('GET', '/pets/dog/1')).toBe('GET /pets/dog/1');
    expect(await keyOf('POST', '/pets/dog/1')).toBe('ANY /pets/dog/1');
    expect(await keyOf('GET', '/pets/dog/2')).toBe('GET /pets/dog/{id}');
    expect(await keyOf('GET', '/pets/cat/1/2')).toBe('GET /pets/{proxy+}');
    expect(await keyOf('POST', '/test/5')).toBe('ANY /{proxy+}');
    expect(await keyOf('GET', '/')).toEqual({ message: 'Not Found' });
  });

  it('are found in stages by the first segment, and answer as each stage is throttled', async () => {
    const clock = new ManualClock();
    await start(
      {
        ...base,
        Blue: stage('blue', {
          StageVariables: { colour: 'blue' },
          DefaultRouteSettings: { ThrottlingBurstLimit: 1, ThrottlingRateLimit: 1 },
        }),
        Default: route('$default', 'ToEcho'),
      },
      { environment: { clock } },
    );
    const first = (await (await ask('/blue/a%20b')).json()) as Record<string, any>;
    expect(first).toMatchObject({
      rawPath: '/blue/a b',
      routeKey: '$default',
      stageVariables: { colour: 'blue' },
      requestContext: { stage: 'blue' },
    });
    const second = await ask('/blue/a');
    expect([second.status, await second.json()]).toEqual([429, { message: 'Too Many Requests' }]);
    clock.advance(1000);
    expect((await ask('/blue/a')).status).toBe(200);
    expect(await (await ask('/green/a')).json()).toMatchObject({
      rawPath: '/green/a',
      requestContext: { stage: '$default' },
    });
  });
});

describe('a function behind a route', () => {
  it('gets an event in format 2.0', async () => {
    await start({ ...base, Route: route('POST /orders/{id}', 'ToEcho') });
    const response = await ask('/orders/a%2Fb?tag=x&tag=y&q=1%202', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        cookie: 'a=1; b=2',
        'x-many': '1',
        'user-agent': 'test',
      },
      body: '{"sku":"tea"}',
    });
    expect(response.headers.get('content-type')).toBe('application/json');
    const event = (await response.json()) as Record<string, any>;
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: 'POST /orders/{id}',
      rawPath: '/orders/a/b',
      rawQueryString: 'tag=x&tag=y&q=1%202',
      cookies: ['a=1', 'b=2'],
      headers: { 'content-type': 'application/json', 'x-many': '1', 'content-length': '13' },
      queryStringParameters: { tag: 'x,y', q: '1 2' },
      pathParameters: { id: 'a/b' },
      body: '{"sku":"tea"}',
      isBase64Encoded: false,
      requestContext: {
        accountId: '123456789012',
        domainName: 'localhost',
        http: { method: 'POST', path: '/orders/a/b', protocol: 'HTTP/1.1', userAgent: 'test' },
        routeKey: 'POST /orders/{id}',
        stage: '$default',
      },
    });
    expect(event.headers.cookie).toBeUndefined();
    expect(event.requestContext.time).toMatch(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/);
    expect(event.requestContext.requestId).toBe(response.headers.get('apigw-requestid'));
    expect(Object.keys(event)).not.toContain('stageVariables');
  });

  it('gets what is no text in base64, and an event in format 1.0 when it asks for it', async () => {
    await start({
      ...base,
      Wrapped: lambdaFunction(
        'exports.handler = async (event) => ({ statusCode: 201, body: JSON.stringify(event), ' +
          "multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2'] }, headers: { 'X-Own': 'yes' } });",
      ),
      ToWrapped: toFunction('Wrapped', '1.0'),
      Route: route('POST /form', 'ToWrapped'),
    });
    const response = await ask('/form?tag=x&tag=y', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'a=1',
    });
    expect(response.status).toBe(201);
    expect(response.headers.get('x-own')).toBe('yes');
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(await response.json()).toMatchObject({
      version: '1.0',
      resource: '/form',
      path: '/form',
      httpMethod: 'POST',
      queryStringParameters: { tag: 'y' },
      multiValueQueryStringParameters: { tag: ['x', 'y'] },
      pathParameters: null,
      stageVariables: null,
      body: Buffer.from('a=1').toString('base64'),
      isBase64Encoded: true,
      requestContext: { resourcePath: '/form', authorizer: null },
    });
  });

  it('answers with status, headers, cookies and bytes; what fails or is no answer is a 500', async () => {
    await start({
      ...base,
      Answers: lambdaFunction(
        `exports.handler = async ({ rawPath }) => ({
          '/full': { statusCode: 418, headers: { 'Content-Type': 'image/png', n: 1 }, cookies: ['a=1', 'b=2'],
            body: 'AQID', isBase64Encoded: true },
          '/text': 'just text',
          '/odd': { statusCode: 'soon', body: '' },
          '/object': { statusCode: 200, body: {} },
        })[rawPath] ?? (() => { throw new Error('secret'); })();`,
      ),
      ToAnswers: toFunction('Answers'),
      Route: route('$default', 'ToAnswers'),
    });
    const full = await ask('/full');
    expect([full.status, full.headers.get('content-type'), full.headers.get('n')]).toEqual([
      418,
      'image/png',
      '1',
    ]);
    expect(full.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(new Uint8Array(await full.arrayBuffer())).toEqual(new Uint8Array([1, 2, 3]));
    expect(await (await ask('/text')).text()).toBe('"just text"');
    for (const path of ['/odd', '/object', '/throws']) {
      const failed = await ask(path);
      expect([failed.status, await failed.text()]).toEqual([500, '{"message":"Internal Server Error"}']);
    }
    expect(cloud!.httpApi.inspect()[0]!.requests[0]).toMatchObject({
      method: 'GET',
      path: '/throws',
      routeKey: '$default',
      integration: 'lambda',
      status: 500,
      error: expect.stringContaining('secret'),
    });
  });

  it('is called when its policy lets the route in, and not otherwise', async () => {
    const source = (path: string) => ({
      'Fn::Sub': `arn:\${AWS::Partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${Api}/*/*${path}`,
    });
    cloud = await standUp({
      Resources: {
        ...base,
        Allowed: permission('Echo', 'apigateway.amazonaws.com', source('/orders/{id}')),
        Order: route('GET /orders/{id}', 'ToEcho'),
        Other: route('GET /other', 'ToEcho'),
      },
      Outputs,
    });
    expect((await ask('/orders/1')).status).toBe(200);
    expect((await ask('/other')).status).toBe(500);
    expect(cloud.httpApi.inspect()[0]!.requests[0]!.error).toContain('lambda:InvokeFunction');
  });

  it('is not waited for longer than the integration says', async () => {
    await start({
      ...base,
      Slow: lambdaFunction('exports.handler = () => new Promise((resolve) => setTimeout(resolve, 60_000));', {
        Timeout: 90,
      }),
      ToSlow: toFunction('Slow', '2.0', { TimeoutInMillis: 50 }),
      Route: route('GET /slow', 'ToSlow'),
    });
    const response = await ask('/slow');
    expect([response.status, await response.json()]).toEqual([503, { message: 'Service Unavailable' }]);
  });

  it('gets no more than ten megabytes', async () => {
    await start({ ...base, Route: route('POST /', 'ToEcho') });
    const response = await ask('/', { method: 'POST', body: new Uint8Array(10 * 1024 * 1024 + 1) });
    expect([response.status, await response.json()]).toEqual([413, { message: 'Request Entity Too Large' }]);
  });
});

describe('a queue behind a route', () => {
  it('stores what comes in, with values of the request, before anybody works on it', async () => {
    await start({
      ...base,
      ...webhook,
      ToQueue: toQueue({
        RequestParameters: {
          QueueUrl: { Ref: 'Queue' },
          MessageBody: '$request.body',
          MessageAttributes: JSON.stringify({
            signature: { DataType: 'String', StringValue: '${request.header.Stripe-Signature}' },
            request: { DataType: 'String', StringValue: '${context.requestId}' },
            kind: { DataType: 'String', StringValue: '${request.body.type}' },
          }),
        },
      }),
      Route: route('POST /webhooks/stripe', 'ToQueue'),
    });
    const body = '{"type":"payment_intent.succeeded","data":{"object":{"id":"pi_1"}}}';
    const response = await ask('/webhooks/stripe', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'stripe-signature': 't=1,v1=abc' },
      body,
    });
    expect(response.status).toBe(200);
    const xml = await response.text();
    const [message] = await messagesIn(cloud!.outputs.Queue!);
    expect(xml).toBe(
      '<?xml version="1.0"?><SendMessageResponse xmlns="http://queue.amazonaws.com/doc/2012-11-05/">' +
        `<SendMessageResult><MessageId>${message!.MessageId}</MessageId>` +
        `<MD5OfMessageBody>${message!.MD5OfBody}</MD5OfMessageBody>` +
        `<MD5OfMessageAttributes>${message!.MD5OfMessageAttributes}</MD5OfMessageAttributes></SendMessageResult>` +
        `<ResponseMetadata><RequestId>${response.headers.get('apigw-requestid')}</RequestId></ResponseMetadata>` +
        '</SendMessageResponse>',
    );
    expect(message!.Body).toBe(body);
    expect(message!.MessageAttributes).toMatchObject({
      signature: { StringValue: 't=1,v1=abc' },
      kind: { StringValue: 'payment_intent.succeeded' },
      request: { StringValue: response.headers.get('apigw-requestid') },
    });
    // Without the signature there is an attribute without a value, which the queue refuses.
    const unsigned = await ask('/webhooks/stripe', { method: 'POST', body });
    expect(unsigned.status).toBe(400);
    expect(await unsigned.text()).toContain('<Code>InvalidParameterValue</Code>');
  });

  it('is written to on behalf of the role alone', async () => {
    await start({
      ...base,
      ...webhook,
      WebhookRole: role(),
      ToQueue: toQueue(),
      Route: route('POST /', 'ToQueue'),
    });
    const response = await ask('/', { method: 'POST', body: 'x' });
    expect(response.status).toBe(403);
    expect(await response.text()).toContain('<Code>AccessDenied</Code>');
    expect(cloud!.httpApi.inspect()[0]!.requests[0]!.error).toContain('sqs:SendMessage');
  });
});

it('puts an event on a bus and starts an execution, on behalf of a role', async () => {
  const calls: unknown[] = [];
  const events = role();
  await start(
    {
      ...base,
      EventsRole: events,
      ToBus: toQueue({
        IntegrationSubtype: 'EventBridge-PutEvents',
        CredentialsArn: { 'Fn::GetAtt': ['EventsRole', 'Arn'] },
        RequestParameters: { Source: 'web', DetailType: '$request.path.kind', Detail: '$request.body' },
      }),
      ToMachine: toQueue({
        IntegrationSubtype: 'StepFunctions-StartExecution',
        CredentialsArn: { 'Fn::GetAtt': ['EventsRole', 'Arn'] },
        RequestParameters: {
          StateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:Order',
          Input: '$request.body',
          Name: '$request.header.idempotency-key',
        },
      }),
      Events: route('POST /events/{kind}', 'ToBus'),
      Orders: route('POST /orders', 'ToMachine'),
    },
    {
      httpApi: {
        eventBuses: {
          putEvents: async (entries, principal) => {
            calls.push([entries, principal?.arn.replace(/Stack-EventsRole-\w+/, 'EventsRole')]);
            return { FailedEntryCount: 0, Entries: [{ EventId: '1' }] };
          },
        },
        stateMachines: {
          start: async (...args) => {
            calls.push([args[0], args[1], args[3]]);
            return { executionArn: 'arn:execution', startDate: 1 };
          },
        },
      },
    },
  );
  const put = await ask('/events/signed-up', { method: 'POST', body: '{"id":1}' });
  expect(await put.json()).toEqual({ FailedEntryCount: 0, Entries: [{ EventId: '1' }] });
  await ask('/orders', { method: 'POST', body: '{"id":2}', headers: { 'idempotency-key': 'k' } });
  expect(calls).toEqual([
    [
      [{ Source: 'web', DetailType: 'signed-up', Detail: '{"id":1}', EventBusName: 'default' }],
      'arn:aws:sts::123456789012:assumed-role/EventsRole/BackplaneAssumeRoleSession',
    ],
    ['arn:aws:states:us-east-1:123456789012:stateMachine:Order', '{"id":2}', 'k'],
  ]);
});

it('passes requests on to an endpoint of this machine, and to no other', async () => {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url} ${request.headers['x-own']} ${request.headers.via}`);
    response.writeHead(201, { 'x-answer': 'yes' }).end('there');
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const http = (IntegrationUri: string) => ({
    Type: 'AWS::ApiGatewayV2::Integration',
    Properties: {
      ApiId: apiId,
      IntegrationType: 'HTTP_PROXY',
      IntegrationMethod: 'ANY',
      IntegrationUri,
      PayloadFormatVersion: '1.0',
    },
  });
  try {
    await start({
      ...base,
      Here: http(`http://127.0.0.1:${port}/v1/{proxy}`),
      Elsewhere: http('https://example.com/'),
      Gone: http('http://127.0.0.1:1/'),
      Route: route('ANY /api/{proxy+}', 'Here'),
      Away: route('GET /away', 'Elsewhere'),
      Dead: route('GET /dead', 'Gone'),
    });
    const response = await ask('/api/a/b%20c?q=1', { method: 'PUT', headers: { 'x-own': 'me' }, body: 'x' });
    expect([response.status, response.headers.get('x-answer'), await response.text()]).toEqual([
      201,
      'yes',
      'there',
    ]);
    expect(seen).toEqual(['PUT /v1/a/b%20c?q=1 me 1.1 AmazonAPIGateway']);
    for (const path of ['/away', '/dead']) {
      const failed = await ask(path);
      expect([failed.status, await failed.json()]).toEqual([503, { message: 'Service Unavailable' }]);
    }
  } finally {
    server.close();
  }
});

it('answers browsers by its CORS configuration and not by what functions say', async () => {
  await start({
    ...base,
    Api: api({
      CorsConfiguration: {
        AllowOrigins: ['https://shop.example', 'http://*'],
        AllowMethods: ['GET', 'POST'],
        AllowHeaders: ['content-type'],
        AllowCredentials: true,
        ExposeHeaders: ['date'],
        MaxAge: 300,
      },
    }),
    Loud: lambdaFunction(
      "exports.handler = async () => ({ statusCode: 200, headers: { 'Access-Control-Allow-Origin': '*' } });",
    ),
    ToLoud: toFunction('Loud'),
    Route: route('GET /', 'ToLoud'),
  });
  const preflight = await ask('/anything', {
    method: 'OPTIONS',
    headers: { origin: 'https://shop.example', 'access-control-request-method': 'POST' },
  });
  expect(preflight.status).toBe(204);
  expect(Object.fromEntries(preflight.headers)).toMatchObject({
    'access-control-allow-origin': 'https://shop.example',
    'access-control-allow-credentials': 'true',
    'access-control-allow-methods': 'GET,POST',
    'access-control-allow-headers': 'content-type',
    'access-control-max-age': '300',
  });
  const allowed = await ask('/', { headers: { origin: 'http://localhost:3000' } });
  expect(allowed.headers.get('access-control-allow-origin')).toBe('http://localhost:3000');
  expect(allowed.headers.get('access-control-expose-headers')).toBe('date');
  const stranger = await ask('/', { headers: { origin: 'https://evil.example' } });
  expect(stranger.headers.get('access-control-allow-origin')).toBeNull();
});

describe('authorizers', () => {
  it('let pass whoever has a token of the user pool', async () => {
    const Resources = {
      ...base,
      EchoPermission: permission('Echo', 'apigateway.amazonaws.com'),
      Pool: { Type: 'AWS::Cognito::UserPool', Properties: {} },
      Client: {
        Type: 'AWS::Cognito::UserPoolClient',
        Properties: {
          UserPoolId: { Ref: 'Pool' },
          ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
        },
      },
      Group: {
        Type: 'AWS::Cognito::UserPoolGroup',
        Properties: { UserPoolId: { Ref: 'Pool' }, GroupName: 'staff' },
      },
      Jwt: {
        Type: 'AWS::ApiGatewayV2::Authorizer',
        Properties: {
          ApiId: apiId,
          Name: 'jwt',
          AuthorizerType: 'JWT',
          IdentitySource: ['$request.header.Authorization'],
          JwtConfiguration: {
            Audience: [{ Ref: 'Client' }],
            Issuer: { 'Fn::Sub': 'https://cognito-idp.${AWS::Region}.amazonaws.com/${Pool}' },
          },
        },
      },
      Me: route('GET /me', 'ToEcho', { AuthorizationType: 'JWT', AuthorizerId: { Ref: 'Jwt' } }),
      Scoped: route('GET /scoped', 'ToEcho', {
        AuthorizationType: 'JWT',
        AuthorizerId: { Ref: 'Jwt' },
        AuthorizationScopes: ['orders/write'],
      }),
    };
    cloud = await standUp({
      Resources,
      Outputs: { ...Outputs, Pool: { Value: { Ref: 'Pool' } }, Client: { Value: { Ref: 'Client' } } },
    });
    const { Pool: UserPoolId, Client: ClientId } = cloud.outputs;
    const cognito = new CognitoIdentityProviderClient(cloud.client);
    await cognito.send(
      new AdminCreateUserCommand({ UserPoolId, Username: 'ada', MessageAction: 'SUPPRESS' }),
    );
    await cognito.send(
      new AdminSetUserPasswordCommand({
        UserPoolId,
        Username: 'ada',
        Password: 'Passw0rd!',
        Permanent: true,
      }),
    );
    const { AuthenticationResult } = await cognito.send(
      new AdminInitiateAuthCommand({
        UserPoolId,
        ClientId,
        AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: 'ada', PASSWORD: 'Passw0rd!' },
      }),
    );
    cognito.destroy();
    const authorization = `Bearer ${AuthenticationResult!.AccessToken}`;
    const none = await ask('/me');
    expect([none.status, await none.json(), none.headers.get('www-authenticate')]).toEqual([
      401,
      { message: 'Unauthorized' },
      'Bearer',
    ]);
    const bad = await ask('/me', { headers: { authorization: 'Bearer x.y.z' } });
    expect(bad.status).toBe(401);
    expect(bad.headers.get('www-authenticate')).toContain('error="invalid_token"');
    const good = (await (await ask('/me', { headers: { authorization } })).json()) as Record<string, any>;
    expect(good.requestContext.authorizer).toMatchObject({
      jwt: { claims: { username: 'ada', token_use: 'access', client_id: ClientId }, scopes: null },
    });
    expect(typeof good.requestContext.authorizer.jwt.claims.exp).toBe('string');
    const scoped = await ask('/scoped', { headers: { authorization } });
    expect([scoped.status, await scoped.json()]).toEqual([403, { message: 'Forbidden' }]);
  });

  it('ask a function, and remember what it said', async () => {
    const clock = new ManualClock();
    const authorizer = (name: string, properties: object) => ({
      Type: 'AWS::ApiGatewayV2::Authorizer',
      Properties: {
        ApiId: apiId,
        Name: name,
        AuthorizerType: 'REQUEST',
        AuthorizerUri: {
          'Fn::Sub': `arn:\${AWS::Partition}:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${${name}.Arn}/invocations`,
        },
        IdentitySource: ['$request.header.Authorization'],
        ...properties,
      },
    });
    await start(
      {
        ...base,
        Simple: lambdaFunction(
          `let asked = 0;
           exports.handler = async ({ identitySource: [token], routeArn, type }) => {
             if (token === 'broken') throw new Error('broken');
             return { isAuthorized: token === 'yes', context: { asked: ++asked, routeArn, type } };
           };`,
        ),
        Policy: lambdaFunction(
          `exports.handler = async ({ methodArn, headers }) => ({
             principalId: 'me', context: { who: headers.authorization },
             policyDocument: { Statement: [{ Effect: headers.authorization === 'yes' ? 'Allow' : 'Deny',
               Action: 'execute-api:Invoke', Resource: methodArn.replace('/policy', '/*') }] } });`,
        ),
        BySimple: authorizer('Simple', {
          AuthorizerPayloadFormatVersion: '2.0',
          EnableSimpleResponses: true,
          AuthorizerResultTtlInSeconds: 60,
        }),
        ByPolicy: authorizer('Policy', { AuthorizerPayloadFormatVersion: '1.0' }),
        SimpleRoute: route('GET /simple', 'ToEcho', {
          AuthorizationType: 'CUSTOM',
          AuthorizerId: { Ref: 'BySimple' },
        }),
        PolicyRoute: route('GET /policy', 'ToEcho', {
          AuthorizationType: 'CUSTOM',
          AuthorizerId: { Ref: 'ByPolicy' },
        }),
      },
      { environment: { clock } },
    );
    const as = async (path: string, authorization?: string) => {
      const response = await ask(path, authorization === undefined ? {} : { headers: { authorization } });
      const body = (await response.json()) as Record<string, any>;
      return [response.status, body.requestContext?.authorizer?.lambda ?? body.message];
    };
    expect(await as('/simple')).toEqual([401, 'Unauthorized']);
    expect(await as('/simple', 'no')).toEqual([403, 'Forbidden']);
    expect(await as('/simple', 'broken')).toEqual([500, 'Internal Server Error']);
    const first = await as('/simple', 'yes');
    expect(first).toMatchObject([
      200,
      { type: 'REQUEST', routeArn: expect.stringMatching(/\/\$default\/GET\/simple$/) },
    ]);
    expect(await as('/simple', 'yes')).toEqual(first);
    clock.advance(60_000);
    expect(await as('/simple', 'yes')).not.toEqual(first);
    expect(await as('/policy', 'yes')).toEqual([200, { who: 'yes' }]);
    expect(await as('/policy', 'no')).toEqual([403, 'Forbidden']);
  });

  it('check signatures and policies where a route asks for them', async () => {
    await start({ ...base, Route: route('GET /iam', 'ToEcho', { AuthorizationType: 'AWS_IAM' }) });
    const unsigned = await ask('/iam');
    expect([unsigned.status, await unsigned.json()]).toEqual([403, { message: 'Forbidden' }]);
    const url = new URL(`${cloud!.outputs.Url}/iam`);
    const signer = new SignatureV4({
      service: 'execute-api',
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      sha256: Sha256,
    });
    const { headers } = await signer.sign({
      method: 'GET',
      protocol: 'http:',
      hostname: url.hostname,
      port: Number(url.port),
      path: '/iam',
      query: {},
      headers: { host: url.host },
    });
    const signed = (await (await ask('/iam', { headers })).json()) as Record<string, any>;
    expect(signed.requestContext.authorizer.iam).toMatchObject({ userArn: 'arn:aws:iam::123456789012:root' });
  });
});

it('changes routes while it runs', async () => {
  const before = { ...base, Route: route('GET /old', 'ToEcho') };
  await start(before);
  const { Url } = cloud!.outputs;
  const EchoPermission = permission('Echo', 'apigateway.amazonaws.com');
  await cloud!.update({
    Resources: { EchoPermission, ...base, Other: route('GET /new', 'ToEcho') },
    Outputs,
  });
  expect(cloud!.outputs.Url).toBe(Url);
  expect((await ask('/old')).status).toBe(404);
  expect((await ask('/new')).status).toBe(200);
});

it.each<[string, object, string]>([
  ['OpenAPI', { Api: api({ Body: { openapi: '3.0.1' } }) }, 'Api: Body is not read here'],
  [
    'WebSockets',
    { Api: api({ ProtocolType: 'WEBSOCKET' }) },
    'APIs of protocol WEBSOCKET are not served here',
  ],
  [
    'other subtypes',
    { ...webhook, X: toQueue({ IntegrationSubtype: 'Kinesis-PutRecord' }) },
    'Kinesis-PutRecord is not served here',
  ],
  [
    'lacking parameters',
    { ...webhook, X: toQueue({ RequestParameters: { QueueUrl: 'x' } }) },
    'lack MessageBody',
  ],
  [
    'other issuers',
    {
      X: {
        Type: 'AWS::ApiGatewayV2::Authorizer',
        Properties: {
          ApiId: apiId,
          AuthorizerType: 'JWT',
          JwtConfiguration: { Issuer: 'https://issuer.example', Audience: ['a'] },
        },
      },
    },
    'not those of the issuer https://issuer.example',
  ],
])('names what is not served: %s', async (_, resources, message) => {
  await expect(standUp({ Resources: { ...base, ...resources } })).rejects.toThrow(message);
});
