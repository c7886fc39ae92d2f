import { logTime, type Call } from './call.ts';
import { headerOf } from './request.ts';

/** With a JSON path, more of a body is cut off before the path is applied. In bytes. */
const maximumSelected = 100 * 1024;
const expression = /^\$(request|context|stageVariables)\.(.+)$/s;
const embedded = /\$\{(request|context|stageVariables)\.([^}]+)\}/g;

/**
 * The value of a request parameter: a selection expression (`$request.header.x`, `$request.body.order.id`,
 * `$context.requestId`, `$stageVariables.queue`), or text in which such stand as `${request.header.x}`.
 * Source: API Gateway Developer Guide, "Create AWS service integrations for HTTP APIs"; the braces are as AWS's own
 * samples of message attributes use them.
 *
 * @returns undefined when the request holds no such thing; inside of text that is nothing.
 * @example
 * evaluate('$request.header.Stripe-Signature', call); // 't=1492774577,v1=5257a8…'
 */
export function evaluate(text: string, call: Call): string | undefined {
  const [, source, path] = expression.exec(text) ?? [];
  if (source !== undefined && path !== undefined) return select(source, path, call);
  return text.replace(embedded, (_, from: string, rest: string) => select(from, rest, call) ?? '');
}

function select(source: string, path: string, call: Call): string | undefined {
  if (source === 'stageVariables') return call.stage.variables[path];
  if (source === 'context') return textOf(contextOf(call)[path] ?? authorizerValue(call, path));
  const [, part = '', name] = /^(\w+)(?:[.]?(.+))?$/s.exec(path) ?? [];
  const { request } = call;
  switch (part) {
    case 'header':
      return name === undefined ? undefined : headerOf(request, name);
    case 'querystring': {
      const values = request.query.getAll(name ?? '');
      return values.length > 0 ? values.join(',') : undefined;
    }
    case 'path':
      return name === undefined ? request.path : call.pathParameters[name];
    case 'body':
      return name === undefined ? request.body.toString() || undefined : textOf(inBody(request.body, name));
  }
  return undefined;
}

// `order.lines[0].sku`, `order['line items']`
function inBody(body: Buffer, path: string): unknown {
  if (body.length > maximumSelected) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(body.toString());
  } catch {
    return undefined;
  }
  for (const [, name, quoted, index] of path.matchAll(/([^.[\]]+)|\['([^']*)'\]|\[(\d+)\]/g)) {
    if (typeof value !== 'object' || value === null) return undefined;
    const key = quoted ?? index ?? name ?? '';
    value = Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
  }
  return value;
}

// Source: API Gateway Developer Guide, "Customize HTTP API access logs".
function contextOf({ api, stage, route, request, environment }: Call): Record<string, unknown> {
  return {
    accountId: environment.accountId,
    apiId: api.id,
    domainName: request.domainName,
    domainPrefix: request.domainName.split('.')[0],
    extendedRequestId: request.id,
    httpMethod: request.method,
    'identity.sourceIp': request.sourceIp,
    'identity.userAgent': headerOf(request, 'user-agent'),
    path: request.path,
    protocol: request.protocol,
    requestId: request.id,
    requestTime: logTime(request.receivedAt),
    requestTimeEpoch: request.receivedAt,
    routeKey: route.key,
    stage: stage.name,
  };
}

function authorizerValue({ authorization }: Call, path: string): unknown {
  const [, name = ''] = /^authorizer\.(.+)$/.exec(path) ?? [];
  if (!authorization || name === '') return undefined;
  if ('jwt' in authorization) return authorization.jwt.claims[name.replace(/^claims\./, '')];
  return 'lambda' in authorization ? authorization.lambda[name] : authorization.iam[name];
}

const textOf = (value: unknown): string | undefined =>
  value === undefined || typeof value === 'string' ? value : JSON.stringify(value);
