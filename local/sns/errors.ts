import { AwsError } from '../core/aws-error.ts';

/** `Invalid parameter: Message too long` */
export const invalidParameter = (what: string) =>
  new AwsError('InvalidParameterException', `Invalid parameter: ${what}`);

export const invalidValue = (message: string) => new AwsError('InvalidParameterValueException', message);

export const notFound = (message: string) => new AwsError('NotFoundException', message, 404);

/** What SNS calls an error in its query protocol. Source: the traits `awsQueryError` of `@aws-sdk/client-sns`. */
export function queryCodeOf(name: string): string {
  switch (name) {
    case 'InvalidParameterValueException':
      return 'ParameterValueInvalid';
    case 'AccessDeniedException':
      return 'AuthorizationError';
    default:
      return name.replace(/Exception$/, '');
  }
}
