import type { Library } from '../../realm/realm.ts';
import type { SessionHolder } from '../../session.ts';
import { formatEpoch, isoInstant, parseFormatted, parseIso } from '../../java/date-time.ts';
import { numberArgument, stringArgument } from '../arguments.ts';

const optionalZone = (utility: string, zone: unknown) =>
  zone === undefined || zone === null ? 'UTC' : stringArgument(utility, zone);

/** `util.time`: formats are Java's DateTimeFormatter, zones are tz database ids or offsets. */
export function timeLibrary(session: SessionHolder): Library {
  const now = () => session.current.environment.now();
  return {
    nowISO8601: () => isoInstant(now()),
    nowEpochSeconds: () => Math.floor(now() / 1000),
    nowEpochMilliSeconds: () => Math.floor(now()),
    nowFormatted: (format: unknown, zone?: unknown) =>
      formatEpoch(
        now(),
        stringArgument('util.time.nowFormatted', format),
        optionalZone('util.time.nowFormatted', zone),
      ),
    parseFormattedToEpochMilliSeconds(text: unknown, format: unknown, zone?: unknown) {
      const utility = 'util.time.parseFormattedToEpochMilliSeconds';
      return parseFormatted(
        stringArgument(utility, text),
        stringArgument(utility, format),
        zone === undefined || zone === null ? undefined : stringArgument(utility, zone),
      );
    },
    parseISO8601ToEpochMilliSeconds: (text: unknown) =>
      parseIso(stringArgument('util.time.parseISO8601ToEpochMilliSeconds', text)),
    epochMilliSecondsToSeconds: (milliseconds: unknown) =>
      Math.floor(numberArgument('util.time.epochMilliSecondsToSeconds', milliseconds) / 1000),
    epochMilliSecondsToISO8601: (milliseconds: unknown) =>
      isoInstant(numberArgument('util.time.epochMilliSecondsToISO8601', milliseconds)),
    epochMilliSecondsToFormatted(milliseconds: unknown, format: unknown, zone?: unknown) {
      const utility = 'util.time.epochMilliSecondsToFormatted';
      return formatEpoch(
        numberArgument(utility, milliseconds),
        stringArgument(utility, format),
        optionalZone(utility, zone),
      );
    },
  };
}
