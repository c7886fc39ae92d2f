/** What a dead letter is, read from the message that AWS makes of it. Each service has its own way. */
import type { Message } from '@aws-sdk/client-sqs';

interface Common {
  /** The message's id. */
  readonly id: string;
  /** When it came to the dead letters, ISO 8601; of a queue's message, when it was first sent. */
  readonly since: string;
  readonly message: Message;
}

/**
 * Records of a table's stream that a function did not take: their places, not the records themselves.
 * Source: Lambda Developer Guide, "Retaining discarded batch records for a DynamoDB event source".
 */
export interface StreamLetter extends Common {
  readonly kind: 'stream';
  readonly functionArn: string;
  readonly streamArn: string;
  readonly shardId: string;
  /** Sequence numbers. Lambda may put several batches that it gave up into one letter. */
  readonly first: string;
  readonly last: string;
  readonly size: number;
  /** `RetryAttemptsExhausted` or `RecordAgeExceeded`. */
  readonly condition: string;
  readonly invocations: number;
}

/**
 * An asynchronous call of a function that failed, with its payload.
 * Source: Lambda Developer Guide, "Capturing records of Lambda asynchronous invocations".
 */
export interface CallLetter extends Common {
  readonly kind: 'call';
  readonly functionArn: string;
  readonly payload: unknown;
  readonly condition: string;
  readonly invocations: number;
  /** What the function answered last. */
  readonly answer?: unknown;
}

/**
 * An event that a rule could not hand to its target, as it was on the bus.
 * Source: EventBridge User Guide, "Using dead-letter queues to process undelivered events".
 */
export interface EventLetter extends Common {
  readonly kind: 'event';
  readonly ruleArn: string;
  readonly targetArn: string;
  readonly error: string;
  readonly event: Readonly<Record<string, unknown>>;
}

/**
 * What a schedule could not hand to its target.
 * Source: EventBridge Scheduler User Guide, "Configuring a schedule's dead-letter queue".
 */
export interface ScheduleLetter extends Common {
  readonly kind: 'schedule';
  readonly scheduleArn: string;
  readonly targetArn: string;
  readonly error: string;
  readonly input: string;
}

/** A message that was handed out from a queue so often that it was put aside, or that its worker put aside itself. */
export interface QueueLetter extends Common {
  readonly kind: 'message';
  readonly sourceArn: string;
  /** Of a queue that keeps the order. */
  readonly group?: string;
  readonly tries: number;
}

/** Nobody here knows what made it. */
export interface UnknownLetter extends Common {
  readonly kind: 'unknown';
  readonly why: string;
}

export type Letter = StreamLetter | CallLetter | EventLetter | ScheduleLetter | QueueLetter | UnknownLetter;

/**
 * Reads a message of a queue of dead letters, received with all its attributes.
 *
 * @param sources - ARNs of the queues whose dead letters come to this one; tells where a message belongs that a worker
 * put there itself.
 */
export function letterOf(message: Message, sources: readonly string[]): Letter {
  const system = message.Attributes ?? {};
  const common: Common = {
    id: message.MessageId ?? '',
    since: new Date(Number(system.SentTimestamp ?? 0)).toISOString(),
    message,
  };
  const [onlySource, ...more] = sources;
  const sourceArn = system.DeadLetterQueueSourceArn ?? (more.length === 0 ? onlySource : undefined);
  if (sourceArn) {
    return {
      ...common,
      kind: 'message',
      sourceArn,
      ...(system.MessageGroupId ? { group: system.MessageGroupId } : {}),
      tries: Number(system.ApproximateReceiveCount ?? 0),
    };
  }
  return undelivered(common) ?? discarded(common) ?? { ...common, kind: 'unknown', why: whyUnknown(sources) };
}

const whyUnknown = (sources: readonly string[]) =>
  sources.length > 1
    ? 'it may be from any of several queues'
    : 'no service is known that makes such messages';

/** EventBridge says in attributes what happened, and leaves the body as it was. */
function undelivered(common: Common): EventLetter | ScheduleLetter | undefined {
  const { Body = '', MessageAttributes = {} } = common.message;
  const text = (name: string) => MessageAttributes[name]?.StringValue;
  const targetArn = text('TARGET_ARN');
  if (!targetArn) return undefined;
  const error = [text('ERROR_CODE'), text('ERROR_MESSAGE')].filter(Boolean).join(': ');
  const [ruleArn, scheduleArn] = [text('RULE_ARN'), text('SCHEDULE_ARN')];
  const event = jsonOf(Body);
  if (ruleArn && event) return { ...common, kind: 'event', ruleArn, targetArn, error, event };
  if (scheduleArn) return { ...common, kind: 'schedule', scheduleArn, targetArn, error, input: Body };
  return undefined;
}

/** Lambda tells in the body. */
function discarded(common: Common): StreamLetter | CallLetter | undefined {
  const body = jsonOf(common.message.Body ?? '');
  const context = body?.requestContext as Record<string, unknown> | undefined;
  if (!body || typeof context?.functionArn !== 'string') return undefined;
  const call = {
    functionArn: context.functionArn,
    condition: String(context.condition),
    invocations: Number(context.approximateInvokeCount ?? 0),
  };
  const batch = body.DDBStreamBatchInfo as Record<string, unknown> | undefined;
  if (batch) {
    return {
      ...common,
      ...call,
      kind: 'stream',
      streamArn: String(batch.streamArn),
      shardId: String(batch.shardId),
      first: String(batch.startSequenceNumber),
      last: String(batch.endSequenceNumber),
      size: Number(batch.batchSize),
    };
  }
  if (!('requestPayload' in body)) return undefined;
  return {
    ...common,
    ...call,
    kind: 'call',
    payload: body.requestPayload,
    ...(body.responsePayload === undefined ? {} : { answer: body.responsePayload }),
  };
}

function jsonOf(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // Whatever is no JSON is told from other signs.
  }
  return undefined;
}
