import { standing } from '../authorization/caller.ts';
import type { GraphQLRequest, RequestContext } from '../engine.ts';
import { canonical } from './keys.ts';

/**
 * Headers that say nothing of what is asked: the guide's list, and what a connection has that comes straight from its
 * client, which the service's front has taken away.
 */
const reserved: ReadonlySet<string> = new Set([
  'authorization',
  'cloudfront-forwarded-proto',
  'cloudfront-is-desktop-viewer',
  'cloudfront-is-mobile-viewer',
  'cloudfront-is-smarttv-viewer',
  'cloudfront-is-tablet-viewer',
  'cloudfront-viewer-asn',
  'cloudfront-viewer-country',
  'connection',
  'content-length',
  'host',
  'priority',
  'sec-ch-ua',
  'sec-ch-ua-mobile',
  'sec-ch-ua-platform',
  'via',
  'x-amz-cf-id',
  'x-amz-date',
  'x-amz-security-token',
  'x-amzn-appsync-is-vpce-request',
  'x-amzn-remote-ip',
  'x-amzn-requestid',
  'x-amzn-trace-id',
  'x-forwarded-for',
]);

/**
 * What two requests must have in common to get one answer under operation-level caching: document, operation,
 * variables, headers, and the caller's identity without its addresses; also what the caller may reach: the role, or the
 * fields that a Lambda authorizer denies (Developer Guide, "Configuring server-side caching").
 */
export function operationKey(
  { query, operationName, variables }: GraphQLRequest,
  { caller, headers }: RequestContext,
): string {
  const { sourceIp: _, ...identity } = (caller.identity ?? {}) as Record<string, unknown>;
  const told = Object.entries(headers).filter(([name]) => !reserved.has(name));
  return canonical([
    query,
    operationName ?? null,
    variables,
    identity,
    standing(caller),
    Object.fromEntries(told),
  ]);
}
