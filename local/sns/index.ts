import type { AwsApi } from '../core/aws-api.ts';
import { createEnding, pause } from '../core/ending.ts';
import type { Environment } from '../core/environment.ts';
import { isLoopback } from '../core/loopback.ts';
import type { Outbox } from '../core/outbox.ts';
import type { Iam, Lambda, Sns, Sqs } from '../core/ports.ts';
import type { ResourceProvider } from '../core/resource.ts';
import { deliverWithFaults } from '../core/faulty-delivery.ts';
import { openStateFile, type StateFile } from '../core/state-file.ts';
import { snsApi } from './api.ts';
import { createCall, type Call } from './call.ts';
import { createDispatcher, type Delivery } from './deliveries/dispatcher.ts';
import { failureOf } from './deliveries/failure.ts';
import { post } from './deliveries/http.ts';
import { delayAfter } from './deliveries/retries.ts';
import { send, sendToQueue, type Receivers } from './deliveries/send.ts';
import { createEnvelopes } from './envelope.ts';
import type { Subscription } from './model.ts';
import { createPhones } from './phones.ts';
import { snsProviders } from './providers.ts';
import { createPublisher, type FifoState } from './publisher.ts';
import { createRegistry, type KeptTopics } from './registry.ts';
import { createSigning } from './signing.ts';

/** A topic as a page shows it. */
export interface InspectedTopic {
  readonly arn: string;
  readonly name: string;
  readonly fifo: boolean;
  /** Messages since the start. */
  readonly published: number;
  readonly subscriptions: readonly {
    readonly arn: string;
    readonly protocol: string;
    readonly endpoint: string;
    readonly confirmed: boolean;
    readonly filterPolicy?: string;
    readonly deadLetterArn?: string;
    /** Messages since the start. */
    readonly delivered: number;
    readonly filtered: number;
    /** Given up, and in the dead-letter queue where there is one. */
    readonly failed: number;
    /** Not yet arrived. */
    readonly pending: number;
  }[];
}

/** SNS: topics that hand messages to queues, functions, endpoints of this machine, and the outbox. */
export interface SnsService extends Sns {
  readonly call: Call;
  readonly resources: ResourceProvider[];
  readonly api: AwsApi;
  inspect(): InspectedTopic[];
  /** What the owner of a telephone does who answers a text message with `STOP`: no further one comes. */
  optOut(phoneNumber: string): void;
  close(): Promise<void>;
}

interface State extends KeptTopics {
  readonly pending: readonly Delivery[];
  readonly fifo: FifoState;
  /** Telephone numbers. */
  readonly optedOut: readonly string[];
}

/**
 * Topics with their subscriptions; with a data directory what has not arrived yet outlives the process.
 *
 * @param options.gatewayUrl - where links in messages lead
 * @example
 * const sns = createSns({ environment, iam, sqs, lambda, outbox, gatewayUrl: gateway.url });
 * await sns.publish({ TopicArn: topicArn, Message: 'hello' });
 */
export function createSns(options: {
  readonly environment: Environment;
  readonly iam: Iam;
  readonly sqs: Sqs;
  readonly lambda: Lambda;
  readonly outbox: Outbox;
  readonly gatewayUrl: string;
}): SnsService {
  const { environment, iam, outbox, gatewayUrl } = options;
  const log = environment.log.scope('sns');
  const signing = createSigning(environment.clock);
  const envelopes = createEnvelopes(gatewayUrl, signing);
  const closing = createEnding();

  const file: StateFile<State> = openStateFile(environment, 'sns/state.json', () => ({
    ...registry.contents(),
    pending: [...waiting, ...dispatcher.pending()],
    fifo: publisher.contents(),
    optedOut: phones.optedOut(),
  }));
  /** What an earlier run could not deliver, until everything stands. */
  let waiting: readonly Delivery[] = file.kept?.pending ?? [];
  const registry = createRegistry(environment, file.kept, file.changed);
  const phones = createPhones(environment, outbox, file.kept?.optedOut ?? [], file.changed);
  const receivers: Receivers = { ...options, envelopes, phones };
  const dispatcher = createDispatcher({
    environment,
    subscription: registry.findSubscription,
    send: async ({ message }, subscription, signal) => {
      const topic = registry.findTopic(subscription.topicArn);
      if (!topic) return;
      const { protocol, endpoint } = subscription;
      await deliverWithFaults(
        () => send(message, subscription, topic, receivers, signal),
        {
          point: `sns/${endpoint.split(':').slice(5).join(':') || endpoint}`,
          isRetried: delayAfter(protocol, 1) !== undefined,
          signal,
        },
        environment,
      );
    },
    bury: async ({ message }, subscription) => {
      const topic = registry.findTopic(subscription.topicArn);
      const { deadLetterQueue } = subscription.settings;
      if (!topic || deadLetterQueue === undefined) return false;
      await sendToQueue(deadLetterQueue, message, subscription, topic, receivers);
      return true;
    },
    changed: file.changed,
  });
  const publisher = createPublisher({ environment, registry, dispatcher, phones, kept: file.kept?.fifo });

  /** Until the endpoint has it; whether it then confirms is its own affair. */
  const ask = async (subscription: Subscription): Promise<void> => {
    const { endpoint, protocol } = subscription;
    const id = environment.ids.uuid();
    const body = await envelopes.confirmation(
      subscription,
      id,
      new Date(environment.clock.now()).toISOString(),
    );
    if (!isLoopback(endpoint)) {
      outbox.send({ service: 'sns', medium: 'HTTP', destination: endpoint, text: body });
      return;
    }
    for (let failures = 1; ; failures++) {
      try {
        return await post(subscription, { type: 'SubscriptionConfirmation', id, body }, closing.signal);
      } catch (error) {
        const failure = failureOf(error);
        const delay = failure.temporary ? delayAfter(protocol, failures) : undefined;
        if (delay === undefined || closing.signal.aborted) throw failure;
        await pause(environment.clock, delay, closing.signal);
      }
    }
  };
  const askToConfirm = (subscription: Subscription): void =>
    void ask(subscription).catch((error: Error) => {
      if (closing.signal.aborted) return;
      log.warn(`${subscription.endpoint} was not asked to confirm its subscription: ${error.message}`);
    });

  const resume = (): void => {
    const deliveries = waiting;
    waiting = [];
    for (const delivery of deliveries) dispatcher.dispatch({ ...delivery });
  };
  const call = createCall({ environment, registry, publisher, phones, askToConfirm }, iam, file.flush);
  return {
    call,
    publish: (input, principal) => call('Publish', input, principal),
    resources: snsProviders(registry, { askToConfirm, resume }),
    api: snsApi(call, signing),
    inspect() {
      const pending = dispatcher.pending();
      return registry.topics().map(({ arn, name, fifo, published }) => ({
        arn,
        name,
        fifo,
        published,
        subscriptions: registry.subscriptions(arn).map(({ counts, attributes, settings, token, ...one }) => ({
          arn: one.arn,
          protocol: one.protocol,
          endpoint: one.endpoint,
          confirmed: token === undefined,
          ...(attributes.FilterPolicy && { filterPolicy: attributes.FilterPolicy }),
          ...(settings.deadLetterQueue !== undefined && { deadLetterArn: settings.deadLetterQueue }),
          ...counts,
          pending: pending.filter(({ subscriptionArn }) => subscriptionArn === one.arn).length,
        })),
      }));
    },
    optOut: phones.optOut,
    async close() {
      closing.abort();
      await dispatcher.close();
      await file.flush();
    },
  };
}
