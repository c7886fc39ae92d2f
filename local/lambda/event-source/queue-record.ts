import type { Environment } from '../../core/environment.ts';

/** A message as a function gets it. */
export interface QueueRecord {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly messageAttributes: Readonly<Record<string, object>>;
  readonly md5OfBody: string;
  readonly md5OfMessageAttributes?: string;
  readonly eventSource: 'aws:sqs';
  readonly eventSourceARN: string;
  readonly awsRegion: string;
}

/** The record of one of the `Messages` that `ReceiveMessage` answers. Source: Lambda Developer Guide, "Using Lambda with Amazon SQS". */
export function queueRecord(
  message: Record<string, any>,
  queueArn: string,
  { region }: Environment,
): QueueRecord {
  const attributes: [string, any][] = Object.entries(message.MessageAttributes ?? {});
  return {
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: message.Attributes ?? {},
    messageAttributes: Object.fromEntries(
      attributes.map(([name, { StringValue, BinaryValue, DataType }]) => [
        name,
        {
          ...(StringValue !== undefined && { stringValue: StringValue }),
          ...(BinaryValue !== undefined && { binaryValue: BinaryValue }),
          stringListValues: [],
          binaryListValues: [],
          dataType: DataType,
        },
      ]),
    ),
    md5OfBody: message.MD5OfBody,
    ...(message.MD5OfMessageAttributes && { md5OfMessageAttributes: message.MD5OfMessageAttributes }),
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: region,
  };
}

/** The record as filters see it: with a body that is a JSON object read. */
export function filterable(record: QueueRecord): object {
  try {
    const body: unknown = JSON.parse(record.body);
    if (typeof body === 'object' && body !== null) return { ...record, body };
  } catch {
    // A body of plain text is compared as such.
  }
  return record;
}
