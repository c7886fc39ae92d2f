import { Cron } from 'croner';

/** When something is to happen, again and again or once. */
export interface Recurrence {
  /** The first moment after `after`, or undefined when there is none. Milliseconds since the epoch. */
  next(after: number): number | undefined;
  /** True for a single moment. */
  readonly once: boolean;
}

const minute = 60_000;
const units: Readonly<Record<string, number>> = { minute, hour: 60 * minute, day: 24 * 60 * minute };

/**
 * Compiles `rate(5 minutes)` of a rule, which begins one period after `start`. One is `1 minute`, more are `2 minutes`.
 * Source: EventBridge User Guide, "Setting a schedule pattern for scheduled rules".
 *
 * @returns undefined for what is no such expression
 */
export function compileRuleRate(expression: string, start: number): Recurrence | undefined {
  const [, count = '', unit = '', plural] = /^rate\((\d+) (minute|hour|day)(s)?\)$/.exec(expression) ?? [];
  // The unit of one is singular, that of more plural.
  const isPlural = plural !== undefined;
  if (Number(count) < 1 || isPlural !== Number(count) > 1) return undefined;
  const period = Number(count) * units[unit]!;
  return every(period, start + period);
}

/** Compiles `rate(5 minutes)` of a schedule, which begins with `start` itself. */
export function compileScheduleRate(expression: string, start: number): Recurrence | undefined {
  const [, count = '', unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  return Number(count) < 1 ? undefined : every(Number(count) * units[unit]!, start);
}

const every = (period: number, first: number): Recurrence => ({
  once: false,
  next: (after) => (after < first ? first : first + (Math.floor((after - first) / period) + 1) * period),
});

/**
 * Compiles `cron(0 12 ? * MON-FRI *)`: minutes, hours, day of the month, month, day of the week, year. One of the two
 * days must be `?`.
 *
 * An hour that the beginning of summer time leaves out is left out; one that its end repeats counts once.
 * Source: EventBridge Scheduler User Guide, "Daylight savings time".
 *
 * @returns undefined for what is no such expression
 */
export function compileCron(expression: string, timeZone = 'UTC'): Recurrence | undefined {
  const fields = /^cron\((.+)\)$/.exec(expression)?.[1]?.split(' ') ?? [];
  const [minutes, hours, days = '', months, weekdays = '', years = ''] = fields;
  if (fields.length !== 6 || (days === '?') === (weekdays === '?')) return undefined;
  if (![days, weekdays].includes('?') || [minutes, hours, months, years].includes('?')) return undefined;
  if (years.split(/[,/-]/).some((year) => /^\d+$/.test(year) && isNoYear(years, Number(year))))
    return undefined;
  // Alone, L is the last day of a week, Saturday.
  const weekday = weekdays === 'L' ? 'SAT' : weekdays;
  let cron: Cron;
  try {
    cron = new Cron(['0', minutes, hours, days, months, weekday, years].join(' '), {
      mode: '7-part',
      alternativeWeekdays: true,
      sloppyRanges: true,
      domAndDow: true,
      timezone: timeZone,
      paused: true,
    });
  } catch {
    return undefined;
  }
  return {
    once: false,
    next(after) {
      for (let moment = cron.nextRun(new Date(after)); moment; moment = cron.nextRun(moment)) {
        // One that was moved out of a missing hour does not match any more.
        if (cron.match(moment)) return moment.getTime();
      }
      return undefined;
    },
  };
}

// The step of `1970/2` is no year.
const isNoYear = (years: string, year: number) => !years.includes('/') && (year < 1970 || year > 2199);

/**
 * Compiles `at(2026-01-31T12:00:00)` of a schedule.
 *
 * @returns undefined for what is no such expression
 */
export function compileAt(expression: string, timeZone = 'UTC'): Recurrence | undefined {
  const text = /^at\((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\)$/.exec(expression)?.[1];
  if (!text) return undefined;
  let moment: number | undefined;
  try {
    moment = new Cron(text, { timezone: timeZone, paused: true }).nextRun(new Date(0))?.getTime();
  } catch {
    return undefined;
  }
  if (moment === undefined) return undefined;
  const at = moment;
  return { once: true, next: (after) => (after < at ? at : undefined) };
}

/** True for a name of the IANA time zone database, `Europe/Berlin`. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
