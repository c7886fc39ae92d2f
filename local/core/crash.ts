import { AwsError } from './aws-error.ts';
import type { Environment } from './environment.ts';

/**
 * Says that a service still stands, before it writes to the data directory or answers that it did.
 *
 * @throws AwsError InternalFailure once the cloud has crashed, which nobody hears: connections are gone by then.
 */
export function requireStanding({ crashed }: Pick<Environment, 'crashed'>): void {
  if (crashed?.aborted) throw new AwsError('InternalFailure', 'The local cloud has crashed.', 500);
}
