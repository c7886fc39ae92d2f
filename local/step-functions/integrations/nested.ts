import type { Environment } from '../../core/environment.ts';
import { StateError } from '../language/errors.ts';
import { isObject, parseJson, type Json } from '../language/json.ts';
import type { Call } from './integration.ts';
import { asText, withMetadata } from './sdk-metadata.ts';
import { serviceError } from './service-errors.ts';

/** Runs an operation of Step Functions itself; answers members in the API's own spelling, times in seconds. */
export type OwnCall = (operation: string, input: object, principal: Call['principal']) => Promise<any>;

const style = { prefix: 'StepFunctions', base: 'AWSStepFunctionsException', service: 'AWSStepFunctions' };

/** `arn:aws:states:::states:startExecution` */
export async function startExecution(
  own: OwnCall,
  environment: Environment,
  parameters: Json,
  { principal }: Call,
): Promise<Json> {
  const { StateMachineArn, Input, Name } = isObject(parameters) ? parameters : {};
  const input = asText(Input ?? {});
  const answer = await own(
    'StartExecution',
    { stateMachineArn: StateMachineArn, input, name: Name },
    principal,
  ).catch((error: unknown) => {
    throw serviceError(error, style, environment.ids);
  });
  const started = { ExecutionArn: answer.executionArn, StartDate: answer.startDate * 1000 };
  return withMetadata(started, environment, 'application/x-amz-json-1.0');
}

/**
 * What a task that waits for an execution answers.
 *
 * @param parsed - with `.sync:2` input and output are JSON, with `.sync` JSON text
 * @throws StateError States.TaskFailed
 */
export function nestedOutcome(described: Record<string, any>, parsed: boolean): Json {
  const value = (text: string) => (parsed ? (parseJson(text) ?? text) : text);
  const { status, input, output, error, cause } = described;
  const told = {
    ...(cause !== undefined && { Cause: cause }),
    ...(error !== undefined && { Error: error }),
    ExecutionArn: described.executionArn,
    Input: value(input),
    InputDetails: { Included: true },
    Name: described.name,
    ...(output !== undefined && { Output: value(output), OutputDetails: { Included: true } }),
    StartDate: described.startDate * 1000,
    StateMachineArn: described.stateMachineArn,
    Status: status,
    StopDate: described.stopDate * 1000,
  };
  if (status === 'SUCCEEDED') return told;
  throw new StateError('States.TaskFailed', JSON.stringify(told));
}
