import type { MetricIdentity } from '../../core/metrics.ts';

/** A metric with its values out of a line of a log. */
export interface EmbeddedMetric {
  readonly metric: MetricIdentity;
  readonly values: readonly number[];
  /** Milliseconds since the epoch; absent: when it was written. */
  readonly at?: number;
}

interface Directive {
  readonly Namespace: string;
  readonly Dimensions?: readonly (readonly string[])[];
  readonly Metrics?: readonly { readonly Name: string; readonly Unit?: string }[];
}

/** Most values of a metric in one line (CloudWatch User Guide, "Specification: Embedded metric format"). */
const mostValues = 100;

/**
 * The metrics in what a function wrote to its log: each line that is a JSON object with `_aws`, once for each of its sets
 * of dimensions (CloudWatch User Guide, "Specification: Embedded metric format"). Anything else says nothing of metrics.
 */
export function* embeddedMetrics(text: string): Generator<EmbeddedMetric> {
  if (!text.includes('"_aws"')) return;
  for (const line of text.split('\n')) {
    const start = line.indexOf('{');
    if (start < 0 || !line.includes('"_aws"')) continue;
    const document = parsed(line.slice(start));
    const { CloudWatchMetrics, Timestamp } = (document?._aws ?? {}) as Record<string, unknown>;
    if (!document || !Array.isArray(CloudWatchMetrics)) continue;
    const at = typeof Timestamp === 'number' ? { at: Timestamp } : {};
    for (const directive of CloudWatchMetrics as Directive[])
      for (const embedded of metricsOf(document, directive)) yield { ...embedded, ...at };
  }
}

function* metricsOf(document: Record<string, unknown>, directive: Directive): Generator<EmbeddedMetric> {
  const { Namespace: namespace, Metrics = [], Dimensions = [[]] } = directive;
  for (const names of Dimensions) {
    const dimensions = Object.fromEntries(names.map((name) => [name, String(document[name])]));
    for (const { Name: name, Unit: unit } of Metrics) {
      const values = [document[name]].flat().filter((value) => typeof value === 'number');
      if (values.length === 0 || values.length > mostValues) continue;
      yield { metric: { namespace, name, dimensions, ...(unit === undefined ? {} : { unit }) }, values };
    }
  }
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
