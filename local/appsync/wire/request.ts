import type { GraphQLRequest } from '../engine.ts';
import { malformed, RequestRefusal, unreadable } from './errors.ts';

/**
 * Reads the body of a POST: `{ query, variables?, operationName? }`, whatever the content type says.
 *
 * @throws RequestRefusal MalformedHttpRequestException for an empty body, for what is not JSON, or holds no query.
 */
export function readBody(body: string): GraphQLRequest {
  if (body.trim() === '') throw malformed('Request body is empty.');
  let given: unknown;
  try {
    given = JSON.parse(body);
  } catch {
    throw unreadable();
  }
  return readRequest(given);
}

/** Reads the query parameters of a GET. */
export function readQuery(parameters: URLSearchParams): GraphQLRequest {
  const variables = parameters.get('variables');
  try {
    return readRequest({
      query: parameters.get('query'),
      variables: variables ? JSON.parse(variables) : undefined,
      operationName: parameters.get('operationName') ?? undefined,
    });
  } catch (error) {
    if (error instanceof RequestRefusal) throw error;
    throw unreadable();
  }
}

/** Reads the parsed form of a request. */
export function readRequest(given: unknown): GraphQLRequest {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) throw unreadable();
  const { query, variables, operationName } = given as Record<string, unknown>;
  if (typeof query !== 'string') throw unreadable();
  const held = typeof variables === 'string' ? parsed(variables) : variables;
  if (held !== undefined && held !== null && (typeof held !== 'object' || Array.isArray(held))) {
    throw unreadable();
  }
  return {
    query,
    variables: (held ?? {}) as Record<string, unknown>,
    operationName: typeof operationName === 'string' && operationName !== '' ? operationName : undefined,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw unreadable();
  }
}
