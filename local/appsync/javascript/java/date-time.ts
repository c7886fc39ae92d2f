import { DateTimeFormatter, Instant, LocalDate, LocalDateTime, ZonedDateTime, ZoneId } from '@js-joda/core';
import '@js-joda/timezone';
import { Locale } from '@js-joda/locale_en';
import { fault } from '../realm/halt.ts';

/** Formatters by pattern: building one costs far more than using it. Bounded, since patterns come from code. */
const formatters = new Map<string, DateTimeFormatter>();

function formatterOf(pattern: string): DateTimeFormatter {
  const known = formatters.get(pattern);
  if (known) return known;
  const made = guarded(`Invalid date format: ${pattern}`, () =>
    DateTimeFormatter.ofPattern(pattern).withLocale(Locale.ENGLISH),
  );
  if (formatters.size >= 256) formatters.clear();
  formatters.set(pattern, made);
  return made;
}

/** Runs what the date library may refuse; a refusal becomes a fault of the handler. */
function guarded<T>(message: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    return fault(`${message} (${(error as Error).message.split('\n')[0]})`);
  }
}

const zoneOf = (zone: string) => guarded(`Invalid time zone: ${zone}`, () => ZoneId.of(zone));

const instantOf = (milliseconds: number) =>
  guarded(`Invalid timestamp: ${milliseconds}`, () => Instant.ofEpochMilli(Math.floor(milliseconds)));

/** UTC with `Z`, three digits of a fraction, none for a whole second (as recorded from the service). */
export const isoInstant = (milliseconds: number): string => instantOf(milliseconds).toString();

/** @example formatEpoch(0, 'yyyy-MM-dd HH:mm:ssZ', 'Europe/Berlin') // '1970-01-01 01:00:00+0100' */
export function formatEpoch(milliseconds: number, pattern: string, zone: string): string {
  const time = ZonedDateTime.ofInstant(instantOf(milliseconds), zoneOf(zone));
  return guarded(`Cannot format with ${pattern}`, () => time.format(formatterOf(pattern)));
}

/** Milliseconds of an ISO 8601 text with offset, e.g. `2018-02-01T17:21:05.180+08:00`. */
export const parseIso = (text: string): number =>
  guarded(`Text '${text}' could not be parsed`, () =>
    ZonedDateTime.parse(text, DateTimeFormatter.ISO_ZONED_DATE_TIME).toInstant().toEpochMilli(),
  );

/** Milliseconds of a text in a pattern. The zone is the text's own, else `zone`, else UTC; a date alone is its midnight. */
export function parseFormatted(text: string, pattern: string, zone?: string): number {
  const formatter = formatterOf(pattern);
  const fallback = zoneOf(zone ?? 'UTC');
  const attempts = [
    () => ZonedDateTime.parse(text, formatter),
    () => LocalDateTime.parse(text, formatter).atZone(fallback),
    () => LocalDate.parse(text, formatter).atStartOfDay(fallback),
  ];
  for (const attempt of attempts) {
    try {
      return attempt().toInstant().toEpochMilli();
    } catch {
      // The text may lack the zone, or the time: the next attempt asks for less.
    }
  }
  return fault(`Text '${text}' could not be parsed with the format ${pattern}`);
}
