import { createRequire } from 'node:module';
import type * as Core from '@js-joda/core';
import type { DateTimeFormatter } from '@js-joda/core';
import type { Locale } from '@js-joda/locale_en';
import type * as English from '@js-joda/locale_en';
import { fault } from '../realm/halt.ts';

type Joda = typeof Core & { readonly english: Locale };

let loaded: Joda | undefined;

/** Java's calendar, loaded when a handler first asks for it: its zones and names take half a second to read. */
function joda(): Joda {
  if (loaded) return loaded;
  const require = createRequire(import.meta.url);
  require('@js-joda/timezone');
  const { Locale } = require('@js-joda/locale_en') as typeof English;
  return (loaded = { ...(require('@js-joda/core') as typeof Core), english: Locale.ENGLISH });
}

/** Formatters by pattern: building one costs far more than using it. Bounded, since patterns come from code. */
const formatters = new Map<string, DateTimeFormatter>();

/** Characters that a format may have; a bound of this runtime. */
const patternLimit = 1_000;

function formatterOf(pattern: string): DateTimeFormatter {
  if (pattern.length > patternLimit)
    return fault(`A date format may have at most ${patternLimit} characters`);
  const known = formatters.get(pattern);
  if (known) return known;
  const made = guarded(`Invalid date format: ${pattern}`, () =>
    joda().DateTimeFormatter.ofPattern(pattern).withLocale(joda().english),
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

const zoneOf = (zone: string) => guarded(`Invalid time zone: ${zone}`, () => joda().ZoneId.of(zone));

const instantOf = (milliseconds: number) =>
  guarded(`Invalid timestamp: ${milliseconds}`, () => joda().Instant.ofEpochMilli(Math.floor(milliseconds)));

/** UTC with `Z`, three digits of a fraction, none for a whole second (as recorded from the service). */
export function isoInstant(milliseconds: number): string {
  // Of the years that Java and JavaScript write alike, JavaScript's own calendar tells the same.
  return milliseconds >= 0 && milliseconds < yearTenThousand
    ? new Date(milliseconds).toISOString().replace('.000Z', 'Z')
    : instantOf(milliseconds).toString();
}
const yearTenThousand = Date.UTC(10_000, 0);

/** @example formatEpoch(0, 'yyyy-MM-dd HH:mm:ssZ', 'Europe/Berlin') // '1970-01-01 01:00:00+0100' */
export function formatEpoch(milliseconds: number, pattern: string, zone: string): string {
  const time = joda().ZonedDateTime.ofInstant(instantOf(milliseconds), zoneOf(zone));
  const formatter = formatterOf(pattern);
  return guarded(`Cannot format with ${pattern}`, () => time.format(formatter));
}

/** Milliseconds of an ISO 8601 text with offset, e.g. `2018-02-01T17:21:05.180+08:00`. */
export const parseIso = (text: string): number =>
  guarded(`Text '${text}' could not be parsed`, () =>
    joda().ZonedDateTime.parse(text, joda().DateTimeFormatter.ISO_ZONED_DATE_TIME).toInstant().toEpochMilli(),
  );

/** Milliseconds of a text in a pattern. The zone is the text's own, else `zone`, else UTC; a date alone is its midnight. */
export function parseFormatted(text: string, pattern: string, zone?: string): number {
  const { ZonedDateTime, LocalDateTime, LocalDate } = joda();
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
