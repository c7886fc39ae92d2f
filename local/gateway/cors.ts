import type { IncomingHttpHeaders } from 'node:http';
import type { AwsResponse } from '../core/aws-api.ts';

/** Headers that the AWS clients of a browser send. */
const clientHeaders = [
  'authorization',
  'cache-control',
  'content-type',
  'x-amz-content-sha256',
  'x-amz-date',
  'x-amz-security-token',
  'x-amz-target',
  'x-amz-user-agent',
  'amz-sdk-invocation-id',
  'amz-sdk-request',
].join(',');

/** Answers a browser that asks what it may send. */
export function preflight(headers: IncomingHttpHeaders): AwsResponse {
  return {
    status: 200,
    headers: {
      'access-control-allow-methods': 'GET,HEAD,PUT,POST,DELETE,PATCH,OPTIONS',
      'access-control-allow-headers': headers['access-control-request-headers'] ?? clientHeaders,
      'access-control-max-age': '172800',
    },
    body: '',
  };
}

/** Lets a page of any origin read the answer. */
export function allowOrigin(headers: IncomingHttpHeaders): Record<string, string> {
  if (headers.origin === undefined) return {};
  return {
    'access-control-allow-origin': '*',
    'access-control-expose-headers': 'x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date',
  };
}
