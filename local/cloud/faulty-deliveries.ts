import { createEnding } from '../core/ending.ts';
import type { Environment } from '../core/environment.ts';
import { deliverWithFaults } from '../core/faulty-delivery.ts';
import type { Deliver } from '../core/ports.ts';

/** Deliveries from one service to another that go wrong when a fault says so. */
export interface FaultyDeliveries {
  /** @param sender - the service that delivers, e.g. `events` */
  from(sender: string, deliver: Deliver): Deliver;
  /** Ends those that are late: they fail, and their senders keep them. */
  close(): void;
}

/**
 * @example
 * const deliveries = createFaultyDeliveries(environment);
 * const lambda = createLambda({ …, deliver: deliveries.from('lambda', deliver) });
 */
export function createFaultyDeliveries(environment: Environment): FaultyDeliveries {
  const closing = createEnding();
  return {
    from: (sender, deliver) => (arn, message, principal, details) =>
      deliverWithFaults(
        () => deliver(arn, message, principal, details),
        {
          point: `${sender}/${arn.split(':').slice(5).join(':')}`,
          mayBeLate: details?.messageGroupId === undefined,
          signal: closing.signal,
        },
        environment,
      ),
    close: () => closing.abort(),
  };
}
