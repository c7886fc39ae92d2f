import { createHash } from 'node:crypto';
import { invalidParameter, invalidValue } from './errors.ts';
import type { MessageAttribute, Notification, Topic } from './model.ts';
import { isReservedAttribute } from './text-message.ts';

/** Of text and attributes together, in bytes. Source: SNS API reference, Publish. */
export const maximumSize = 262_144;

type Draft = Omit<Notification, 'id' | 'topicArn' | 'timestamp' | 'sequenceNumber'>;

/**
 * Checks what is to be published, of `Publish` or one entry of `PublishBatch`.
 *
 * @param topic - absent for a text message to a number
 * @throws AwsError InvalidParameterException, InvalidParameterValueException.
 */
export function readPublication(input: Record<string, any>, topic?: Topic): Draft {
  const { Message: text, Subject: subject, MessageStructure: structure } = input;
  if (typeof text !== 'string' || text === '') throw invalidParameter('Empty message');
  const attributes = readAttributes(input.MessageAttributes);
  if (sizeOf(input) > maximumSize) throw invalidParameter('Message too long');
  if (subject !== undefined && (subject === '' || subject.length > 100 || !/^[!-~][ -~]*$/.test(subject)))
    throw invalidParameter('Subject');
  const messages = structure === undefined ? undefined : readStructure(structure, text);
  return {
    message: messages?.default ?? text,
    ...(messages && { messages }),
    ...(subject !== undefined && { subject }),
    attributes,
    ...readGroup(input, topic),
  };
}

/** What counts for the limit: text, and names, types and values of attributes. */
export function sizeOf({ Message = '', MessageAttributes = {} }: Record<string, any>): number {
  let size = Buffer.byteLength(String(Message));
  for (const [name, attribute] of Object.entries<MessageAttribute>(MessageAttributes)) {
    const { DataType = '', StringValue = '', BinaryValue = '' } = attribute;
    size += Buffer.byteLength(name) + Buffer.byteLength(DataType) + Buffer.byteLength(StringValue);
    size += Buffer.byteLength(BinaryValue, 'base64');
  }
  return size;
}

function readStructure(structure: unknown, text: string): Record<string, string> {
  if (structure !== 'json') throw invalidParameter('MessageStructure');
  let messages: unknown;
  try {
    messages = JSON.parse(text);
  } catch {
    throw invalidParameter('Message Structure - JSON message body failed to parse');
  }
  if (typeof messages !== 'object' || messages === null || !('default' in messages))
    throw invalidParameter('Message Structure - No default entry in JSON message body');
  // What is not text is left out, as if it were not there.
  return Object.fromEntries(
    Object.entries(messages).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
  );
}

function readGroup(
  input: Record<string, any>,
  topic: Topic | undefined,
): Pick<Draft, 'groupId' | 'deduplicationId'> {
  const { MessageGroupId: groupId, MessageDeduplicationId: deduplicationId } = input;
  if (!topic?.fifo) {
    if (deduplicationId !== undefined)
      throw invalidParameter(
        'MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type',
      );
    return groupId === undefined ? {} : { groupId };
  }
  if (!groupId) throw invalidParameter('The MessageGroupId parameter is required for FIFO topics');
  if (deduplicationId !== undefined) return { groupId, deduplicationId };
  if (topic.attributes.ContentBasedDeduplication !== 'true') {
    throw invalidParameter(
      'The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
    );
  }
  return { groupId, deduplicationId: createHash('sha256').update(input.Message).digest('hex') };
}

const dataType = /^(String|String\.Array|Number|Binary)(\..+)?$/;

function readAttributes(given: Record<string, any> = {}): Record<string, MessageAttribute> {
  for (const [name, { DataType: type, StringValue, BinaryValue }] of Object.entries(given)) {
    if (!/^[\w-]+(\.[\w-]+)*$/.test(name) || name.length > 256)
      throw invalidValue(`Invalid attribute name: ${name}`);
    if (/^(aws|amazon)\./i.test(name) && !isReservedAttribute(name)) {
      throw invalidValue(
        "Message attribute names starting with 'AWS.' or 'Amazon.' are reserved for use by Amazon.",
      );
    }
    if (typeof type !== 'string' || !dataType.test(type)) {
      throw invalidValue(
        `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
      );
    }
    const value = type.startsWith('Binary') ? BinaryValue : StringValue;
    if (typeof value !== 'string' || value === '') {
      throw invalidValue(
        `The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${type}'.`,
      );
    }
    if (type.startsWith('Number') && Number.isNaN(Number(value)))
      throw invalidValue(`Could not cast message attribute '${name}' value to number.`);
    if (type === 'String.Array' && !isArray(value))
      throw invalidValue(`Message attribute '${name}' of type String.Array is not a JSON array.`);
  }
  return given;
}

function isArray(text: string): boolean {
  try {
    return Array.isArray(JSON.parse(text));
  } catch {
    return false;
  }
}
