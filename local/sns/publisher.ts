import type { Environment } from '../core/environment.ts';
import type { Delivery, Dispatcher } from './deliveries/dispatcher.ts';
import type { Notification, Topic } from './model.ts';
import type { Phones } from './phones.ts';
import { readPublication } from './publication.ts';
import type { Registry } from './registry.ts';
import { readTextMessage } from './text-message.ts';

/** What Publish answers. */
export interface Published {
  readonly MessageId: string;
  readonly SequenceNumber?: string;
}

/** What a publisher recalls of FIFO topics. */
export interface FifoState {
  /** By topic: how many messages it has taken. */
  readonly sequences: Readonly<Record<string, number>>;
  readonly accepted: readonly (readonly [key: string, published: Published, until: number])[];
}

/** Takes messages and hands them to whoever subscribes. */
export interface Publisher {
  /** @throws AwsError InvalidParameterException and others of `readPublication`. */
  publish(topic: Topic, input: Record<string, any>): Published;
  /** Sends a text message to a number. @throws AwsError as `publish`, and those of `readTextMessage`. */
  text(phoneNumber: unknown, input: Record<string, any>): Published;
  contents(): FifoState;
}

/** How long the same deduplication id counts as the same message, in milliseconds. */
const interval = 5 * 60_000;

export function createPublisher(deps: {
  readonly environment: Environment;
  readonly registry: Registry;
  readonly dispatcher: Pick<Dispatcher, 'dispatch'>;
  readonly phones: Pick<Phones, 'send'>;
  readonly kept: FifoState | undefined;
}): Publisher {
  const { environment, registry, dispatcher, phones, kept } = deps;
  const { clock, ids } = environment;
  const sequences = new Map(Object.entries(kept?.sequences ?? {}));
  const accepted = new Map((kept?.accepted ?? []).map(([key, one, until]) => [key, { one, until }]));

  const forget = () => {
    // The oldest come first.
    for (const [key, { until }] of accepted) {
      if (until > clock.now()) return;
      accepted.delete(key);
    }
  };
  const nextSequenceNumber = ({ arn }: Topic) => {
    const next = (sequences.get(arn) ?? 0) + 1;
    sequences.set(arn, next);
    return String(next).padStart(20, '0');
  };

  return {
    publish(topic, input) {
      const draft = readPublication(input, topic);
      const scope = topic.attributes.FifoThroughputScope === 'MessageGroup' ? draft.groupId : '';
      const key = topic.fifo ? JSON.stringify([topic.arn, scope, draft.deduplicationId]) : undefined;
      forget();
      const earlier = key === undefined ? undefined : accepted.get(key);
      if (earlier) return earlier.one;
      const message: Notification = {
        ...draft,
        id: ids.uuid(),
        topicArn: topic.arn,
        timestamp: new Date(clock.now()).toISOString(),
        ...(topic.fifo && { sequenceNumber: nextSequenceNumber(topic) }),
      };
      const published: Published = {
        MessageId: message.id,
        ...(message.sequenceNumber !== undefined && { SequenceNumber: message.sequenceNumber }),
      };
      if (key !== undefined) accepted.set(key, { one: published, until: clock.now() + interval });
      topic.published++;
      for (const subscription of registry.subscriptions(topic.arn)) {
        if (subscription.token !== undefined) continue;
        const delivery: Delivery = { subscriptionArn: subscription.arn, message, failures: 0 };
        if (subscription.settings.accepts(message)) dispatcher.dispatch(delivery);
        else subscription.counts.filtered++;
      }
      return published;
    },
    text: (phoneNumber, input) => ({
      MessageId: phones.send(readTextMessage(phoneNumber, readPublication(input))),
    }),
    contents: () => ({
      sequences: Object.fromEntries(sequences),
      accepted: [...accepted].map(([key, { one, until }]) => [key, one, until] as const),
    }),
  };
}
