import { AwsError } from '../../core/aws-error.ts';
import type { Environment } from '../../core/environment.ts';
import { isObject, type Json, type JsonObject } from '../language/json.ts';
import type { Call } from './integration.ts';
import type { OwnCall } from './nested.ts';
import { asText } from './sdk-metadata.ts';
import { serviceError } from './service-errors.ts';
import type { Ports } from './resources.ts';

type Run = (operation: string, input: JsonObject, call: Call) => Promise<any>;

interface SdkService {
  /** As the SDK for Java calls it, which the names of errors come from. */
  readonly name: string;
  readonly run: Run;
  /** Operations that are served; absent: all that the service has here. */
  readonly only?: readonly string[];
}

/** The services that `arn:aws:states:::aws-sdk:<service>:<operation>` can ask here. */
export function sdkServices(ports: Ports, own: OwnCall): Readonly<Record<string, SdkService | undefined>> {
  const { dynamodb, sqs, lambda, sns, events } = ports;
  return {
    dynamodb: dynamodb && {
      name: 'DynamoDb',
      run: (operation, input, { principal }) => dynamodb.call(operation, input, principal),
    },
    sqs: sqs && {
      name: 'Sqs',
      run: (operation, input, { principal }) => sqs.call(operation, input, principal),
    },
    lambda: lambda && {
      name: 'Lambda',
      only: ['Invoke'],
      run: (_, input, call) => invoke(ports, input, call),
    },
    sns: sns && {
      name: 'Sns',
      only: ['Publish'],
      run: (_, input, { principal }) => sns.publish(input as never, principal),
    },
    eventbridge: events && {
      name: 'EventBridge',
      only: ['PutEvents'],
      run: (_, { Entries }, { principal }) =>
        events.putEvents(
          (Entries as never as object[]).map((entry) => ({ EventBusName: 'default', ...entry })) as never,
          principal,
        ),
    },
    sfn: {
      name: 'Sfn',
      run: async (operation, input, { principal }) => pascal(await own(operation, camel(input), principal)),
    },
  };
}

/** Members that are text to the service; objects there become JSON text. */
const textMembers = ['Input', 'Output', 'MessageBody', 'Message', 'Detail'];

/** Asks a service as its SDK would. */
export async function callSdk(
  service: SdkService,
  operation: string,
  parameters: Json,
  call: Call,
  { ids }: Environment,
): Promise<Json> {
  const given = isObject(parameters) ? parameters : {};
  const input = Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, textMembers.includes(name) ? asText(value)! : value]),
  );
  try {
    return (await service.run(operation, input, call)) ?? {};
  } catch (error) {
    throw serviceError(error, { prefix: service.name, base: `${service.name}Exception` }, ids);
  }
}

async function invoke({ lambda }: Ports, input: JsonObject, { principal }: Call): Promise<JsonObject> {
  const { FunctionName, Qualifier, Payload = {}, InvocationType } = input;
  if (typeof FunctionName !== 'string') throw new AwsError('ValidationException', 'FunctionName is required');
  const { statusCode, payload, functionError } = await lambda!.invoke({
    functionName: Qualifier === undefined ? FunctionName : `${FunctionName}:${String(Qualifier)}`,
    payload: Payload,
    principal,
    ...(InvocationType === 'Event' && { invocationType: 'Event' as const }),
  });
  return {
    ExecutedVersion: '$LATEST',
    Payload: payload,
    StatusCode: statusCode,
    ...(functionError && { FunctionError: functionError }),
  };
}

/** Times are ISO texts here, and member names begin with a capital. */
function pascal(value: any): any {
  if (Array.isArray(value)) return value.map(pascal);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      `${name[0]!.toUpperCase()}${name.slice(1)}`,
      /Date$|^timestamp$/.test(name) && typeof inner === 'number'
        ? new Date(inner * 1000).toISOString()
        : pascal(inner),
    ]),
  );
}

function camel(value: Json): any {
  if (Array.isArray(value)) return value.map(camel);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [`${name[0]!.toLowerCase()}${name.slice(1)}`, camel(inner)]),
  );
}
