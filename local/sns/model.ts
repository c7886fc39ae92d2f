import type { PolicyDocument } from '../core/ports.ts';

export const protocols = ['sqs', 'lambda', 'http', 'https', 'email', 'email-json', 'sms'] as const;
export type Protocol = (typeof protocols)[number];

/** Text by name, as the API gives and takes them. */
export type Attributes = Readonly<Record<string, string>>;

export interface Topic {
  readonly arn: string;
  readonly name: string;
  readonly fifo: boolean;
  /** Those that were set. */
  attributes: Attributes;
  /** The attribute `Policy`, read. */
  policy?: PolicyDocument;
  readonly tags: Map<string, string>;
  /** True for a topic that a template defines. */
  readonly defined: boolean;
  /** Messages published since the start. */
  published: number;
}

export interface Subscription {
  /** The topic's ARN with a UUID. */
  readonly arn: string;
  readonly topicArn: string;
  readonly protocol: Protocol;
  /** A queue's or a function's ARN, a URL, an address or a number. */
  readonly endpoint: string;
  attributes: Attributes;
  settings: SubscriptionSettings;
  readonly defined: boolean;
  /** What confirms it; absent once it is confirmed. */
  token?: string;
  readonly counts: { delivered: number; filtered: number; failed: number };
}

/** What the attributes of a subscription mean. */
export interface SubscriptionSettings {
  readonly raw: boolean;
  readonly accepts: (message: Notification) => boolean;
  /** The ARN of the queue for what cannot be delivered. */
  readonly deadLetterQueue?: string;
}

/** A message attribute as it travels: a binary value in base64. */
export interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string;
  readonly BinaryValue?: string;
}

/** A message that was published. */
export interface Notification {
  readonly id: string;
  readonly topicArn: string;
  readonly subject?: string;
  /** The text for those whose protocol has none of its own. */
  readonly message: string;
  /** By protocol, of a message with `MessageStructure: json`. */
  readonly messages?: Readonly<Record<string, string>>;
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
  /** ISO 8601. */
  readonly timestamp: string;
  readonly groupId?: string;
  readonly deduplicationId?: string;
  /** Of a FIFO topic: twenty digits that grow. */
  readonly sequenceNumber?: string;
}

/** The text for subscriptions of a protocol. */
export const textFor = (
  { message, messages }: Pick<Notification, 'message' | 'messages'>,
  protocol: Protocol,
): string => messages?.[protocol] ?? message;
