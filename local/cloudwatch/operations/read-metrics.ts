import { invalid, missing } from '../errors.ts';
import {
  dimensionsOf,
  listOf,
  momentOf,
  numberOf,
  optionalNumber,
  optionalText,
  textOf,
  textsOf,
  type Input,
} from '../input.ts';
import { minuteOf } from '../metrics/series.ts';
import { queryValues, readQuery, statisticOf, wholeMinutes, type Query } from '../metrics/values.ts';
import type { Operation, Service } from './operation.ts';

/** Most data points of a request (API Reference, GetMetricStatistics and GetMetricData). */
const mostDatapoints = { statistics: 1_440, data: 100_800 };

/** The periods of a time, aligned to the clock as the service aligns them. */
function windowsIn(input: Input, period: number, most: number) {
  const start = momentOf(input, 'StartTime');
  const end = momentOf(input, 'EndTime');
  if (start === undefined) throw missing('StartTime');
  if (end === undefined) throw missing('EndTime');
  if (end <= start) throw invalid('The parameter StartTime must be less than the parameter EndTime.');
  const seconds = period * 1000;
  const from = Math.floor(start / seconds) * seconds;
  const windows = Math.ceil((end - from) / seconds);
  if (windows > most)
    throw invalid(`You have requested up to ${windows} datapoints, which exceeds the limit of ${most}.`);
  return { period, windows, until: minuteOf(from + windows * seconds), from };
}

/** Statistics of one metric, a data point for each period that has something. */
export const getMetricStatistics = ({ registry, sample }: Service): Operation => ({
  run(input) {
    sample();
    const plain = textsOf(input, 'Statistics');
    const extended = textsOf(input, 'ExtendedStatistics');
    if (plain.length + extended.length === 0) throw missing('Statistics');
    const statistics = plain.map((name) => [name, statisticOf(name)] as const);
    const percentiles = extended.map((name) => [name, statisticOf(name)] as const);
    const { period, windows, from } = windowsIn(
      input,
      wholeMinutes(numberOf(input, 'Period')),
      mostDatapoints.statistics,
    );
    const name = textOf(input, 'MetricName');
    const series = registry.find({
      namespace: textOf(input, 'Namespace'),
      name,
      dimensions: dimensionsOf(input),
    });
    const Datapoints = Array.from({ length: windows }, (_, index) => {
      const at = from + index * period * 1000;
      const bucket = series?.between(minuteOf(at), minuteOf(at) + period / 60);
      if (!bucket) return undefined;
      return {
        Timestamp: new Date(at),
        ...Object.fromEntries(statistics.map(([each, of]) => [each, of(bucket)])),
        Unit: series?.metric.unit ?? 'None',
        ...(percentiles.length === 0
          ? {}
          : { ExtendedStatistics: Object.fromEntries(percentiles.map(([each, of]) => [each, of(bucket)])) }),
      };
    }).filter((each) => each !== undefined);
    return { Label: name, Datapoints };
  },
});

/** Metrics and expressions over a time, the latest first unless asked otherwise. */
export const getMetricData = ({ registry, sample }: Service): Operation => ({
  run(input) {
    sample();
    const queries = listOf(input, 'MetricDataQueries').map(readQuery);
    if (queries.length === 0) throw missing('MetricDataQueries');
    const ascending = optionalText(input, 'ScanBy') === 'TimestampAscending';
    const most = optionalNumber(input, 'MaxDatapoints') ?? mostDatapoints.data;
    const MetricDataResults = queries
      .filter(({ returned }) => returned)
      .map((query) => {
        const period = periodOf(query, queries);
        const window = windowsIn(input, period, mostDatapoints.data);
        const values = queryValues(registry, reachable(query, queries), window).get(query.id)!;
        const points = values
          .map((value, index) => ({ value, at: new Date(window.from + index * period * 1000) }))
          .filter(({ value }) => value !== undefined);
        if (!ascending) points.reverse();
        return {
          Id: query.id,
          Label: query.label ?? query.metric?.name ?? query.id,
          Timestamps: points.slice(0, most).map(({ at }) => at),
          Values: points.slice(0, most).map(({ value }) => value),
          StatusCode: 'Complete',
        };
      });
    return { MetricDataResults, Messages: [] };
  },
});

/** An expression's own period, or that of the metrics beside it. */
const periodOf = ({ period }: Query, queries: readonly Query[]): number =>
  wholeMinutes(period ?? Math.max(...queries.map(({ metric }) => metric?.period ?? 60)));

/** A metric alone needs nothing else; an expression may name any other. */
const reachable = (query: Query, queries: readonly Query[]): readonly Query[] =>
  query.metric ? [query] : queries;
