import { createEnding, pause } from '../../core/ending.ts';
import type { Environment } from '../../core/environment.ts';
import type { Notification, Subscription } from '../model.ts';
import { failureOf, type DeliveryFailure } from './failure.ts';
import { delayAfter } from './retries.ts';

/** A message on its way to one subscriber. */
export interface Delivery {
  readonly subscriptionArn: string;
  readonly message: Notification;
  /** Attempts that failed. */
  failures: number;
}

export interface Dispatcher {
  /** Delivers as soon as may be; those of one group of a FIFO topic one after the other. */
  dispatch(delivery: Delivery): void;
  /** What has not arrived yet. */
  pending(): readonly Delivery[];
  /** Ends attempts and waiting; what is pending stays so. */
  close(): Promise<void>;
}

interface Deps {
  readonly environment: Environment;
  /** Undefined when it is gone. */
  readonly subscription: (arn: string) => Subscription | undefined;
  readonly send: (delivery: Delivery, subscription: Subscription, signal: AbortSignal) => Promise<void>;
  /** Takes what cannot be delivered to the subscription's dead-letter queue; false when it has none. */
  readonly bury: (delivery: Delivery, subscription: Subscription) => Promise<boolean>;
  /** What is pending has changed. */
  readonly changed: () => void;
}

/** More wait for nobody: what comes after is not delivered. */
const maximumPending = 100_000;

export function createDispatcher({ environment, subscription, send, bury, changed }: Deps): Dispatcher {
  const log = environment.log.scope('sns');
  const pending = new Set<Delivery>();
  const running = new Set<Promise<void>>();
  /** The last delivery of each group of each subscription. */
  const tails = new Map<string, Promise<void>>();
  const closing = createEnding();

  const giveUp = async (delivery: Delivery, target: Subscription, failure: DeliveryFailure) => {
    target.counts.failed++;
    const buried = await bury(delivery, target).catch((error: Error) => {
      log.error(`The dead-letter queue of ${target.arn} took nothing: ${error.message}`);
      return false;
    });
    log.warn(`A message was not delivered${buried ? ', and is in the dead-letter queue' : ''}`, {
      topic: target.topicArn,
      endpoint: target.endpoint,
      messageId: delivery.message.id,
      reason: failure.message,
    });
  };

  const deliver = async (delivery: Delivery): Promise<void> => {
    while (!closing.signal.aborted) {
      const target = subscription(delivery.subscriptionArn);
      if (!target) break;
      try {
        await send(delivery, target, closing.signal);
        target.counts.delivered++;
        break;
      } catch (error) {
        if (closing.signal.aborted) return;
        const failure = failureOf(error);
        delivery.failures++;
        const delay = failure.temporary ? delayAfter(target.protocol, delivery.failures) : undefined;
        if (delay === undefined) {
          await giveUp(delivery, target, failure);
          break;
        }
        changed();
        if (delay > 0) await pause(environment.clock, delay, closing.signal);
      }
    }
    if (closing.signal.aborted && subscription(delivery.subscriptionArn)) return;
    pending.delete(delivery);
    changed();
  };

  return {
    dispatch(delivery) {
      if (pending.size >= maximumPending) {
        log.error(`More than ${maximumPending} deliveries wait; one to ${delivery.subscriptionArn} is lost`);
        return;
      }
      pending.add(delivery);
      changed();
      const { groupId, sequenceNumber } = delivery.message;
      const key = sequenceNumber === undefined ? undefined : `${delivery.subscriptionArn} ${groupId}`;
      const before = key === undefined ? undefined : tails.get(key);
      const done = (before ? before.then(() => deliver(delivery)) : deliver(delivery)).finally(() => {
        running.delete(done);
        if (key !== undefined && tails.get(key) === done) tails.delete(key);
      });
      running.add(done);
      if (key !== undefined) tails.set(key, done);
    },
    pending: () => [...pending],
    async close() {
      closing.abort();
      await Promise.allSettled(running);
    },
  };
}
