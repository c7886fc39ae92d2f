import type { PolicyDocument } from '../core/ports.ts';
import { invalidParameter } from './errors.ts';
import { compileFilter } from './filter.ts';
import type { Attributes, SubscriptionSettings } from './model.ts';

/** Attributes of a topic that can be set, though some mean nothing on a laptop. */
export const topicAttributes = [
  'ArchivePolicy',
  'ContentBasedDeduplication',
  'DeliveryPolicy',
  'DisplayName',
  'FifoThroughputScope',
  'FifoTopic',
  'KmsMasterKeyId',
  'Policy',
  'SignatureVersion',
  'TracingConfig',
  ...['Application', 'Firehose', 'HTTP', 'Lambda', 'SQS'].flatMap((name) => [
    `${name}FailureFeedbackRoleArn`,
    `${name}SuccessFeedbackRoleArn`,
    `${name}SuccessFeedbackSampleRate`,
  ]),
];

/** Attributes of a subscription that can be set. */
export const subscriptionAttributes = [
  'DeliveryPolicy',
  'FilterPolicy',
  'FilterPolicyScope',
  'RawMessageDelivery',
  'RedrivePolicy',
  'ReplayPolicy',
  'SubscriptionRoleArn',
];

/** @throws AwsError InvalidParameterException naming an attribute that is unknown or malformed. */
export function checkTopicAttributes(attributes: Attributes): PolicyDocument | undefined {
  for (const name of Object.keys(attributes)) {
    if (!topicAttributes.includes(name)) throw invalidParameter('AttributeName');
  }
  if (!['1', '2', undefined].includes(attributes.SignatureVersion))
    throw invalidParameter('SignatureVersion');
  if (!attributes.Policy) return undefined;
  try {
    return JSON.parse(attributes.Policy) as PolicyDocument;
  } catch {
    throw invalidParameter('Policy statement failed to parse');
  }
}

/**
 * Reads what the attributes of a subscription mean.
 * @throws AwsError InvalidParameterException.
 */
export function readSettings(attributes: Attributes, protocol: string): SubscriptionSettings {
  for (const name of Object.keys(attributes)) {
    if (!subscriptionAttributes.includes(name)) throw invalidParameter('AttributeName');
  }
  const { RawMessageDelivery: raw = 'false', FilterPolicyScope: scope = 'MessageAttributes' } = attributes;
  if (!/^(true|false)$/i.test(raw)) {
    throw invalidParameter(
      'Attributes Reason: RawMessageDelivery: Invalid value [' + raw + ']. Must be true or false.',
    );
  }
  const isRaw = /^true$/i.test(raw);
  if (isRaw && !['sqs', 'http', 'https'].includes(protocol)) {
    throw invalidParameter(
      `Attributes Reason: RawMessageDelivery: Delivery protocol [${protocol}] does not support raw message delivery.`,
    );
  }
  if (!['MessageAttributes', 'MessageBody'].includes(scope)) {
    throw invalidParameter(
      `FilterPolicyScope: Invalid value [${scope}]. Please use either MessageBody or MessageAttributes`,
    );
  }
  const deadLetterQueue = readRedrive(attributes.RedrivePolicy);
  return {
    raw: isRaw,
    accepts: attributes.FilterPolicy ? compileFilter(attributes.FilterPolicy, scope) : () => true,
    ...(deadLetterQueue !== undefined && { deadLetterQueue }),
  };
}

function readRedrive(text: string | undefined): string | undefined {
  if (!text || text === '{}') return undefined;
  let arn: unknown;
  try {
    arn = JSON.parse(text).deadLetterTargetArn;
  } catch {
    throw invalidParameter('RedrivePolicy: failed to parse JSON.');
  }
  if (typeof arn === 'string' && /^arn:[^:]+:sqs:[^:]+:\d+:[\w.-]+$/.test(arn)) return arn;
  throw invalidParameter('RedrivePolicy: deadLetterTargetArn is an invalid arn');
}
