import { AwsError } from '../core/aws-error.ts';

/** Errors with CloudWatch's names (API Reference, "Common Errors" and the operations' own); the texts are not established. */
export const missing = (name: string) =>
  new AwsError('MissingParameter', `The parameter ${name} is required.`, 400);

export const invalid = (message: string) => new AwsError('InvalidParameterValue', message, 400);

/** What CloudWatch can do and the local cloud cannot: an alarm of a template stands without it. */
export const unserved = (message: string) => new AwsError('UnsupportedOperation', message, 400);

export const notFound = (message: string) => new AwsError('ResourceNotFound', message, 404);
