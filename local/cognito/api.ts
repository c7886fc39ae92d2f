import type { AwsApi, AwsRequest, AwsResponse } from '../core/aws-api.ts';
import { AwsError } from '../core/aws-error.ts';
import { publicOperations, signedOperations } from './operations/index.ts';
import type { Service } from './service.ts';
import { issuerOf } from './tokens/issue.ts';

/** Where the messages that the pools would have sent can be read: `GET`, as JSON, oldest first. */
export const messagesPath = '/_local/cognito/messages';

const documentPath = /^\/([\w-]+_[0-9A-Za-z]+)\/\.well-known\/(jwks\.json|openid-configuration)$/;

/** The Cognito user pools API, the pools' public documents, and the outbox. */
export function createApi(service: Service): AwsApi {
  return {
    signingNames: ['cognito-idp'],
    targetPrefixes: ['AWSCognitoIdentityProviderService'],
    protocol: 'json-1.1',
    allowsAnonymous: ({ method, path, operation }) =>
      operation !== undefined
        ? Object.hasOwn(publicOperations, operation)
        : method === 'GET' && (path === messagesPath || documentPath.test(path)),
    handle: (request) =>
      request.operation ? callOperation(service, request) : readDocument(service, request),
  };
}

async function callOperation(service: Service, request: AwsRequest): Promise<AwsResponse> {
  const name = request.operation!;
  const open = Object.hasOwn(publicOperations, name);
  const operation = open
    ? publicOperations[name]
    : Object.hasOwn(signedOperations, name) && signedOperations[name];
  if (!operation)
    throw new AwsError(
      'UnknownOperationException',
      `The operation ${name} is unknown, or not part of the local user pool.`,
    );
  const input = readInput(request.body);
  if (!open) authorize(service, request, name, input);
  const output = await operation(service, input);
  // What a caller is told must outlive a crash.
  await service.registry.flush();
  return {
    status: 200,
    headers: { 'content-type': 'application/x-amz-json-1.1' },
    body: JSON.stringify(output),
  };
}

function readInput(body: Buffer): Record<string, unknown> {
  let input: unknown;
  try {
    input = body.length === 0 ? {} : JSON.parse(body.toString('utf8'));
  } catch {
    input = undefined;
  }
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    throw new AwsError('SerializationException', 'The request body is not a JSON object.');
  return input as Record<string, unknown>;
}

/** @throws AwsError AccessDeniedException unless the caller's policies allow the operation on the pool. */
function authorize(
  { iam, environment }: Service,
  request: AwsRequest,
  name: string,
  input: Record<string, unknown>,
): void {
  const { principal } = request;
  if (!principal)
    throw new AwsError('MissingAuthenticationTokenException', 'Missing Authentication Token', 403);
  const { partition, region, accountId } = environment;
  const pool = input['UserPoolId'];
  const resource =
    name === 'ListUserPools'
      ? '*'
      : `arn:${partition}:cognito-idp:${region}:${accountId}:userpool/${String(pool)}`;
  const action = `cognito-idp:${name}`;
  const decision = iam.authorize(principal, action, resource);
  if (decision.allowed) return;
  const reason =
    decision.reason === 'explicitDeny'
      ? 'with an explicit deny in an identity-based policy'
      : `because no identity-based policy allows the ${action} action`;
  throw new AwsError(
    'AccessDeniedException',
    `User: ${principal.arn} is not authorized to perform: ${action} on resource: ${resource} ${reason}`,
  );
}

async function readDocument(service: Service, { method, path, query }: AwsRequest): Promise<AwsResponse> {
  if (method === 'GET' && path === messagesPath) return json(findMessages(service, query));
  const [, poolId, document] = (method === 'GET' && documentPath.exec(path)) || [];
  if (!poolId) throw new AwsError('UnknownOperationException', `There is nothing at ${method} ${path}.`, 404);
  const pool = service.registry.pool(poolId);
  if (document === 'jwks.json') return json({ keys: [(await service.keys.of(pool)).jwk] });
  const issuer = issuerOf(poolId);
  return json({
    id_token_signing_alg_values_supported: ['RS256'],
    issuer,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    response_types_supported: ['code', 'token'],
    scopes_supported: ['openid', 'email', 'phone', 'profile'],
    subject_types_supported: ['public'],
  });
}

/** Messages, narrowed by `userPoolId`, `username` and `destination` in the query. */
function findMessages({ outbox }: Service, query: URLSearchParams) {
  const wanted = (['userPoolId', 'username', 'destination'] as const).flatMap((name) => {
    const value = query.get(name);
    return value === null ? [] : [[name, value] as const];
  });
  return {
    messages: outbox.list().filter((message) => wanted.every(([name, value]) => message[name] === value)),
  };
}

const json = (value: unknown): AwsResponse => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});
