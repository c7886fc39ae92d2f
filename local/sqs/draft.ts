import { createHash } from 'node:crypto';
import { AwsError } from '../core/aws-error.ts';
import type { QueueSettings } from './attributes.ts';
import { invalidParameter, invalidValue, missingParameter } from './errors.ts';
import { sizeOf, type Draft, type MessageAttributes } from './message.ts';

const maximumAttributes = 10;
// The characters of XML 1.0, for which the API reference of SendMessage points to the W3C.
const allowedText = /^[\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]*$/u;
const identifier = /^[\w!"#$%&'()*+,\-./:;<=>?@[\\\]^`{|}~]{1,128}$/;

/**
 * Checks what a producer sends, of `SendMessage` or one entry of `SendMessageBatch`.
 *
 * @throws AwsError InvalidMessageContents, InvalidParameterValueException, MissingRequiredParameterException.
 */
export function readDraft(input: Record<string, any>, settings: QueueSettings, senderId: string): Draft {
  const { MessageBody: body, MessageGroupId: groupId } = input;
  if (typeof body !== 'string' || body === '') throw missingParameter('MessageBody');
  if (!allowedText.test(body)) {
    throw new AwsError('InvalidMessageContents', 'The message contains characters outside the allowed set.');
  }
  const attributes = readAttributes(input.MessageAttributes);
  const size = sizeOf({ body, attributes });
  if (size > settings.maximumMessageSize) {
    throw invalidParameter(
      `One or more parameters are invalid. Reason: Message must be shorter than ${settings.maximumMessageSize} bytes.`,
    );
  }
  if (groupId !== undefined) requireIdentifier(groupId, 'MessageGroupId');
  return {
    body,
    attributes,
    traceHeader: readTraceHeader(input.MessageSystemAttributes),
    senderId,
    groupId,
    deduplicationId: readDeduplicationId(input, settings),
  };
}

function readDeduplicationId(input: Record<string, any>, settings: QueueSettings): string | undefined {
  const { MessageDeduplicationId: id, MessageGroupId: groupId, DelaySeconds } = input;
  if (!settings.fifo) {
    if (id === undefined) return undefined;
    throw invalidValue(
      id,
      'MessageDeduplicationId',
      'The request include parameter that is not valid for this queue type.',
    );
  }
  if (groupId === undefined) throw missingParameter('MessageGroupId');
  if (DelaySeconds !== undefined && DelaySeconds !== 0) {
    throw invalidValue(
      DelaySeconds,
      'DelaySeconds',
      'The request include parameter that is not valid for this queue type.',
    );
  }
  if (id !== undefined) {
    requireIdentifier(id, 'MessageDeduplicationId');
    return id;
  }
  // The body alone is hashed, not the attributes.
  if (settings.contentBasedDeduplication) return createHash('sha256').update(input.MessageBody).digest('hex');
  throw invalidParameter(
    'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
  );
}

function requireIdentifier(value: unknown, parameter: string): void {
  if (typeof value === 'string' && identifier.test(value)) return;
  throw invalidValue(
    value,
    parameter,
    `${parameter} can only include alphanumeric and punctuation characters. 1 to 128 in length.`,
  );
}

function readAttributes(given: Record<string, any> = {}): MessageAttributes {
  const entries = Object.entries(given);
  if (entries.length > maximumAttributes) {
    throw invalidParameter(
      `Number of message attributes [${entries.length}] exceeds the allowed maximum [${maximumAttributes}].`,
    );
  }
  for (const [name, value] of entries) checkAttribute(name, value);
  return given;
}

// Source: SQS Developer Guide, "Amazon SQS message metadata".
function checkAttribute(name: string, { DataType, StringValue, BinaryValue }: Record<string, any>): void {
  if (!/^[\w-]+(\.[\w-]+)*$/.test(name) || name.length > 256 || /^(aws|amazon)\./i.test(name)) {
    throw invalidParameter(`The message attribute name '${name}' is invalid.`);
  }
  const [type] = String(DataType ?? '').split('.', 1);
  if (!type)
    throw invalidParameter(`The message attribute '${name}' must contain non-empty message attribute type.`);
  if (!['String', 'Number', 'Binary'].includes(type)) {
    throw invalidParameter(
      `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    );
  }
  const value = type === 'Binary' ? BinaryValue : StringValue;
  if (typeof value !== 'string' || value === '') {
    throw invalidParameter(
      `The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${DataType}'.`,
    );
  }
  if (type === 'Number' && !/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(value)) {
    throw invalidParameter(`Can't cast the value of message (user) attribute '${name}' to a number.`);
  }
}

function readTraceHeader(given: Record<string, any> = {}): string | undefined {
  for (const [name, attribute] of Object.entries(given)) {
    if (name !== 'AWSTraceHeader') {
      throw invalidParameter(`Message system attribute name '${name}' is invalid.`);
    }
    if (attribute?.DataType !== 'String' || !attribute.StringValue) {
      throw invalidParameter(`The message system attribute '${name}' must be a non-empty String.`);
    }
  }
  return given.AWSTraceHeader?.StringValue;
}
