import { logTime, type Authorization, type Call } from '../call.ts';
import { decoded, headerOf, type ApiRequest } from '../request.ts';

/**
 * The event that a function gets, in either format. Paths are decoded and begin with the stage unless it is
 * `$default`, as functions behind HTTP APIs report; query strings stay as they were sent.
 * Source: API Gateway Developer Guide, "Create AWS Lambda proxy integrations for HTTP APIs".
 */
export const eventOf = (call: Call, format: '1.0' | '2.0'): object =>
  format === '2.0' ? { ...version2(call), ...bodyOf(call.request) } : version1(call);

/** What format 2.0 says of a request, without its body: an authorizer gets as much. */
export function version2(call: Call): Record<string, unknown> {
  const { request, route, stage, pathParameters } = call;
  const headers = joinedHeaders(request);
  const cookies = cookiesOf(request);
  if (cookies.length > 0) delete headers.cookie;
  return {
    version: '2.0',
    routeKey: route.key,
    rawPath: decoded(request.path),
    rawQueryString: request.rawQuery,
    ...(cookies.length > 0 && { cookies }),
    headers,
    ...filled('queryStringParameters', joinedQuery(request)),
    requestContext: {
      accountId: call.environment.accountId,
      apiId: call.api.id,
      ...(call.authorization && { authorizer: call.authorization }),
      domainName: request.domainName,
      domainPrefix: request.domainName.split('.')[0],
      http: {
        method: request.method,
        path: decoded(request.path),
        protocol: request.protocol,
        sourceIp: request.sourceIp,
        userAgent: headerOf(request, 'user-agent') ?? '',
      },
      requestId: request.id,
      routeKey: route.key,
      stage: stage.name,
      time: logTime(request.receivedAt),
      timeEpoch: request.receivedAt,
    },
    ...filled('pathParameters', pathParameters),
    ...filled('stageVariables', stage.variables),
  };
}

/** The event in format 1.0, which has the members of a REST API's. */
export function version1(call: Call): Record<string, unknown> {
  const { request, route, stage, pathParameters, environment } = call;
  const values = multiQuery(request);
  const resource = route.key === '$default' ? '$default' : route.key.split(' ')[1];
  const { body = null, isBase64Encoded } = bodyOf(request);
  return {
    version: '1.0',
    resource,
    path: decoded(request.path),
    httpMethod: request.method,
    headers: lastOf(request.headerValues),
    multiValueHeaders: request.headerValues,
    queryStringParameters: orNull(lastOf(values)),
    multiValueQueryStringParameters: orNull(values),
    requestContext: {
      accountId: environment.accountId,
      apiId: call.api.id,
      authorizer: authorizerOf1(call.authorization),
      domainName: request.domainName,
      domainPrefix: request.domainName.split('.')[0],
      extendedRequestId: request.id,
      httpMethod: request.method,
      identity: {
        accessKey: null,
        accountId: null,
        caller: null,
        cognitoAmr: null,
        cognitoAuthenticationProvider: null,
        cognitoAuthenticationType: null,
        cognitoIdentityId: null,
        cognitoIdentityPoolId: null,
        principalOrgId: null,
        sourceIp: request.sourceIp,
        user: null,
        userAgent: headerOf(request, 'user-agent') ?? '',
        userArn: null,
      },
      path: decoded(request.path),
      protocol: request.protocol,
      requestId: request.id,
      requestTime: logTime(request.receivedAt),
      requestTimeEpoch: request.receivedAt,
      resourceId: route.key,
      resourcePath: resource,
      stage: stage.name,
    },
    pathParameters: orNull(pathParameters),
    stageVariables: orNull(stage.variables),
    body,
    isBase64Encoded,
  };
}

function authorizerOf1(authorization: Authorization | undefined): unknown {
  if (!authorization) return null;
  if ('jwt' in authorization) return authorization.jwt;
  return 'lambda' in authorization ? authorization.lambda : authorization.iam;
}

const textTypes =
  /^\s*(text\/|application\/(json|javascript|xml)\s*(;|$)|application\/[\w.-]+\+(json|xml)\s*(;|$))/i;

/** A body of another type than text travels in base64. How one without a type travels is not established. */
function bodyOf(request: ApiRequest): { body?: string; isBase64Encoded: boolean } {
  if (request.body.length === 0) return { isBase64Encoded: false };
  const isText = textTypes.test(headerOf(request, 'content-type') ?? 'text/plain');
  return { body: request.body.toString(isText ? 'utf8' : 'base64'), isBase64Encoded: !isText };
}

export const cookiesOf = (request: ApiRequest): string[] =>
  (request.headerValues.cookie ?? []).flatMap((line) => line.split(/;\s*/)).filter((one) => one !== '');

const joinedHeaders = ({ headerValues }: ApiRequest): Record<string, string> =>
  Object.fromEntries(Object.entries(headerValues).map(([name, values]) => [name, values.join(',')]));

const joinedQuery = (request: ApiRequest): Record<string, string> =>
  Object.fromEntries(Object.entries(multiQuery(request)).map(([name, values]) => [name, values.join(',')]));

const multiQuery = ({ query }: ApiRequest): Record<string, string[]> =>
  Object.fromEntries([...new Set(query.keys())].map((name) => [name, query.getAll(name)]));

const lastOf = (values: Readonly<Record<string, readonly string[]>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, all]) => [name, all.at(-1) ?? '']));

const orNull = (value: object) => (Object.keys(value).length > 0 ? value : null);

const filled = (name: string, value: object) => (Object.keys(value).length > 0 ? { [name]: value } : {});
