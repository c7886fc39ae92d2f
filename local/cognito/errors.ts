import { AwsError } from '../core/aws-error.ts';

/** Cognito's own errors, with the texts the service gives. */
export const notAuthorized = (message = 'Incorrect username or password.') =>
  new AwsError('NotAuthorizedException', message);
export const invalidParameter = (message: string) => new AwsError('InvalidParameterException', message);
export const userNotFound = () => new AwsError('UserNotFoundException', 'User does not exist.');
export const codeMismatch = (message = 'Invalid verification code provided, please try again.') =>
  new AwsError('CodeMismatchException', message);
export const expiredCode = () =>
  new AwsError('ExpiredCodeException', 'Invalid code provided, please request a code again.');
export const limitExceeded = () =>
  new AwsError('LimitExceededException', 'Attempt limit exceeded, please try after some time.');

/**
 * Returns a value the request must hold.
 * @throws AwsError InvalidParameterException in the words of the service's request validation.
 */
export function required<T>(value: T | undefined | null, member: string): T {
  if (value === undefined || value === null || value === '')
    throw invalidParameter(
      `1 validation error detected: Value at '${member}' failed to satisfy constraint: Member must not be null`,
    );
  return value;
}

/** Returns an authentication parameter. @throws AwsError InvalidParameterException "Missing required parameter …". */
export function requiredParameter(parameters: Record<string, string> | undefined, name: string): string {
  const value = parameters?.[name];
  if (!value) throw invalidParameter(`Missing required parameter ${name}`);
  return value;
}
