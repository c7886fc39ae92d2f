import { AwsError } from '../../core/aws-error.ts';
import type { Ids } from '../../core/ids.ts';
import { StateError } from '../language/errors.ts';

/** How a kind of integration names a service in its errors. */
export interface ErrorStyle {
  /** Before the dot: `DynamoDB` of an optimized integration, `DynamoDb` of one through the SDK. */
  readonly prefix: string;
  /** The error of whatever the service has no class for: `AmazonDynamoDBException`. */
  readonly base: string;
  /** The name in the cause; absent: as through the SDK. */
  readonly service?: string;
}

/** Errors that the SDKs have no class for. */
const unmodelled = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'MissingRequiredParameterException',
  'SerializationException',
  'ValidationException',
]);

/** What the query protocol calls what the JSON protocol of SQS has other names for. */
const codes: Readonly<Record<string, string>> = { MissingRequiredParameterException: 'MissingParameter' };

/**
 * Makes a task's error of what a service answered, as Step Functions reports it:
 * `DynamoDB.ConditionalCheckFailedException`, and in the cause message, status, code and request id.
 */
export function serviceError(error: unknown, style: ErrorStyle, ids: Ids): unknown {
  if (!(error instanceof AwsError)) return error;
  const { prefix, base, service } = style;
  const { name, message, statusCode } = error;
  const known = !unmodelled.has(name);
  const own = name.endsWith('Exception') ? name : `${name}Exception`;
  const cause =
    service === undefined
      ? `${message} (Service: ${prefix}, Status Code: ${statusCode}, Request ID: ${ids.uuid()}) (SDK Attempt Count: 1)`
      : `${message} (Service: ${service}; Status Code: ${statusCode}; Error Code: ${codes[name] ?? name}; Request ID: ${ids.uuid()}; Proxy: null)`;
  // Its documentation has a name for missing permissions that the service itself does not report.
  const alias = name.startsWith('AccessDenied') ? 'States.Permissions' : undefined;
  return new StateError(`${prefix}.${known ? own : base}`, cause, alias);
}
