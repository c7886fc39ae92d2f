import { dimensionList, listOf, optionalText, textOf } from '../input.ts';
import { pageOf } from './page.ts';
import { minuteOf } from '../metrics/series.ts';
import type { Operation, Service } from './operation.ts';

/** Of a page (API Reference, ListMetrics). */
const pageSize = 500;
/** `RecentlyActive` knows one time, three hours. */
const recent = 180;

/** Metrics by namespace, name, and dimensions that they have, with a value or any. */
export const listMetrics = ({ environment: { clock }, registry, sample }: Service): Operation => ({
  run(input) {
    sample();
    const namespace = optionalText(input, 'Namespace');
    const name = optionalText(input, 'MetricName');
    const wanted = listOf(input, 'Dimensions').map(
      (each) => [textOf(each, 'Name'), optionalText(each, 'Value')] as const,
    );
    const since = optionalText(input, 'RecentlyActive') === undefined ? 0 : minuteOf(clock.now()) - recent;
    const found = [...registry.all()].filter(
      ({ metric, latest }) =>
        (namespace === undefined || metric.namespace === namespace) &&
        (name === undefined || metric.name === name) &&
        (latest() ?? -1) >= since &&
        wanted.every(([key, value]) =>
          value === undefined ? key in metric.dimensions : metric.dimensions[key] === value,
        ),
    );
    const { page, NextToken } = pageOf(found, pageSize, optionalText(input, 'NextToken'));
    const Metrics = page.map(({ metric }) => ({
      Namespace: metric.namespace,
      MetricName: metric.name,
      Dimensions: dimensionList(metric.dimensions),
    }));
    return { Metrics, ...(NextToken === undefined ? {} : { NextToken }) };
  },
});
