import { textFor, type Notification, type Subscription, type Topic } from './model.ts';
import { certificatePath, type Signing } from './signing.ts';

/** Where links in messages lead, below the gateway. */
export const linkPath = '/_local/sns';

/** Writes messages in the forms in which subscribers get them. */
export interface Envelopes {
  /** The JSON text for queues, HTTP endpoints and `email-json`. */
  notification(message: Notification, subscription: Subscription, topic: Topic): Promise<string>;
  /** The event for functions. */
  event(message: Notification, subscription: Subscription, topic: Topic): Promise<object>;
  /** What asks an HTTP endpoint to confirm its subscription. */
  confirmation(subscription: Subscription, id: string, timestamp: string): Promise<string>;
  subscribeUrl(subscription: Subscription): string;
  unsubscribeUrl(subscription: Subscription): string;
}

/**
 * Source: SNS Developer Guide, "Parsing Amazon SNS message formats". Messages of FIFO topics carry no signature and a
 * sequence number.
 */
export function createEnvelopes(gatewayUrl: string, signing: Signing): Envelopes {
  const link = (query: Record<string, string>) =>
    `${gatewayUrl}${linkPath}?${new URLSearchParams(query).toString()}`;
  const subscribeUrl = ({ topicArn, token = '' }: Subscription) =>
    link({ Action: 'ConfirmSubscription', TopicArn: topicArn, Token: token });
  const unsubscribeUrl = ({ arn }: Subscription) => link({ Action: 'Unsubscribe', SubscriptionArn: arn });

  const fieldsOf = async (message: Notification, subscription: Subscription, topic: Topic) => {
    const fields = {
      Type: 'Notification',
      MessageId: message.id,
      SequenceNumber: message.sequenceNumber,
      TopicArn: message.topicArn,
      Subject: message.subject,
      Message: textFor(message, subscription.protocol),
      Timestamp: message.timestamp,
    };
    if (topic.fifo) return { ...fields, UnsubscribeURL: unsubscribeUrl(subscription) };
    const version = topic.attributes.SignatureVersion ?? '1';
    return {
      ...fields,
      SignatureVersion: version,
      Signature: await signing.sign(fields, version),
      SigningCertURL: `${gatewayUrl}${certificatePath}`,
      UnsubscribeURL: unsubscribeUrl(subscription),
    };
  };

  return {
    subscribeUrl,
    unsubscribeUrl,
    async notification(message, subscription, topic) {
      const attributes = attributesOf(message);
      return write({
        ...(await fieldsOf(message, subscription, topic)),
        ...(Object.keys(attributes).length > 0 && { MessageAttributes: attributes }),
      });
    },
    async event(message, subscription, topic) {
      const { SigningCertURL, UnsubscribeURL, Subject, SequenceNumber, ...fields } = {
        SigningCertURL: undefined,
        ...(await fieldsOf(message, subscription, topic)),
      };
      return {
        Records: [
          {
            EventSource: 'aws:sns',
            EventVersion: '1.0',
            EventSubscriptionArn: subscription.arn,
            Sns: {
              ...fields,
              ...(SequenceNumber !== undefined && { SequenceNumber }),
              Subject: Subject ?? null,
              SigningCertUrl: SigningCertURL,
              UnsubscribeUrl: UnsubscribeURL,
              MessageAttributes: attributesOf(message),
            },
          },
        ],
      };
    },
    async confirmation(subscription, id, timestamp) {
      const fields = {
        Type: 'SubscriptionConfirmation',
        MessageId: id,
        Token: subscription.token,
        TopicArn: subscription.topicArn,
        Message:
          `You have chosen to subscribe to the topic ${subscription.topicArn}.\n` +
          'To confirm the subscription, visit the SubscribeURL included in this message.',
        SubscribeURL: subscribeUrl(subscription),
        Timestamp: timestamp,
      };
      return write({
        ...fields,
        SignatureVersion: '1',
        Signature: await signing.sign(fields, '1'),
        SigningCertURL: `${gatewayUrl}${certificatePath}`,
      });
    },
  };
}

const attributesOf = ({ attributes }: Notification) =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      { Type: DataType, Value: StringValue ?? BinaryValue },
    ]),
  );

/** The JSON text as the service lays it out, which some parse by eye and some by pattern. */
function write(fields: Record<string, unknown>): string {
  const lines = Object.entries(fields).flatMap(([name, value]) => {
    if (value === undefined) return [];
    if (typeof value !== 'object' || value === null) return [`  "${name}" : ${JSON.stringify(value)}`];
    const inner = Object.entries(value).map(
      ([key, each]) => `    ${JSON.stringify(key)} : ${JSON.stringify(each)}`,
    );
    return [`  "${name}" : {\n${inner.join(',\n')}\n  }`];
  });
  return `{\n${lines.join(',\n')}\n}`;
}
