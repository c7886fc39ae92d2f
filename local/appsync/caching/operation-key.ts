import { standing } from '../authorization/caller.ts';
import type { GraphQLRequest, RequestContext } from '../engine.ts';
import { canonical } from './keys.ts';

/**
 * Headers that say nothing of what is asked: of the connection, of the client, and credentials, for which the identity
 * stands. The service leaves out a fixed list of its own, which is not established.
 */
const passing =
  /^(?:accept-encoding|authorization|cf-.*|cloudfront-.*|connection|content-length|date|forwarded|host|keep-alive|origin|referer|sec-.*|traceparent|tracestate|user-agent|via|x-amz-date|x-amz-security-token|x-amz-user-agent|x-amzn-.*|x-api-key|x-forwarded-.*)$/;

/**
 * What two requests must have in common to get one answer under operation-level caching: document, operation,
 * variables, headers, and the caller's identity without its addresses (Developer Guide, "Caching").
 */
export function operationKey(
  { query, operationName, variables }: GraphQLRequest,
  { caller, headers }: RequestContext,
): string {
  const { sourceIp: _, ...identity } = (caller.identity ?? {}) as Record<string, unknown>;
  const told = Object.entries(headers).filter(([name]) => !passing.test(name));
  return canonical([
    query,
    operationName ?? null,
    variables,
    identity,
    standing(caller),
    Object.fromEntries(told),
  ]);
}
