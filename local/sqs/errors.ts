import { AwsError } from '../core/aws-error.ts';

/**
 * What SQS calls its errors in the query protocol, which clients that are older than the JSON protocol look for.
 * Source: the traits `awsQueryError` of the service's model, as `@aws-sdk/client-sqs` carries them. Those of errors
 * that are not modelled, InvalidParameterValueException and below, are the ones that SDK users report.
 */
const queryCodes: Readonly<Record<string, string>> = {
  BatchEntryIdsNotDistinct: 'AWS.SimpleQueueService.BatchEntryIdsNotDistinct',
  BatchRequestTooLong: 'AWS.SimpleQueueService.BatchRequestTooLong',
  EmptyBatchRequest: 'AWS.SimpleQueueService.EmptyBatchRequest',
  InvalidBatchEntryId: 'AWS.SimpleQueueService.InvalidBatchEntryId',
  MessageNotInflight: 'AWS.SimpleQueueService.MessageNotInflight',
  PurgeQueueInProgress: 'AWS.SimpleQueueService.PurgeQueueInProgress',
  QueueDeletedRecently: 'AWS.SimpleQueueService.QueueDeletedRecently',
  QueueDoesNotExist: 'AWS.SimpleQueueService.NonExistentQueue',
  QueueNameExists: 'QueueAlreadyExists',
  TooManyEntriesInBatchRequest: 'AWS.SimpleQueueService.TooManyEntriesInBatchRequest',
  UnsupportedOperation: 'AWS.SimpleQueueService.UnsupportedOperation',
  InvalidParameterValueException: 'InvalidParameterValue',
  MissingRequiredParameterException: 'MissingParameter',
  AccessDeniedException: 'AccessDenied',
};

/** E.g. `AWS.SimpleQueueService.NonExistentQueue` for `QueueDoesNotExist`. */
export const queryCodeOf = (name: string): string => queryCodes[name] ?? name;

export const queueDoesNotExist = () =>
  new AwsError('QueueDoesNotExist', 'The specified queue does not exist.');

export const invalidParameter = (message: string) => new AwsError('InvalidParameterValueException', message);

/** `Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.` */
export const invalidValue = (value: unknown, parameter: string, reason: string) =>
  invalidParameter(
    `Value ${typeof value === 'object' ? JSON.stringify(value) : value} for parameter ${parameter} is invalid. Reason: ${reason}`,
  );

export const missingParameter = (parameter: string) =>
  new AwsError('MissingRequiredParameterException', `The request must contain the parameter ${parameter}.`);

/**
 * A whole number in a range, or what stands for it when it is absent.
 *
 * @throws AwsError InvalidParameterValueException.
 */
export function wholeNumber(
  input: Record<string, any>,
  parameter: string,
  least: number,
  most: number,
): number | undefined {
  const value: unknown = input[parameter];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
  throw invalidValue(value, parameter, `Must be >= ${least} and <= ${most}, if provided.`);
}
