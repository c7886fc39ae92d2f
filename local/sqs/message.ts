/** A message attribute as it travels: a binary value in base64. */
export interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string;
  readonly BinaryValue?: string;
}

export type MessageAttributes = Readonly<Record<string, MessageAttribute>>;

/** What a producer sends. */
export interface Draft {
  readonly body: string;
  readonly attributes: MessageAttributes;
  readonly traceHeader?: string;
  /** The unique id of who sent it, `AROA…:session` for a role's session. */
  readonly senderId: string;
  readonly groupId?: string;
  readonly deduplicationId?: string;
  /** The ARN of the queue in which it could not be worked off. */
  readonly deadLetterSource?: string;
}

/** A message in a queue. Moments are milliseconds since the epoch. */
export interface Message extends Draft {
  readonly id: string;
  readonly sentAt: number;
  /** Of a FIFO queue: twenty digits that grow. */
  readonly sequenceNumber?: string;
  /** No consumer sees it before. */
  visibleAt: number;
  /** How often this queue handed it out. */
  receives: number;
  /** How often any queue did: what `ApproximateReceiveCount` tells. */
  totalReceives: number;
  firstReceivedAt?: number;
  /** When it was handed out last. */
  receivedAt?: number;
  /** The handle of the last receive. */
  receipt?: string;
}

/** What of a message counts for the limits of size, in bytes: body, and names, types and values of attributes. */
export function sizeOf({ body, attributes }: Pick<Draft, 'body' | 'attributes'>): number {
  let size = Buffer.byteLength(body);
  for (const [name, { DataType, StringValue, BinaryValue }] of Object.entries(attributes)) {
    size += Buffer.byteLength(name) + Buffer.byteLength(DataType) + Buffer.byteLength(StringValue ?? '');
    size += Buffer.byteLength(BinaryValue ?? '', 'base64');
  }
  return size;
}
