import { AwsError } from '../core/aws-error.ts';
import type {
  Deliver,
  DeliveryDetails,
  EventBuses,
  Lambda,
  Principal,
  Sns,
  Sqs,
  StateMachines,
} from '../core/ports.ts';

/** The services that things can be delivered to. */
export interface Destinations {
  readonly sqs: Sqs;
  readonly lambda?: Lambda;
  readonly events?: EventBuses;
  readonly sns?: Sns;
  readonly stateMachines?: StateMachines;
}

type Way = (
  arn: string,
  text: string,
  principal: Principal | undefined,
  details: DeliveryDetails,
) => Promise<unknown>;

/**
 * Delivers what one service sends to a resource of another, by the service in the resource's ARN.
 *
 * @param destinations - looked at with each delivery, so that services may be added after
 * @throws AwsError of the destination, e.g. QueueDoesNotExist; of a destination whose service is not served.
 *
 * @example
 * const deliver = deliveryTo({ sqs, lambda });
 * await deliver(queueArn, { hello: 'world' }, principal);
 */
export function deliveryTo(destinations: Destinations): Deliver {
  const ways: Readonly<Record<string, (to: Destinations) => Way | undefined>> = {
    sqs: (to) => toQueue(to.sqs),
    lambda: (to) => to.lambda && toFunction(to.lambda),
    events: (to) => to.events && toBus(to.events),
    sns: (to) => to.sns && toTopic(to.sns),
    states: (to) => to.stateMachines && toStateMachine(to.stateMachines),
  };
  return async (arn, message, principal, details = {}) => {
    const way = ways[arn.split(':')[2] ?? '']?.(destinations);
    if (!way) {
      throw new AwsError(
        'UnsupportedOperation',
        `The local cloud delivers to queues, topics, functions, state machines and event buses, not to ${arn}.`,
      );
    }
    await way(arn, typeof message === 'string' ? message : JSON.stringify(message), principal, details);
  };
}

const toQueue =
  (sqs: Sqs): Way =>
  (arn, text, principal, { messageGroupId, attributes = {} }) =>
    sqs.call(
      'SendMessage',
      {
        QueueUrl: sqs.urlOf(arn),
        MessageBody: text,
        ...(messageGroupId !== undefined && { MessageGroupId: messageGroupId }),
        MessageAttributes: Object.fromEntries(
          Object.entries(attributes).map(([name, value]) => [
            name,
            { DataType: typeof value === 'number' ? 'Number' : 'String', StringValue: String(value) },
          ]),
        ),
      },
      principal,
    );

const toFunction =
  (lambda: Lambda): Way =>
  (arn, text, principal) =>
    lambda.invoke({
      functionName: arn,
      payload: JSON.parse(text),
      invocationType: 'Event',
      ...(principal && { principal }),
    });

const toTopic =
  (sns: Sns): Way =>
  (arn, text, principal, { messageGroupId, subject }) =>
    sns.publish(
      {
        TopicArn: arn,
        Message: text,
        ...(subject !== undefined && { Subject: subject }),
        ...(messageGroupId !== undefined && { MessageGroupId: messageGroupId }),
      },
      principal,
    );

const toStateMachine =
  (stateMachines: StateMachines): Way =>
  (arn, text, principal) =>
    stateMachines.start(arn, text, principal);

const toBus =
  (events: EventBuses): Way =>
  async (arn, text, principal, { event }) => {
    if (!event)
      throw new AwsError('ValidationException', `An event to ${arn} needs a source and a detail type.`);
    const { source, detailType, resources = [] } = event;
    const entry = {
      EventBusName: arn,
      Source: source,
      DetailType: detailType,
      Detail: text,
      Resources: resources,
    };
    const { Entries } = await events.putEvents([entry], principal);
    for (const result of Entries) {
      if ('ErrorCode' in result) throw new AwsError(result.ErrorCode, result.ErrorMessage);
    }
  };
