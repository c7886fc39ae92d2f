import { util } from '@aws-appsync/utils';

/**
 * Now in UTC, always with three decimals so that text sorts as time: the service leaves a fraction of zero out.
 */
export function timestamp(): string {
  const now = util.time.nowISO8601();
  return `${now.slice(0, 19)}${now.length >= 24 ? now.slice(19, 23) : '.000'}Z`;
}

/** The day of a timestamp, YYYY-MM-DD. */
export function dayOf(time: string): string {
  return time.slice(0, 10);
}
