import type { Cors } from './model.ts';
import { headerOf, type ApiRequest } from './request.ts';

/** Headers that a browser's preflight gets; undefined when the request is none. */
export function preflight(cors: Cors | undefined, request: ApiRequest): Record<string, string> | undefined {
  if (!cors || request.method !== 'OPTIONS') return undefined;
  if (headerOf(request, 'access-control-request-method') === undefined) return undefined;
  const origin = allowedOrigin(cors, request);
  if (origin === undefined) return headerOf(request, 'origin') === undefined ? undefined : {};
  return {
    ...originHeaders(cors, origin),
    ...listed('access-control-allow-methods', cors.AllowMethods),
    ...listed('access-control-allow-headers', cors.AllowHeaders),
    ...(cors.MaxAge !== undefined && { 'access-control-max-age': String(cors.MaxAge) }),
  };
}

/**
 * Headers of every other answer. With CORS configured an integration's own are dropped.
 * Source: API Gateway Developer Guide, "Configure CORS for HTTP APIs".
 */
export function withCors<V>(
  cors: Cors | undefined,
  request: ApiRequest,
  headers: Readonly<Record<string, V | string>>,
): Record<string, V | string> {
  if (!cors) return { ...headers };
  const kept = Object.entries(headers).filter(([name]) => !name.startsWith('access-control-'));
  const origin = allowedOrigin(cors, request);
  return {
    ...Object.fromEntries(kept),
    ...(origin !== undefined && {
      ...originHeaders(cors, origin),
      ...listed('access-control-expose-headers', cors.ExposeHeaders),
    }),
  };
}

const originHeaders = (cors: Cors, origin: string) => ({
  'access-control-allow-origin': origin,
  ...(cors.AllowCredentials && { 'access-control-allow-credentials': 'true' }),
});

/** `*`, the request's own origin when it is listed (`https://*` lists a scheme), or nothing. */
function allowedOrigin({ AllowOrigins = [] }: Cors, request: ApiRequest): string | undefined {
  const origin = headerOf(request, 'origin');
  if (origin === undefined) return undefined;
  if (AllowOrigins.includes('*')) return '*';
  const fits = (allowed: string) =>
    allowed.endsWith('://*') ? origin.startsWith(allowed.slice(0, -1)) : allowed.toLowerCase() === origin;
  return AllowOrigins.some(fits) ? origin : undefined;
}

const listed = (header: string, values: readonly string[] | undefined) =>
  values && values.length > 0 ? { [header]: values.join(',') } : {};
