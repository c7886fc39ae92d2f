import { AwsError } from '../core/aws-error.ts';
import type {
  DynamoDb,
  EventBuses,
  Lambda,
  Principal,
  SdkCalls,
  Sns,
  Sqs,
  StateMachines,
} from '../core/ports.ts';

/** The services whose operations can be called by their names in the SDK. */
export interface CallableServices {
  readonly sqs: Sqs;
  readonly dynamodb?: DynamoDb;
  readonly lambda?: Lambda;
  readonly events?: EventBuses;
  readonly sns?: Sns;
  readonly stateMachines?: StateMachines;
}

type Call = (input: any, principal: Principal | undefined) => Promise<unknown>;

/**
 * Calls services as universal targets do: of queues and tables every operation, of the others those that start
 * something.
 *
 * @param services - looked at with each call, so that services may be added after
 *
 * @example
 * const sdk = sdkCalls({ sqs, dynamodb });
 * await sdk.call('sqs', 'sendMessage', { QueueUrl, MessageBody: 'hello' }, principal);
 */
export function sdkCalls(services: CallableServices): SdkCalls {
  const find = (service: string, action: string): Call | undefined => {
    const { sqs, dynamodb, lambda, events, sns, stateMachines } = services;
    const operation = action.charAt(0).toUpperCase() + action.slice(1);
    switch (service) {
      case 'sqs':
        return (input, principal) => sqs.call(operation, input, principal);
      case 'dynamodb':
        return dynamodb && ((input, principal) => dynamodb.call(operation, input, principal));
    }
    const calls: Readonly<Record<string, Call | undefined>> = {
      'lambda:invoke': lambda && invoke(lambda),
      'eventbridge:putEvents': events && (({ Entries }, principal) => events.putEvents(Entries, principal)),
      'sns:publish': sns && ((input, principal) => sns.publish(input, principal)),
      'sfn:startExecution': stateMachines && startExecution(stateMachines),
    };
    return calls[`${service}:${action}`];
  };
  const refusal: SdkCalls['refusal'] = (service, action) =>
    find(service, action)
      ? undefined
      : `The local cloud does not call ${action} of ${service} for a universal target.`;
  return {
    async call(service, action, input, principal) {
      const call = find(service, action);
      if (!call) throw new AwsError('UnsupportedOperation', refusal(service, action)!);
      return call(input, principal);
    },
    refusal,
  };
}

const invoke =
  (lambda: Lambda): Call =>
  ({ FunctionName, InvocationType, Payload = '{}' }, principal) =>
    lambda.invoke({
      functionName: FunctionName,
      payload: typeof Payload === 'string' ? JSON.parse(Payload) : Payload,
      invocationType: InvocationType ?? 'RequestResponse',
      ...(principal && { principal }),
    });

const startExecution =
  (stateMachines: StateMachines): Call =>
  (
    { StateMachineArn, stateMachineArn = StateMachineArn, Input, input = Input, Name, name = Name },
    principal,
  ) =>
    stateMachines.start(
      stateMachineArn,
      input === undefined ? '{}' : typeof input === 'string' ? input : JSON.stringify(input),
      principal,
      name,
    );
