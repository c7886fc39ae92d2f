import { util } from '@aws-appsync/utils';

/**
 * Now in UTC, always with three decimals so that text sorts as time: the service leaves a fraction of zero out.
 */
export function timestamp(): string {
  return withThreeDecimals(util.time.nowISO8601());
}

function withThreeDecimals(time: string): string {
  return `${time.slice(0, 19)}${time.length >= 24 ? time.slice(19, 23) : '.000'}Z`;
}

/** The day of a timestamp, YYYY-MM-DD. */
export function dayOf(time: string): string {
  return time.slice(0, 10);
}

/** So many minutes after a timestamp, in the same form. */
export function later(time: string, minutes: number): string {
  return atTime(util.time.parseISO8601ToEpochMilliSeconds(time) + minutes * 60_000);
}

/** A moment in the form of a timestamp. */
export function atTime(milliseconds: number): string {
  return withThreeDecimals(util.time.epochMilliSecondsToISO8601(milliseconds));
}
