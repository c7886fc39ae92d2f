import { AwsError } from '../core/aws-error.ts';
import type { Environment } from '../core/environment.ts';
import type { Deliver } from '../core/ports.ts';

/** How late something is delivered at most, in milliseconds. */
const longestDelay = 2_000;

/**
 * Delivers late, twice, or without the sender's hearing of it, when a fault says so. What goes to a group, whose order
 * is promised, is not late.
 *
 * @param sender - the service that delivers, e.g. `events`
 */
export function faultyDelivery(
  sender: string,
  deliver: Deliver,
  { clock, faults }: Pick<Environment, 'clock' | 'faults'>,
): Deliver {
  return async (arn, message, principal, details) => {
    const point = `${sender}/${arn.split(':').slice(5).join(':')}`;
    const late = details?.messageGroupId === undefined && faults.strikes('delivery.delayed', point);
    if (late) await new Promise<void>((resolve) => clock.after(late.chance() * longestDelay, resolve));
    await deliver(arn, message, principal, details);
    if (faults.strikes('delivery.duplicated', point)) await deliver(arn, message, principal, details);
    if (faults.strikes('delivery.lostAck', point)) {
      throw new AwsError('ServiceUnavailable', 'The service is temporarily unavailable.', 503);
    }
  };
}
