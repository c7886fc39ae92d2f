import type { Protocol } from '../model.ts';

const second = 1000;

/**
 * How long to wait before the next attempt, in milliseconds; undefined when there is to be none. Without the jitter of
 * the service.
 * Source: SNS Developer Guide, "Amazon SNS message delivery retries"; for HTTP/S the policy that holds where none is
 * set, three retries twenty seconds apart.
 *
 * @param failures - attempts that failed
 */
export function delayAfter(protocol: Protocol, failures: number): number | undefined {
  if (protocol === 'http' || protocol === 'https') return failures <= 3 ? 20 * second : undefined;
  if (protocol !== 'sqs' && protocol !== 'lambda') return undefined;
  if (failures <= 3) return 0;
  if (failures <= 5) return second;
  // Ten times from one second to twenty.
  if (failures <= 15) return Math.round(20 ** ((failures - 6) / 9)) * second;
  return failures <= 100_015 ? 20 * second : undefined;
}
