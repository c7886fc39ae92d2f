import type { AwsError } from '../../core/aws-error.ts';
import { invalid, missing, unserved } from '../errors.ts';
import {
  dimensionsOf,
  flagOf,
  listOf,
  numberOf,
  optionalNumber,
  optionalText,
  textOf,
  textsOf,
  type Input,
} from '../input.ts';
import { keptMinutes } from '../metrics/series.ts';
import { queryValues, readQuery, statisticOf, wholeMinutes, type Query } from '../metrics/values.ts';

export type StateValue = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

export const comparisons = {
  GreaterThanThreshold: (value: number, threshold: number) => value > threshold,
  GreaterThanOrEqualToThreshold: (value: number, threshold: number) => value >= threshold,
  LessThanThreshold: (value: number, threshold: number) => value < threshold,
  LessThanOrEqualToThreshold: (value: number, threshold: number) => value <= threshold,
} as const;

/** Of anomaly detection. */
const bands: ReadonlySet<string> = new Set([
  'GreaterThanUpperThreshold',
  'LessThanLowerThreshold',
  'LessThanLowerOrGreaterThanUpperThreshold',
]);

export const missingData = ['missing', 'ignore', 'breaching', 'notBreaching'] as const;

/** An alarm as a template or PutMetricAlarm describes it. */
export interface AlarmDefinition {
  readonly name: string;
  readonly description?: string;
  readonly actionsEnabled: boolean;
  readonly actions: Readonly<Record<StateValue, readonly string[]>>;
  /** What it looks at; of an alarm on one metric that alone. */
  readonly queries: readonly Query[];
  /** The id of the query whose values are compared. */
  readonly watched: string;
  /** Seconds. */
  readonly period: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly threshold: number;
  readonly comparison: keyof typeof comparisons;
  readonly missing: (typeof missingData)[number];
  /** As it was given, to be read back. */
  readonly given: Input;
}

/**
 * Reads an alarm. A template and PutMetricAlarm say the same, but for the name.
 * @throws AwsError for what is missing or impossible; UnsupportedOperation for what is not evaluated here: anomaly
 *   detection, Metrics Insights, functions of metric math that are not served.
 */
export function readAlarm(name: string, given: Input): AlarmDefinition {
  const comparison = textOf(given, 'ComparisonOperator');
  if (bands.has(comparison))
    throw unserved(`An alarm of the operator ${comparison} is not evaluated by the local cloud.`);
  if (!Object.hasOwn(comparisons, comparison))
    throw invalid(`The value ${comparison} for parameter ComparisonOperator is none.`);
  const missing = optionalText(given, 'TreatMissingData') ?? 'missing';
  if (!missingData.includes(missing as AlarmDefinition['missing']))
    throw invalid(
      `The value ${missing} for parameter TreatMissingData is not one of ${missingData.join(', ')}.`,
    );
  const evaluationPeriods = numberOf(given, 'EvaluationPeriods');
  const datapointsToAlarm = optionalNumber(given, 'DatapointsToAlarm') ?? evaluationPeriods;
  if (datapointsToAlarm > evaluationPeriods)
    throw invalid('The parameter DatapointsToAlarm must not be greater than EvaluationPeriods.');
  const queries = queriesOf(given);
  const watched = queries.filter(({ returned }) => returned);
  if (watched.length !== 1) throw invalid('Exactly one element of the metrics list should return data.');
  const period = wholeMinutes(watched[0]!.period ?? Math.max(...queries.map((each) => each.period ?? 60)));
  if ((period / 60) * evaluationPeriods > keptMinutes)
    throw unserved(`An alarm over more than ${keptMinutes / 60} hours is not evaluated by the local cloud.`);
  const description = optionalText(given, 'AlarmDescription');
  return {
    name,
    ...(description === undefined ? {} : { description }),
    actionsEnabled: flagOf(given, 'ActionsEnabled', true),
    actions: {
      OK: textsOf(given, 'OKActions'),
      ALARM: textsOf(given, 'AlarmActions'),
      INSUFFICIENT_DATA: textsOf(given, 'InsufficientDataActions'),
    },
    queries,
    watched: watched[0]!.id,
    period,
    evaluationPeriods,
    datapointsToAlarm,
    threshold: numberOf(given, 'Threshold'),
    comparison: comparison as AlarmDefinition['comparison'],
    missing: missing as AlarmDefinition['missing'],
    given,
  };
}

function queriesOf(given: Input): readonly Query[] {
  const several = listOf(given, 'Metrics');
  if (several.length > 0) {
    const queries = several.map(readQuery);
    tryOut(queries);
    return queries;
  }
  const stat = optionalText(given, 'Statistic') ?? optionalText(given, 'ExtendedStatistic');
  if (stat === undefined) throw missing('Statistic');
  statisticOf(stat);
  const period = wholeMinutes(numberOf(given, 'Period'));
  const metric = {
    namespace: textOf(given, 'Namespace'),
    name: textOf(given, 'MetricName'),
    dimensions: dimensionsOf(given),
    period,
    stat,
  };
  return [{ id: 'metric', label: undefined, returned: true, period, metric }];
}

/** Evaluates expressions over nothing, so that one that cannot be is found now and not each minute. */
function tryOut(queries: readonly Query[]): void {
  try {
    queryValues({ find: () => undefined }, queries, { period: 60, until: 0, windows: 1 });
  } catch (error) {
    throw unserved((error as AwsError).message);
  }
}
