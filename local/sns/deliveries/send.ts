import { servicePrincipal } from '../../core/access.ts';
import type { Environment } from '../../core/environment.ts';
import { isLoopback } from '../../core/loopback.ts';
import type { Outbox } from '../../core/outbox.ts';
import type { Lambda, Sqs } from '../../core/ports.ts';
import type { Envelopes } from '../envelope.ts';
import { textFor, type Notification, type Subscription, type Topic } from '../model.ts';
import type { Phones } from '../phones.ts';
import { textMessageTo } from '../text-message.ts';
import { DeliveryFailure } from './failure.ts';
import { post } from './http.ts';

/** Whom deliveries reach. */
export interface Receivers {
  readonly environment: Environment;
  readonly sqs: Sqs;
  readonly lambda: Lambda;
  readonly outbox: Outbox;
  readonly envelopes: Envelopes;
  readonly phones: Pick<Phones, 'send'>;
}

/** Attributes that a message to a queue may have. Source: SNS Developer Guide, "Raw message delivery". */
const maximumAttributes = 10;

const sender = 'AWS Notifications <no-reply@sns.amazonaws.com>';

/** One attempt to deliver a message to a subscriber. @throws DeliveryFailure, or AwsError of the service behind. */
export async function send(
  message: Notification,
  subscription: Subscription,
  topic: Topic,
  receivers: Receivers,
  signal: AbortSignal,
): Promise<void> {
  const { envelopes, lambda, outbox, phones, environment } = receivers;
  const { protocol, endpoint, settings } = subscription;
  switch (protocol) {
    case 'sqs':
      return sendToQueue(endpoint, message, subscription, topic, receivers);
    case 'lambda':
      await lambda.invoke({
        functionName: endpoint,
        payload: await envelopes.event(message, subscription, topic),
        invocationType: 'Event',
        principal: servicePrincipal('sns.amazonaws.com', topic.arn, environment.accountId),
      });
      return;
    case 'http':
    case 'https': {
      const body = settings.raw
        ? textFor(message, protocol)
        : await envelopes.notification(message, subscription, topic);
      if (!isLoopback(endpoint)) {
        outbox.send({ service: 'sns', medium: 'HTTP', destination: endpoint, text: body });
        return;
      }
      return post(subscription, { type: 'Notification', id: message.id, body, raw: settings.raw }, signal);
    }
    case 'email':
    case 'email-json':
      outbox.send({
        service: 'sns',
        medium: 'EMAIL',
        destination: endpoint,
        from: sender,
        subject: message.subject ?? topic.attributes.DisplayName ?? 'AWS Notification Message',
        text:
          protocol === 'email'
            ? `${textFor(message, protocol)}\n\n--\nTo unsubscribe: ${envelopes.unsubscribeUrl(subscription)}`
            : await envelopes.notification(message, subscription, topic),
      });
      return;
    case 'sms':
      phones.send(textMessageTo(endpoint, message));
  }
}

/** Writes to a queue as the service, which the queue's policy must let in. */
export async function sendToQueue(
  queueArn: string,
  message: Notification,
  subscription: Subscription,
  topic: Topic,
  { sqs, envelopes, environment }: Receivers,
): Promise<void> {
  const { raw } = subscription.settings;
  const attributes = Object.entries(message.attributes);
  if (raw && attributes.length > maximumAttributes)
    throw new DeliveryFailure(`${attributes.length} attributes are more than a queue takes`, false);
  const fifo = queueArn.endsWith('.fifo');
  await sqs.call(
    'SendMessage',
    {
      QueueUrl: sqs.urlOf(queueArn),
      MessageBody: raw
        ? textFor(message, subscription.protocol)
        : await envelopes.notification(message, subscription, topic),
      ...(raw && {
        MessageAttributes: Object.fromEntries(
          // Queues know no arrays.
          attributes.map(([name, value]) => [
            name,
            value.DataType === 'String.Array' ? { ...value, DataType: 'String' } : value,
          ]),
        ),
      }),
      ...(message.groupId !== undefined && (fifo || !topic.fifo) && { MessageGroupId: message.groupId }),
      ...(fifo &&
        message.deduplicationId !== undefined && { MessageDeduplicationId: message.deduplicationId }),
    },
    servicePrincipal('sns.amazonaws.com', topic.arn, environment.accountId),
  );
}
