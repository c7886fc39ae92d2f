import { invalid, missing } from '../errors.ts';
import {
  dimensionsOf,
  listOf,
  momentOf,
  numberOf,
  optionalNumber,
  optionalText,
  textOf,
  type Input,
} from '../input.ts';
import { keptMinutes, minute, type Series } from '../metrics/series.ts';
import type { Operation, Service } from './operation.ts';

/** Most metrics of a request, and most values of one (API Reference, PutMetricData and MetricDatum). */
const mostData = 1_000;
const mostValues = 150;
/** How far in the future a value may be. */
const furthest = 2 * 3_600_000;

/** Takes an app's own metrics. Values from before what is kept are taken and not kept. */
export const putMetricData = ({ environment: { clock }, registry }: Service): Operation => ({
  context: (input) => ({ 'cloudwatch:namespace': optionalText(input, 'Namespace') ?? '' }),
  run(input) {
    const namespace = textOf(input, 'Namespace');
    if (namespace.startsWith('AWS/'))
      throw invalid('The value AWS/ for parameter Namespace is invalid: it is reserved.');
    const data = listOf(input, 'MetricData');
    if (data.length === 0) throw missing('MetricData');
    if (data.length > mostData)
      throw invalid(`The collection MetricData must not have a size greater than ${mostData}.`);
    const now = clock.now();
    for (const datum of data) {
      const at = momentOf(datum, 'Timestamp') ?? now;
      if (at > now + furthest)
        throw invalid(
          'The parameter MetricData.member.1.Timestamp must specify a time no more than two hours in the future.',
        );
      const values = valuesOf(datum);
      const unit = optionalText(datum, 'Unit');
      const identity = {
        namespace,
        name: textOf(datum, 'MetricName'),
        dimensions: dimensionsOf(datum),
        ...(unit === undefined ? {} : { unit }),
      };
      if (at < now - keptMinutes * minute) continue;
      const series = registry.series(identity);
      if (series) values(series, at);
    }
    return {};
  },
});

/** How a datum's values are added: one, several with how often each came, or what they add up to. */
function valuesOf(datum: Input): (series: Series, at: number) => void {
  const set = datum.StatisticValues as Input | undefined;
  if (set) {
    const given = {
      count: numberOf(set, 'SampleCount'),
      sum: numberOf(set, 'Sum'),
      minimum: numberOf(set, 'Minimum'),
      maximum: numberOf(set, 'Maximum'),
    };
    return (series, at) => series.addSet(given, at);
  }
  const several = listOf(datum, 'Values') as readonly unknown[];
  if (several.length > mostValues) throw invalid(`At most ${mostValues} Values are taken.`);
  if (several.length > 0) {
    const counts = listOf(datum, 'Counts') as readonly unknown[];
    if (counts.length > 0 && counts.length !== several.length)
      throw invalid('The parameters Values and Counts must be of the same length.');
    const pairs = several.map((value, index) => [Number(value), Number(counts[index] ?? 1)] as const);
    return (series, at) => pairs.forEach(([value, times]) => series.addTimes(value, times, at));
  }
  const value = optionalNumber(datum, 'Value');
  if (value === undefined) throw missing('MetricData.member.1.Value');
  return (series, at) => series.add(value, at);
}
