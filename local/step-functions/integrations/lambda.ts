import type { Environment } from '../../core/environment.ts';
import type { InvocationResult, Lambda } from '../../core/ports.ts';
import { StateError } from '../language/errors.ts';
import { isObject, parseJson, type Json } from '../language/json.ts';
import type { Call } from './integration.ts';
import { withMetadata } from './sdk-metadata.ts';
import { serviceError } from './service-errors.ts';

const style = { prefix: 'Lambda', base: 'AWSLambdaException', service: 'AWSLambda' };

/** `arn:aws:states:::lambda:invoke`: the answer with what Lambda tells of it. */
export async function invokeService(
  lambda: Lambda,
  environment: Environment,
  parameters: Json,
  call: Call,
): Promise<Json> {
  const { FunctionName, Qualifier, Payload = {}, InvocationType } = isObject(parameters) ? parameters : {};
  const functionName = `${String(FunctionName)}${Qualifier === undefined ? '' : `:${String(Qualifier)}`}`;
  const event = InvocationType === 'Event';
  const result = await invoke(lambda, environment, functionName, Payload, call, event);
  const answer = {
    ExecutedVersion: /:(\d+)$/.exec(functionName)?.[1] ?? '$LATEST',
    Payload: event ? '' : payloadOf(result),
    StatusCode: result.statusCode,
  };
  return withMetadata(answer, environment, 'application/json');
}

/** A function's ARN as the resource: its answer alone. */
export async function invokeFunction(
  lambda: Lambda,
  environment: Environment,
  functionArn: string,
  parameters: Json,
  call: Call,
): Promise<Json> {
  return payloadOf(await invoke(lambda, environment, functionArn, parameters, call));
}

async function invoke(
  lambda: Lambda,
  { ids }: Environment,
  functionName: string,
  payload: Json,
  { principal }: Call,
  event = false,
): Promise<InvocationResult> {
  const invocationType = event ? 'Event' : 'RequestResponse';
  const result = await lambda
    .invoke({ functionName, payload, principal, invocationType })
    .catch((error: unknown) => {
      throw serviceError(error, style, ids);
    });
  if (result.functionError) throw functionError(result.payload);
  return result;
}

/** What a function throws goes by its own name; one that exits or times out has none. */
function functionError(payload: string): StateError {
  const told = parseJson(payload);
  const type = told !== undefined && isObject(told) ? told.errorType : undefined;
  return new StateError(typeof type === 'string' ? type : 'Lambda.Unknown', payload);
}

const payloadOf = ({ payload }: InvocationResult): Json => parseJson(payload) ?? payload;
