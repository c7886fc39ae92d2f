import { AwsError } from '../core/aws-error.ts';
import type { Environment } from '../core/environment.ts';
import type { Fault } from '../core/faults.ts';
import type { QueueAttributes, QueueSettings } from './attributes.ts';
import { createDeduplication, type Accepted, type DeduplicationEntry } from './deduplication.ts';
import type { Draft, Message } from './message.ts';
import { createWaiting } from './waiting.ts';

/** What of a queue outlives the process. */
export interface QueueContents {
  readonly messages: readonly Message[];
  readonly deduplication: readonly DeduplicationEntry[];
  readonly sequence: number;
}

export interface QueueIdentity {
  readonly name: string;
  readonly arn: string;
  readonly url: string;
  readonly createdAt: number;
}

export interface ReceiveOptions {
  readonly maximum: number;
  /** In milliseconds. */
  readonly visibilityTimeout: number;
  /** How long to wait for a first message, in milliseconds. */
  readonly wait: number;
  readonly signal?: AbortSignal;
}

/** One queue. Moments and times in milliseconds. */
export interface Queue extends QueueIdentity {
  readonly attributes: QueueAttributes;
  readonly settings: QueueSettings;
  readonly modifiedAt: number;
  readonly tags: ReadonlyMap<string, string>;
  /** @param value - undefined takes the tag away */
  tag(key: string, value: string | undefined): void;
  configure(attributes: QueueAttributes, settings: QueueSettings): void;
  /** @param delay - of this message alone; absent: the queue's */
  send(draft: Draft, delay?: number): Accepted;
  /** Takes over a message that another queue could not work off. */
  bury(message: Message, sourceArn: string): void;
  receive(options: ReceiveOptions): Promise<Message[]>;
  /** The message with an id, unless it is gone. */
  find(id: string): Message | undefined;
  remove(message: Message): void;
  /** Removes a message that a consumer is done with. */
  acknowledge(message: Message): void;
  /** Hides a message that is in flight from now on for a time. */
  hide(message: Message, milliseconds: number): void;
  isInFlight(message: Message): boolean;
  /** Messages that a consumer could receive now, left as they are. */
  peek(maximum: number): Message[];
  /** The first messages, whether a consumer could receive them or not, left as they are. */
  first(maximum: number): Message[];
  purge(): void;
  counts(): { visible: number; notVisible: number; delayed: number };
  contents(): QueueContents;
  /** Ends receives that wait. */
  close(): void;
}

interface Deps {
  readonly environment: Environment;
  readonly attributes: QueueAttributes;
  readonly settings: QueueSettings;
  readonly tags: Readonly<Record<string, string>>;
  readonly contents?: QueueContents;
  /** Where a message goes that was received too often; undefined when there is no such queue any more. */
  readonly deadLetterQueue: (arn: string) => Queue | undefined;
  readonly changed: () => void;
}

/** Messages that may be in flight at once. Source: SQS Developer Guide, "Message quotas". */
const maximumInFlight = 120_000;

