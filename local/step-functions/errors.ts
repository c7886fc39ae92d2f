import { AwsError } from '../core/aws-error.ts';
import type { Diagnostic } from './language/validate.ts';

/** Source: the error shapes of the service's API reference; texts as the service answers them. */
export const machineDoesNotExist = (arn: string) =>
  new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);

export const executionDoesNotExist = (arn: string) =>
  new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);

export const invalidArn = (reason: string) => new AwsError('InvalidArn', `Invalid Arn: '${reason}'`);

export const invalidName = (name: string) => new AwsError('InvalidName', `Invalid Name: '${name}'`);

export const invalidToken = () => new AwsError('InvalidToken', "Invalid Token: 'Invalid token'");

export const validation = (message: string) => new AwsError('ValidationException', message);

/** `Value '1001' at 'maxResults' failed to satisfy constraint: …` */
export const constraint = (value: unknown, member: string, rule: string) =>
  validation(
    `1 validation error detected: Value ${value === undefined ? 'null' : `'${String(value)}'`} at '${member}' failed to satisfy constraint: ${rule}`,
  );

export const notSupportedByType = () =>
  new AwsError(
    'StateMachineTypeNotSupported',
    'This operation is not supported by this type of state machine',
  );

/** Names every fault with its place. */
export const invalidDefinition = (diagnostics: readonly Diagnostic[]) =>
  new AwsError(
    'InvalidDefinition',
    `Invalid State Machine Definition: '${diagnostics
      .map(
        ({ code, message, location }) =>
          `${code}: ${message}${location === undefined ? '' : ` at ${location}`}`,
      )
      .join(', ')}'`,
  );

/** The service's text for JSON that it cannot read is that of its parser, which is another one here. */
export const invalidInput = (reason: string) =>
  new AwsError('InvalidExecutionInput', `Invalid State Machine Execution Input: '${reason}'`);

export const invalidOutput = (reason: string) => new AwsError('InvalidOutput', `Invalid Output: '${reason}'`);
