import type { Clock } from '../core/clock.ts';
import { masked, maskedText } from '../core/mask.ts';
import type { Message } from './message.ts';
import type { Queue } from './queue.ts';
import type { Registry } from './registry.ts';

/** A queue as it may be seen. Plain JSON, moments in milliseconds since the epoch. */
export interface InspectedQueue {
  readonly name: string;
  readonly arn: string;
  readonly fifo: boolean;
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
  /** Where a message goes that was received too often. */
  readonly redrive?: { readonly arn: string; readonly maxReceiveCount: number };
  /** Names of the queues whose dead letters come here. */
  readonly deadLettersOf: readonly string[];
  /** The first twenty. */
  readonly messages: readonly InspectedMessage[];
}

export interface InspectedMessage {
  readonly id: string;
  readonly sentAt: number;
  readonly state: 'visible' | 'in flight' | 'delayed';
  /** How often any queue handed it out. */
  readonly receives: number;
  readonly groupId?: string;
  /** The ARN of the queue in which it could not be worked off. */
  readonly deadLetterSource?: string;
  /** Names and texts of its attributes. */
  readonly attributes: Readonly<Record<string, unknown>>;
  /** Parsed where it is JSON; secrets masked, cut where it is long. */
  readonly body: unknown;
}

const shownMessages = 20;
const shownCharacters = 4_000;

export function inspectQueue(
  queue: Queue,
  registry: Pick<Registry, 'sourcesOf'>,
  clock: Clock,
): InspectedQueue {
  const { visible, notVisible, delayed } = queue.counts();
  const { fifo, redrive } = queue.settings;
  return {
    name: queue.name,
    arn: queue.arn,
    fifo,
    visible,
    inFlight: notVisible,
    delayed,
    ...(redrive && {
      redrive: { arn: redrive.deadLetterTargetArn, maxReceiveCount: redrive.maxReceiveCount },
    }),
    deadLettersOf: registry.sourcesOf(queue).map(({ name }) => name),
    messages: queue.first(shownMessages).map((message) => inspectMessage(message, clock.now())),
  };
}

function inspectMessage(message: Message, now: number): InspectedMessage {
  const { id, sentAt, visibleAt, receipt, totalReceives, groupId, deadLetterSource, attributes, body } =
    message;
  const budget = { left: shownCharacters };
  const texts = Object.fromEntries(
    Object.entries(attributes).map(([name, { StringValue, DataType }]) => [name, StringValue ?? DataType]),
  );
  return {
    id,
    sentAt,
    state: visibleAt <= now ? 'visible' : receipt === undefined ? 'delayed' : 'in flight',
    receives: totalReceives,
    ...(groupId !== undefined && { groupId }),
    ...(deadLetterSource !== undefined && { deadLetterSource }),
    body: maskedText(body, budget),
    attributes: masked(texts, budget) as InspectedMessage['attributes'],
  };
}