export function createQueue(identity: QueueIdentity, deps: Deps): Queue {
  const { environment, contents } = deps;
  const { clock, ids, faults } = environment;
  const messages = new Map((contents?.messages ?? []).map((message) => [message.id, { ...message }]));
  const deduplication = createDeduplication(clock, contents?.deduplication);
  const waiting = createWaiting(clock);
  const tags = new Map(Object.entries(deps.tags));
  let { attributes, settings } = deps;
  let modifiedAt = identity.createdAt;
  let sequence = contents?.sequence ?? 0;

  const changed = () => {
    deps.changed();
    waiting.wake();
  };
  const isInFlight = (message: Message) => message.receipt !== undefined && message.visibleAt > clock.now();
  const isExpired = (message: Message) => clock.now() - message.sentAt > settings.retention;
  // Twenty digits, as those of AWS, which promises only that they grow.
  const nextSequenceNumber = () => (settings.fifo ? String(++sequence).padStart(20, '0') : undefined);

  const add = (message: Message): void => {
    messages.set(message.id, message);
    changed();
  };

  /** Messages that a consumer may see, oldest first; a group of which one is not visible yet is passed over. */
  function* available(): Generator<Message> {
    const blocked = new Set<string>();
    for (const message of messages.values()) {
      const group = settings.fifo ? message.groupId : undefined;
      if (isExpired(message)) messages.delete(message.id);
      else if (group !== undefined && blocked.has(group)) continue;
      else if (message.visibleAt <= clock.now()) yield message;
      else if (group !== undefined) blocked.add(group);
    }
  }

  const handOver = (message: Message, visibilityTimeout: number): Message => {
    const now = clock.now();
    message.receives++;
    message.totalReceives++;
    message.firstReceivedAt ??= now;
    message.receivedAt = now;
    message.visibleAt = now + visibilityTimeout;
    message.receipt = Buffer.from(`${message.id} ${ids.uuid()}`).toString('base64');
    return message;
  };

  /** True when the message left for the dead-letter queue. */
  const isBuried = (message: Message): boolean => {
    const { redrive } = settings;
    if (!redrive || message.receives < redrive.maxReceiveCount) return false;
    const target = deps.deadLetterQueue(redrive.deadLetterTargetArn);
    if (!target) return false;
    messages.delete(message.id);
    target.bury(message, identity.arn);
    return true;
  };

  /** What is available, oldest first; of a standard queue not always. */
  const inOrder = (): Iterable<Message> => {
    const mixed =
      !settings.fifo && messages.size > 1 ? faults.strikes('sqs.reordered', identity.name) : undefined;
    return mixed ? shuffled([...available()], mixed) : available();
  };

  /** A standard queue delivers at least once: another consumer may see the message before its time. */
  const appearAgain = (message: Message, visibilityTimeout: number): void => {
    if (settings.fifo) return;
    if (faults.strikes('sqs.duplicated', identity.name)) message.visibleAt = clock.now();
    const early = faults.strikes('sqs.earlyVisible', identity.name);
    if (early)
      message.visibleAt = Math.min(message.visibleAt, clock.now() + early.chance() * visibilityTimeout);
    if (message.visibleAt <= clock.now()) waiting.wake();
  };

  const take = ({ maximum, visibilityTimeout }: ReceiveOptions): Message[] => {
    if (messages.size >= maximumInFlight && counts().notVisible >= maximumInFlight) {
      // A FIFO queue answers nothing instead.
      if (settings.fifo) return [];
      throw new AwsError('OverLimit', 'Too many messages in flight for this queue.');
    }
    // A copy is handed out: the message may change before the answer is written.
    const taken: Message[] = [];
    let moved = false;
    for (const message of inOrder()) {
      if (taken.length === maximum) break;
      if (isBuried(message)) moved = true;
      else {
        taken.push({ ...handOver(message, visibilityTimeout) });
        appearAgain(message, visibilityTimeout);
      }
    }
    if (moved || taken.length > 0) deps.changed();
    return taken;
  };

  const counts = () => {
    const result = { visible: 0, notVisible: 0, delayed: 0 };
    for (const message of messages.values()) {
      if (isExpired(message)) continue;
      if (message.visibleAt <= clock.now()) result.visible++;
      else result[message.receipt === undefined ? 'delayed' : 'notVisible']++;
    }
    return result;
  };

  return {
    ...identity,
    tags,
    tag(key, value) {
      if (value === undefined) tags.delete(key);
      else tags.set(key, value);
      changed();
    },
    get attributes() {
      return attributes;
    },
    get settings() {
      return settings;
    },
    get modifiedAt() {
      return modifiedAt;
    },
    configure(newAttributes, newSettings) {
      const longer = newSettings.delay - settings.delay;
      // A new delay reaches the messages that wait in a FIFO queue, not those in a standard one.
      if (settings.fifo && longer !== 0) {
        for (const message of messages.values()) if (message.receives === 0) message.visibleAt += longer;
      }
      attributes = newAttributes;
      settings = newSettings;
      modifiedAt = clock.now();
      changed();
    },
    send(draft, delay = settings.delay) {
      const key =
        draft.deduplicationId !== undefined &&
        JSON.stringify([
          settings.deduplicationScope === 'messageGroup' ? draft.groupId : '',
          draft.deduplicationId,
        ]);
      const earlier = key ? deduplication.find(key) : undefined;
      if (earlier) return earlier;
      const now = clock.now();
      const sequenceNumber = nextSequenceNumber();
      const accepted = { id: ids.uuid(), ...(sequenceNumber && { sequenceNumber }) };
      if (key) deduplication.add(key, accepted);
      add({ ...draft, ...accepted, sentAt: now, visibleAt: now + delay, receives: 0, totalReceives: 0 });
      return accepted;
    },
    bury(message, sourceArn) {
      const { receipt: _, ...kept } = message;
      add({
        ...kept,
        // A FIFO queue counts the time of retention anew, a standard one goes on counting.
        ...(settings.fifo && { sentAt: clock.now(), sequenceNumber: nextSequenceNumber() }),
        deadLetterSource: sourceArn,
        receives: 0,
        visibleAt: clock.now(),
      });
    },
    receive: (options) =>
      waiting.until(
        () => take(options),
        options,
        () => earliest(messages.values(), clock.now()),
      ),
    find(id) {
      const message = messages.get(id);
      return message && !isExpired(message) ? message : undefined;
    },
    remove(message) {
      messages.delete(message.id);
      changed();
    },
    acknowledge(message) {
      if (faults.strikes('sqs.lostAck', identity.name)) return;
      messages.delete(message.id);
      changed();
    },
    hide(message, milliseconds) {
      message.visibleAt = clock.now() + milliseconds;
      changed();
    },
    isInFlight,
    peek(maximum) {
      const found: Message[] = [];
      for (const message of available()) {
        if (found.length === maximum) break;
        found.push(message);
      }
      return found;
    },
    first(maximum) {
      const found: Message[] = [];
      for (const message of messages.values()) {
        if (found.length === maximum) break;
        if (!isExpired(message)) found.push(message);
      }
      return found;
    },
    purge() {
      messages.clear();
      changed();
    },
    counts,
    contents: () => ({ messages: [...messages.values()], deduplication: deduplication.entries(), sequence }),
    close: waiting.close,
  };
}

function shuffled<T>(list: T[], { chance }: Fault): T[] {
  for (let last = list.length - 1; last > 0; last--) {
    const other = Math.floor(chance() * (last + 1));
    [list[last], list[other]] = [list[other]!, list[last]!];
  }
  return list;
}

/** When the next message becomes visible; undefined when none does by itself. */
function earliest(messages: Iterable<Message>, now: number): number | undefined {
  let result: number | undefined;
  for (const { visibleAt } of messages) {
    if (visibleAt > now && (result === undefined || visibleAt < result)) result = visibleAt;
  }
  return result;
}
