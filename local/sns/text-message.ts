import { invalidParameter } from './errors.ts';
import type { MessageAttribute, Notification } from './model.ts';
import { textFor } from './model.ts';

/** What goes to a telephone. */
export interface TextMessage {
  /** In the form E.164. */
  readonly to: string;
  /** The sender's name, which not every country shows. */
  readonly from?: string;
  readonly text: string;
}

/** Characters of all parts together. Source: SNS API reference, Publish. */
const longest = 1600;

const senderAttribute = 'AWS.SNS.SMS.SenderID';
const typeAttribute = 'AWS.SNS.SMS.SMSType';

/**
 * Attributes with names of AWS's own: of text messages and of push notifications. Source: SNS Developer Guide,
 * "Publishing SMS messages to a mobile phone" and "Mobile push notification attributes".
 */
export const isReservedAttribute = (name: string): boolean =>
  [senderAttribute, typeAttribute, 'AWS.SNS.SMS.MaxPrice'].includes(name) ||
  /^AWS\.(MM\.SMS\.(OriginationNumber|EntityId|TemplateId)|SNS\.MOBILE\.[\w.]+)$/.test(name);

/** The number without what people write between digits, and with the plus that they leave out. */
export const numberOf = (text: string): string => `+${text.replace(/[ .()-]|^\+/g, '')}`;

/** The text message that a message of a topic is to a telephone. */
export const textMessageTo = (endpoint: string, message: Notification): TextMessage => ({
  to: numberOf(endpoint),
  ...senderOf(message.attributes),
  text: textFor(message, 'sms'),
});

/**
 * The text message that `Publish` with a number asks for. A message longer than 160 characters goes in parts.
 *
 * The wording for the number is the service's own; that for what stands in attributes is the likeliest one, since the
 * developer guide says what may stand there, and not how it is refused.
 *
 * @throws AwsError InvalidParameterException.
 */
export function readTextMessage(
  phoneNumber: unknown,
  draft: Pick<Notification, 'message' | 'messages' | 'attributes'>,
): TextMessage {
  const to = typeof phoneNumber === 'string' ? numberOf(phoneNumber) : '';
  if (!/^\+[1-9]\d{4,14}$/.test(to))
    throw invalidParameter(`PhoneNumber Reason: ${to || String(phoneNumber)} is not valid to publish to`);
  const text = textFor(draft, 'sms');
  if (text.length > longest) throw invalidParameter('Message too long');
  const { [typeAttribute]: type, [senderAttribute]: sender } = draft.attributes;
  if (type && !['Promotional', 'Transactional'].includes(type.StringValue ?? ''))
    throw invalidParameter(typeAttribute);
  if (sender && !/^(?=.*[A-Za-z])[A-Za-z0-9]{3,11}$/.test(sender.StringValue ?? ''))
    throw invalidParameter(senderAttribute);
  return { to, ...senderOf(draft.attributes), text };
}

function senderOf(attributes: Readonly<Record<string, MessageAttribute>>): { from?: string } {
  const from = attributes[senderAttribute]?.StringValue;
  return from === undefined ? {} : { from };
}
