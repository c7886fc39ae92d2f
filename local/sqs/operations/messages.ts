import { AwsError } from '../../core/aws-error.ts';
import type { Principal } from '../../core/ports.ts';
import { md5, md5OfAttributes } from '../digest.ts';
import { readDraft } from '../draft.ts';
import { invalidValue, missingParameter, wholeNumber } from '../errors.ts';
import type { Message } from '../message.ts';
import type { Queue } from '../queue.ts';
import type { Input } from './operation.ts';

/** The longest that a message may stay invisible after a receive, in seconds. */
const longestVisibilityTimeout = 43_200;

/** Sends one message. @returns the answer of `SendMessage`, or one entry of that of `SendMessageBatch` */
export function sendOne(queue: Queue, input: Input, senderId: string): object {
  const draft = readDraft(input, queue.settings, senderId);
  const delay = wholeNumber(input, 'DelaySeconds', 0, 900);
  // A FIFO queue delays all its messages alike.
  const { id, sequenceNumber } = queue.send(
    draft,
    delay === undefined || queue.settings.fifo ? undefined : delay * 1000,
  );
  return {
    MessageId: id,
    MD5OfMessageBody: md5(draft.body),
    MD5OfMessageAttributes: md5OfAttributes(draft.attributes),
    MD5OfMessageSystemAttributes:
      draft.traceHeader === undefined
        ? undefined
        : md5OfAttributes({ AWSTraceHeader: { DataType: 'String', StringValue: draft.traceHeader } }),
    SequenceNumber: sequenceNumber,
  };
}

/** Deletes the message of a receipt handle; one that is gone already counts as deleted. */
export function deleteOne(queue: Queue, input: Input): object {
  const { message, current } = findByHandle(queue, input);
  if (!message) return {};
  if (queue.settings.fifo && !(current && queue.isInFlight(message))) {
    throw invalidValue(input.ReceiptHandle, 'ReceiptHandle', 'The receipt handle has expired.');
  }
  // The handle of an earlier receive deletes nothing, and says so to nobody.
  if (current) queue.acknowledge(message);
  return {};
}

/** Sets anew how long a message in flight stays invisible. */
export function changeVisibilityOne(queue: Queue, input: Input, now: number): object {
  const seconds = wholeNumber(input, 'VisibilityTimeout', 0, longestVisibilityTimeout);
  if (seconds === undefined) throw missingParameter('VisibilityTimeout');
  const { message, current } = findByHandle(queue, input);
  if (!message) {
    throw invalidValue(
      input.ReceiptHandle,
      'ReceiptHandle',
      'Message does not exist or is not available for visibility timeout change.',
    );
  }
  if (!current || !queue.isInFlight(message)) {
    throw new AwsError('MessageNotInflight', "The specified message isn't in flight.");
  }
  if (now + seconds * 1000 > message.receivedAt! + longestVisibilityTimeout * 1000) {
    throw invalidValue(
      seconds,
      'VisibilityTimeout',
      `Total VisibilityTimeout for the message is beyond the limit [${longestVisibilityTimeout} seconds]`,
    );
  }
  queue.hide(message, seconds * 1000);
  return {};
}

function findByHandle(
  queue: Queue,
  { ReceiptHandle: handle }: Input,
): { message?: Message; current: boolean } {
  if (typeof handle !== 'string' || handle === '') throw missingParameter('ReceiptHandle');
  const [id, uuid] = Buffer.from(handle, 'base64').toString().split(' ');
  if (!id || !uuid) throw new AwsError('ReceiptHandleIsInvalid', 'The input receipt handle is invalid.');
  const message = queue.find(id);
  return { message, current: message?.receipt === handle };
}

/** The message as `ReceiveMessage` answers it, with the attributes that were asked for. */
export function present(message: Message, input: Input): object {
  const { attributes, receipt, body, id } = message;
  const asked: string[] = input.MessageAttributeNames ?? [];
  const wanted = Object.entries(attributes).filter(([name]) => asked.some((pattern) => fits(name, pattern)));
  const own = Object.fromEntries(wanted);
  const systemNames = [...(input.AttributeNames ?? []), ...(input.MessageSystemAttributeNames ?? [])];
  const system = Object.entries(systemAttributes(message)).filter(
    ([name, value]) => value !== undefined && (systemNames.includes('All') || systemNames.includes(name)),
  );
  return {
    MessageId: id,
    ReceiptHandle: receipt,
    MD5OfBody: md5(body),
    Body: body,
    ...(system.length > 0 && { Attributes: Object.fromEntries(system) }),
    ...(wanted.length > 0 && { MD5OfMessageAttributes: md5OfAttributes(own), MessageAttributes: own }),
  };
}

// `All` and `.*` stand for every name, `order.*` for those that begin with `order.`.
const fits = (name: string, pattern: string) =>
  pattern === 'All' || (pattern.endsWith('.*') ? name.startsWith(pattern.slice(0, -2)) : name === pattern);

const systemAttributes = (message: Message): Record<string, string | undefined> => ({
  SenderId: message.senderId,
  SentTimestamp: String(message.sentAt),
  ApproximateReceiveCount: String(message.totalReceives),
  ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
  SequenceNumber: message.sequenceNumber,
  MessageDeduplicationId: message.deduplicationId,
  MessageGroupId: message.groupId,
  AWSTraceHeader: message.traceHeader,
  DeadLetterQueueSourceArn: message.deadLetterSource,
});

/** Who sent, as `SenderId` tells it. */
export const senderOf = (principal: Principal | undefined, accountId: string) =>
  principal?.userId ?? accountId;
