import { AwsError } from '../core/aws-error.ts';

// The wordings are those that the service was seen to answer, unless a comment says otherwise.

export const notFound = (message: string) => new AwsError('ResourceNotFoundException', message);
export const invalid = (message: string) => new AwsError('ValidationException', message);
export const alreadyExists = (what: string) =>
  new AwsError('ResourceAlreadyExistsException', `${what} already exists.`);
export const limitExceeded = () =>
  new AwsError('LimitExceededException', 'The requested resource exceeds the maximum number allowed.');

/** `1 validation error detected: Value '…' at 'targets.1.member.id' failed to satisfy constraint: Member must …` */
export const constraint = (value: unknown, member: string, must: string) =>
  invalid(
    `1 validation error detected: Value ${value === undefined ? 'null' : `'${String(value)}'`} at '${member}' failed to satisfy constraint: Member must ${must}`,
  );

/** A required text of a request. @throws AwsError ValidationException */
export function required(input: Readonly<Record<string, any>>, name: string): string {
  const value: unknown = input[name];
  if (typeof value === 'string' && value !== '') return value;
  throw constraint(undefined, name.charAt(0).toLowerCase() + name.slice(1), 'not be null');
}
