import type { Clock } from '../../core/clock.ts';
import type { Log } from '../../core/log.ts';
import type { MetricIdentity, MetricSeries } from '../../core/metrics.ts';
import { createSeries, type Series } from './series.ts';

/** Every metric that something was added to. */
export interface Registry {
  /** The series of a metric, which is known from the first value that is added to it. */
  series(metric: MetricIdentity): Series | undefined;
  /** As services use it. */
  writer(metric: MetricIdentity): MetricSeries;
  find(metric: Pick<MetricIdentity, 'namespace' | 'name' | 'dimensions'>): Series | undefined;
  /** In the order in which they became known. */
  all(): Iterable<Series>;
}

/** Metrics kept at once: a dimension that is different each time does not fill the memory. */
const mostSeries = 10_000;

const keyOf = ({ namespace, name, dimensions }: Pick<MetricIdentity, 'namespace' | 'name' | 'dimensions'>) =>
  JSON.stringify([
    namespace,
    name,
    Object.entries(dimensions).sort(([one], [other]) => (one < other ? -1 : 1)),
  ]);

export function createRegistry(clock: Pick<Clock, 'now'>, log: Log): Registry {
  const known = new Map<string, Series>();
  let full = false;

  const series = (metric: MetricIdentity): Series | undefined => {
    const key = keyOf(metric);
    let found = known.get(key);
    if (found) return found;
    if (known.size >= mostSeries) {
      if (!full) log.warn(`More than ${mostSeries} metrics: ${metric.namespace} ${metric.name} is not kept`);
      full = true;
      return undefined;
    }
    known.set(key, (found = createSeries(metric, clock)));
    return found;
  };

  return {
    series,
    writer(metric) {
      let found: Series | undefined;
      return { add: (value, at) => (found ??= series(metric))?.add(value, at) };
    },
    find: (metric) => known.get(keyOf(metric)),
    all: () => known.values(),
  };
}
