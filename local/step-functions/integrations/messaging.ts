import type { Environment } from '../../core/environment.ts';
import type { EventBuses, EventEntry, Sns, Sqs } from '../../core/ports.ts';
import { StateError } from '../language/errors.ts';
import { isObject, type Json, type JsonObject } from '../language/json.ts';
import type { Call } from './integration.ts';
import { asText, withMetadata } from './sdk-metadata.ts';
import { serviceError } from './service-errors.ts';

/** `arn:aws:states:::sqs:sendMessage` */
export async function sendMessage(
  sqs: Sqs,
  environment: Environment,
  parameters: Json,
  { principal }: Call,
): Promise<Json> {
  const input = isObject(parameters) ? parameters : {};
  const message = { ...input, MessageBody: asText(input.MessageBody) };
  const style = { prefix: 'SQS', base: 'AmazonSQSException', service: 'AmazonSQS' };
  const answer = await sqs.call('SendMessage', message, principal).catch((error: unknown) => {
    throw serviceError(error, style, environment.ids);
  });
  return withMetadata(answer, environment, 'application/x-amz-json-1.0');
}

/** `arn:aws:states:::sns:publish` */
export async function publish(
  sns: Sns,
  environment: Environment,
  parameters: Json,
  { principal }: Call,
): Promise<Json> {
  const input = isObject(parameters) ? parameters : {};
  const style = { prefix: 'SNS', base: 'AmazonSNSException', service: 'AmazonSNS' };
  const answer = await sns
    .publish({ ...input, Message: asText(input.Message) } as Parameters<Sns['publish']>[0], principal)
    .catch((error: unknown) => {
      throw serviceError(error, style, environment.ids);
    });
  return withMetadata(answer as unknown as JsonObject, environment, 'text/xml');
}

/**
 * `arn:aws:states:::events:putEvents`: names machine and execution among the resources of every event, and fails as a
 * whole when one is refused.
 */
export async function putEvents(
  events: EventBuses,
  environment: Environment,
  parameters: Json,
  call: Call,
): Promise<Json> {
  const entries = isObject(parameters) && Array.isArray(parameters.Entries) ? parameters.Entries : [];
  const complete = entries.map((entry: JsonObject) => ({
    EventBusName: 'default',
    ...entry,
    Detail: asText(entry.Detail),
    Resources: [
      ...((entry.Resources as string[] | undefined) ?? []),
      call.stateMachineArn,
      call.executionArn,
    ],
  }));
  const style = { prefix: 'EventBridge', base: 'AmazonEventBridgeException', service: 'AmazonEventBridge' };
  const answer = await events
    .putEvents(complete as unknown as EventEntry[], call.principal)
    .catch((error: unknown) => {
      throw serviceError(error, style, environment.ids);
    });
  const { Entries, FailedEntryCount } = answer;
  if (FailedEntryCount > 0)
    throw new StateError('EventBridge.FailedEntry', JSON.stringify({ Entries, FailedEntryCount }));
  return { Entries: Entries as unknown as Json, FailedEntryCount };
}
