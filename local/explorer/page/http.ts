import type { Authorizer } from './credentials.ts';
import type { Operation } from './realtime.ts';

/**
 * Sends a query or mutation, once more with fresh credentials when the first were refused.
 *
 * @param answered - told the id under which the service knows the request.
 * @returns the answer's body; when it is none of GraphQL's, an error of the same form that says what came instead.
 */
export async function request(
  path: string,
  authorizer: Authorizer,
  operation: Operation,
  answered?: (requestId: string) => void,
): Promise<unknown> {
  const body = JSON.stringify(operation);
  let response = await post(path, authorizer, body);
  if (response.status === 401 && (await authorizer.renew())) response = await post(path, authorizer, body);
  const text = await response.text();
  const requestId = response.headers.get('x-amzn-requestid');
  if (requestId) answered?.(requestId);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return {
      errors: [{ errorType: `HTTP ${response.status}`, message: text.trim() || response.statusText }],
    };
  }
}

async function post(path: string, authorizer: Authorizer, body: string): Promise<Response> {
  const { host: _host, ...authorization } = await authorizer.authorize(path, body);
  return fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=UTF-8', ...authorization },
    body,
  });
}
