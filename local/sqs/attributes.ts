import { AwsError } from '../core/aws-error.ts';
import type { PolicyDocument } from '../core/ports.ts';
import {
  readPolicy,
  readRedriveAllowPolicy,
  readRedrivePolicy,
  type RedriveAllowPolicy,
  type RedrivePolicy,
} from './redrive.ts';

/** A queue's attributes as the API speaks of them: every value a text. */
export type QueueAttributes = Readonly<Record<string, string>>;

/** What the attributes of a queue mean. Times in milliseconds, sizes in bytes. */
export interface QueueSettings {
  readonly fifo: boolean;
  readonly delay: number;
  readonly maximumMessageSize: number;
  readonly retention: number;
  readonly receiveWait: number;
  readonly visibilityTimeout: number;
  readonly contentBasedDeduplication: boolean;
  readonly deduplicationScope: 'queue' | 'messageGroup';
  readonly redrive?: RedrivePolicy;
  readonly redriveAllow: RedriveAllowPolicy;
  /** Who may do what with the queue, besides those whom their own policies allow it. */
  readonly policy?: PolicyDocument;
}

/** Least, most and default of the attributes that are numbers. Source: API reference, CreateQueue. */
const numbers: Readonly<Record<string, readonly [least: number, most: number, otherwise: number]>> = {
  DelaySeconds: [0, 900, 0],
  KmsDataKeyReusePeriodSeconds: [60, 86_400, 300],
  MaximumMessageSize: [1024, 1_048_576, 1_048_576],
  MessageRetentionPeriod: [60, 1_209_600, 345_600],
  ReceiveMessageWaitTimeSeconds: [0, 20, 0],
  VisibilityTimeout: [0, 43_200, 30],
};

const words: Readonly<Record<string, readonly string[]>> = {
  ContentBasedDeduplication: ['true', 'false'],
  DeduplicationScope: ['queue', 'messageGroup'],
  FifoQueue: ['true', 'false'],
  FifoThroughputLimit: ['perQueue', 'perMessageGroupId'],
  SqsManagedSseEnabled: ['true', 'false'],
};

const texts = ['KmsMasterKeyId', 'Policy', 'RedriveAllowPolicy', 'RedrivePolicy'];
const onlyFifo = ['ContentBasedDeduplication', 'DeduplicationScope', 'FifoQueue', 'FifoThroughputLimit'];

/** The attributes that a caller may set. */
export const settableAttributes: readonly string[] = [
  ...Object.keys(numbers),
  ...Object.keys(words),
  ...texts,
];

/** The attributes that a queue answers about itself, besides those that are set. */
export const computedAttributes = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesDelayed',
  'ApproximateNumberOfMessagesNotVisible',
  'CreatedTimestamp',
  'LastModifiedTimestamp',
  'QueueArn',
];

/** What a new queue has where nothing is said. */
export function defaultAttributes(fifo: boolean): QueueAttributes {
  const { KmsDataKeyReusePeriodSeconds: _, ...plain } = numbers;
  return {
    ...Object.fromEntries(Object.entries(plain).map(([name, [, , otherwise]]) => [name, String(otherwise)])),
    SqsManagedSseEnabled: 'true',
    ...(fifo && {
      FifoQueue: 'true',
      ContentBasedDeduplication: 'false',
      DeduplicationScope: 'queue',
      FifoThroughputLimit: 'perQueue',
    }),
  };
}

/**
 * Checks attributes and reads what they mean.
 *
 * @param attributes - all attributes of the queue, defaults among them
 * @throws AwsError InvalidAttributeName, InvalidAttributeValue.
 */
export function readSettings(attributes: QueueAttributes): QueueSettings {
  const fifo = attributes.FifoQueue === 'true';
  for (const [name, value] of Object.entries(attributes)) {
    if (!settableAttributes.includes(name) || (!fifo && onlyFifo.includes(name)))
      throw new AwsError('InvalidAttributeName', `Unknown Attribute ${name}.`);
    if (!isValid(name, value))
      throw new AwsError('InvalidAttributeValue', `Invalid value for the parameter ${name}.`);
  }
  if (
    attributes.FifoThroughputLimit === 'perMessageGroupId' &&
    attributes.DeduplicationScope !== 'messageGroup'
  )
    throw new AwsError('InvalidAttributeValue', 'Invalid value for the parameter FifoThroughputLimit.');
  const seconds = (name: string) => Number(attributes[name]) * 1000;
  return {
    fifo,
    delay: seconds('DelaySeconds'),
    maximumMessageSize: Number(attributes.MaximumMessageSize),
    retention: seconds('MessageRetentionPeriod'),
    receiveWait: seconds('ReceiveMessageWaitTimeSeconds'),
    visibilityTimeout: seconds('VisibilityTimeout'),
    contentBasedDeduplication: attributes.ContentBasedDeduplication === 'true',
    deduplicationScope: attributes.DeduplicationScope === 'messageGroup' ? 'messageGroup' : 'queue',
    redrive: readRedrivePolicy(attributes.RedrivePolicy),
    redriveAllow: readRedriveAllowPolicy(attributes.RedriveAllowPolicy),
    policy: readPolicy(attributes.Policy),
  };
}

function isValid(name: string, value: string): boolean {
  const range = numbers[name];
  if (range) return /^\d+$/.test(value) && Number(value) >= range[0] && Number(value) <= range[1];
  return words[name]?.includes(value) ?? true;
}
