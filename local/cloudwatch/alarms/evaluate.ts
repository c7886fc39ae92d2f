import { comparisons, type AlarmDefinition, type StateValue } from './definition.ts';

/** What became of an alarm; undefined for `state` when it stays as it is. */
export interface Verdict {
  readonly state: StateValue | undefined;
  readonly reason: string;
  /** The values that were compared, oldest first. */
  readonly recent: readonly number[];
  /** The moment at which the oldest of them begins, in milliseconds. */
  readonly start?: number;
}

/** Periods looked at beyond those of the alarm, for values in place of missing ones. */
const further = 2;
/** Only of alarms over no longer time than this, in seconds: for others the service does not say. */
const longestWithFurther = 3 * 3600;

/** How many periods an evaluation looks at: some more than the alarm's own. */
export const periodsLookedAt = ({ period, evaluationPeriods }: AlarmDefinition): number =>
  evaluationPeriods + (period * (evaluationPeriods + further) <= longestWithFurther ? further : 0);

/**
 * Judges the latest values of an alarm. As many real ones as the alarm wants are enough, whatever lies between them;
 * otherwise the missing ones are taken for what the alarm says (CloudWatch User Guide, "Configuring how CloudWatch alarms
 * treat missing data", whose tables are its tests).
 *
 * @param values - of `periodsLookedAt` periods, oldest first
 * @param end - the moment at which the last period ends, in milliseconds
 * @param current - the state it is in
 */
export function judge(
  alarm: AlarmDefinition,
  values: readonly (number | undefined)[],
  end: number,
  current: StateValue,
): Verdict {
  const { evaluationPeriods, datapointsToAlarm, threshold, comparison, missing } = alarm;
  const breaches = (value: number) => comparisons[comparison](value, threshold);
  const real = values
    .map((value, index) => ({ value, age: values.length - index }))
    .filter((point): point is { value: number; age: number } => point.value !== undefined)
    .slice(-evaluationPeriods);
  const breaching = real.filter(({ value }) => breaches(value));
  const lacking = evaluationPeriods - real.length;
  const recent = real.map(({ value }) => value);
  const start = real[0] && end - real[0].age * alarm.period * 1000;
  const crossed = (state: StateValue | undefined): Verdict => ({
    state,
    reason: thresholdReason(alarm, recent, start ?? end, state ?? current),
    recent,
    ...(start === undefined ? {} : { start }),
  });
  const enough = breaching.length >= datapointsToAlarm;
  if (lacking === 0) return crossed(enough ? 'ALARM' : 'OK');
  if (real.length === 0) return withoutData(alarm);
  if (missing === 'breaching')
    return crossed(breaching.length + lacking >= datapointsToAlarm ? 'ALARM' : 'OK');
  if (missing === 'notBreaching') return crossed(enough ? 'ALARM' : 'OK');
  if (enough) return crossed('ALARM');
  if (breaching.length < real.length) return crossed('OK');
  // All that is there breaches, and is too little: it counts once it has been so for as long as the alarm wants.
  const longEnough = Math.max(...breaching.map(({ age }) => age)) >= datapointsToAlarm;
  return crossed(missing === 'missing' && longEnough ? 'ALARM' : undefined);
}

const words: Readonly<Record<AlarmDefinition['comparison'], string>> = {
  GreaterThanThreshold: 'greater than',
  GreaterThanOrEqualToThreshold: 'greater than or equal to',
  LessThanThreshold: 'less than',
  LessThanOrEqualToThreshold: 'less than or equal to',
};

/** Numbers as the service, written in Java, shows them. */
export const javaNumber = (value: number): string => (Number.isInteger(value) ? `${value}.0` : String(value));

/** `(21/11/19 04:12:00)` */
function moment(milliseconds: number): string {
  const [date, time] = new Date(milliseconds).toISOString().slice(0, 19).split('T');
  const [year, month, day] = date!.split('-');
  return `(${day}/${month}/${year!.slice(2)} ${time})`;
}

/** As events and messages of alarms that were captured have it. */
function thresholdReason(
  { comparison, threshold, evaluationPeriods, datapointsToAlarm }: AlarmDefinition,
  recent: readonly number[],
  start: number,
  state: StateValue,
): string {
  const isAlarm = state === 'ALARM';
  const counted = recent.filter((value) => comparisons[comparison](value, threshold) === isAlarm).length;
  const shown = recent
    .map((value, index) => javaNumber(value) + (index === 0 ? ` ${moment(start)}` : ''))
    .join(', ');
  const needed = isAlarm ? datapointsToAlarm : evaluationPeriods - datapointsToAlarm + 1;
  const change = isAlarm ? 'OK -> ALARM' : 'ALARM -> OK';
  return (
    `Threshold Crossed: ${counted} out of the last ${recent.length} datapoints [${shown}] ` +
    `${counted === 1 ? 'was' : 'were'} ${isAlarm ? '' : 'not '}${words[comparison]} the threshold ` +
    `(${javaNumber(threshold)}) (minimum ${needed} ${plural(needed)} for ${change} transition).`
  );
}

const plural = (count: number, word = 'datapoint'): string => (count === 1 ? word : `${word}s`);

/** Nothing came in all the time that is looked at. */
function withoutData({ missing, evaluationPeriods: periods }: AlarmDefinition): Verdict {
  const treated = (as: string) =>
    `Threshold Crossed: no datapoints were received for ${periods} ${plural(periods, 'period')} and ` +
    `${periods} missing ${plural(periods)} ${periods === 1 ? 'was' : 'were'} treated as [${as}].`;
  switch (missing) {
    case 'breaching':
      return { state: 'ALARM', reason: treated('Breaching'), recent: [] };
    case 'notBreaching':
      return { state: 'OK', reason: treated('NonBreaching'), recent: [] };
    case 'ignore':
      return { state: undefined, reason: '', recent: [] };
    case 'missing': {
      const reason = `Insufficient Data: ${periods} ${plural(periods)} ${periods === 1 ? 'was' : 'were'} unknown.`;
      return { state: 'INSUFFICIENT_DATA', reason, recent: [] };
    }
  }
}
