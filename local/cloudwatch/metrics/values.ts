import { evaluateExpression, type Values } from './expression.ts';
import { invalid, unserved } from '../errors.ts';
import {
  dimensionsOf,
  flagOf,
  numberOf,
  optionalNumber,
  optionalText,
  textOf,
  type Input,
} from '../input.ts';
import type { Registry } from './registry.ts';
import { minute } from './series.ts';
import { statisticNamed, type Statistic } from './statistics.ts';

/** One of several queries that may refer to one another: a metric's statistic, or an expression. */
export interface Query {
  readonly id: string;
  readonly label: string | undefined;
  readonly returned: boolean;
  /** Seconds; of an expression that of the metrics in it, where it is not given. */
  readonly period: number | undefined;
  readonly expression?: string;
  readonly metric?: MetricQuery;
}

/** A statistic of a metric, a value a period. */
export interface MetricQuery {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** Seconds, whole minutes. */
  readonly period: number;
  readonly stat: string;
}

/** @throws AwsError UnsupportedOperation for a statistic that is none, or not served. */
export function statisticOf(name: string): Statistic {
  const statistic = statisticNamed(name);
  if (statistic) return statistic;
  throw unserved(`The statistic ${name} is not served by the local cloud.`);
}

/** Metrics are kept by the minute: a shorter period is one of a minute. */
export const wholeMinutes = (seconds: number): number => Math.max(60, Math.ceil(seconds / 60) * 60);

/** Reads a `MetricDataQuery`. */
export function readQuery(input: Input): Query {
  const stat = input.MetricStat as Input | undefined;
  const expression = optionalText(input, 'Expression');
  if ((stat === undefined) === (expression === undefined))
    throw invalid('A query has either MetricStat or Expression.');
  const common = {
    id: textOf(input, 'Id'),
    label: optionalText(input, 'Label'),
    returned: flagOf(input, 'ReturnData', true),
  };
  if (!stat) return { ...common, expression: expression!, period: optionalNumber(input, 'Period') };
  const metric = stat.Metric as Input;
  const period = wholeMinutes(numberOf(stat, 'Period'));
  statisticOf(textOf(stat, 'Stat'));
  return {
    ...common,
    period,
    metric: {
      namespace: textOf(metric, 'Namespace'),
      name: textOf(metric, 'MetricName'),
      dimensions: dimensionsOf(metric),
      period,
      stat: textOf(stat, 'Stat'),
    },
  };
}

/** The value of each window of `period` seconds before `until`, oldest first; undefined where there is nothing. */
export function metricValues(
  registry: Pick<Registry, 'find'>,
  { stat, ...metric }: MetricQuery,
  { period, until, windows }: { readonly period: number; readonly until: number; readonly windows: number },
): (number | undefined)[] {
  const series = registry.find(metric);
  const statistic = statisticOf(stat);
  const length = (period * 1000) / minute;
  return Array.from({ length: windows }, (_, index) => {
    const from = until - (windows - index) * length;
    const bucket = series?.between(from, from + length);
    return bucket && statistic(bucket);
  });
}

/**
 * The values of every query by its id. Expressions see the queries that they name, whichever comes first.
 *
 * @param until - the minute before which the last window ends
 * @throws AwsError InvalidParameterValue for an expression that is none, or refers to itself.
 */
export function queryValues(
  registry: Pick<Registry, 'find'>,
  queries: readonly Query[],
  window: { readonly period: number; readonly until: number; readonly windows: number },
): ReadonlyMap<string, Values> {
  const known = new Map<string, Values>();
  const underway = new Set<string>();
  const valuesOf = (id: string): Values => {
    const found = known.get(id);
    if (found) return found;
    const query = queries.find((each) => each.id === id);
    if (!query) throw invalid(`The expression refers to ${id}, which is no query.`);
    if (underway.has(id)) throw invalid(`The expression of ${id} refers to itself.`);
    underway.add(id);
    const values = query.metric
      ? metricValues(registry, query.metric, window)
      : evaluateExpression(query.expression!, {
          windows: window.windows,
          period: window.period,
          valuesOf,
          metricIds: queries.filter(({ metric }) => metric).map((each) => each.id),
        });
    known.set(id, values);
    return values;
  };
  for (const { id } of queries) valuesOf(id);
  return known;
}
