import type { IncomingHttpHeaders } from 'node:http';
import type { AwsApi } from '../core/aws-api.ts';
import { AwsError } from '../core/aws-error.ts';

interface Route {
  readonly method: string;
  readonly path: string;
  readonly rawQuery: string;
  readonly headers: IncomingHttpHeaders;
  /** The part of `X-Amz-Target` before the dot. */
  readonly prefix?: string;
  readonly operation?: string;
}

/** Finds the service that a request is for. */
export interface Router {
  add(api: AwsApi): void;
  /** @throws AwsError UnknownServiceException naming what was asked for. */
  find(route: Route): AwsApi;
  /** Signing names of the services that are served. */
  names(): string[];
}

/** Splits `X-Amz-Target: DynamoDB_20120810.GetItem`. */
export function targetOf(headers: IncomingHttpHeaders): { prefix?: string; operation?: string } {
  const target = headers['x-amz-target'];
  if (typeof target !== 'string') return {};
  const dot = target.lastIndexOf('.');
  return dot < 0 ? { operation: target } : { prefix: target.slice(0, dot), operation: target.slice(dot + 1) };
}

/**
 * Looks first at `X-Amz-Target`, then at the service that the signature names, and last asks who serves the path
 * without a signature (a user pool's key set).
 */
export function createRouter(): Router {
  const apis: AwsApi[] = [];
  return {
    add: (api) => void apis.push(api),
    names: () => [...new Set(apis.flatMap((api) => api.signingNames))],
    find({ method, path, rawQuery, headers, prefix, operation }) {
      const service = signingName(headers, rawQuery);
      const found = prefix
        ? apis.find((api) => api.targetPrefixes.includes(prefix))
        : service
          ? (apis.find((api) => api.signingNames.includes(service) && api.targetPrefixes.length === 0) ??
            apis.find((api) => api.signingNames.includes(service)))
          : apis.find((api) => api.allowsAnonymous({ method, path, operation }));
      if (found) return found;
      const asked = prefix ?? service;
      if (asked) {
        throw new AwsError(
          'UnknownServiceException',
          `The local cloud does not serve ${asked} (${operation ?? `${method} ${path}`}).`,
          501,
        );
      }
      throw new AwsError('MissingAuthenticationTokenException', 'Missing Authentication Token', 403);
    },
  };
}

// From `Credential=AKID/20260101/us-east-1/dynamodb/aws4_request`, in the header or in a presigned URL.
function signingName(headers: IncomingHttpHeaders, rawQuery: string): string | undefined {
  const credential =
    /Credential=([^,\s]+)/.exec(headers.authorization ?? '')?.[1] ??
    new URLSearchParams(rawQuery).get('X-Amz-Credential') ??
    undefined;
  return credential?.split('/')[3];
}
