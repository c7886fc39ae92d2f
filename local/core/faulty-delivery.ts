import { AwsError } from './aws-error.ts';
import { pause } from './ending.ts';
import type { Environment } from './environment.ts';

/** What is known of a delivery from one service to another. */
export interface Delivering {
  /** Sender and destination, e.g. `events/Mail`. */
  readonly point: string;
  /** Whether it may come late; what belongs to a group, whose order is promised, may not. @defaultValue true */
  readonly mayBeLate?: boolean;
  /** Whether the sender tries again what seems to have failed. @defaultValue true */
  readonly isRetried?: boolean;
  /** Ends a delivery that is late: it then fails. */
  readonly signal: AbortSignal;
}

/** How late something is delivered at most, in milliseconds. */
const longestDelay = 2_000;

/**
 * Delivers late, twice, or without the sender's hearing of it, when a fault says so.
 *
 * @throws AwsError ServiceUnavailable, after the effect or when it ended before; whatever `deliver` throws.
 * @example
 * await deliverWithFaults(() => sqs.call('SendMessage', input), { point: 'sns/Mail', signal }, environment);
 */
export async function deliverWithFaults(
  deliver: () => Promise<void>,
  { point, mayBeLate = true, isRetried = true, signal }: Delivering,
  { clock, faults }: Pick<Environment, 'clock' | 'faults'>,
): Promise<void> {
  const late = mayBeLate && faults.strikes('delivery.delayed', point);
  if (late) {
    await pause(clock, late.chance() * longestDelay, signal);
    if (signal.aborted) throw unavailable();
  }
  await deliver();
  if (faults.strikes('delivery.duplicated', point)) await deliver();
  if (isRetried && faults.strikes('delivery.lostAck', point)) throw unavailable();
}

const unavailable = () => new AwsError('ServiceUnavailable', 'The service is temporarily unavailable.', 503);
