import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';

const metrics = new Metrics({ namespace: 'Bodega' });

/**
 * Counts a run by the clock that came to its end, under the function's name. Of runs that fail nothing is counted: the
 * next makes up for them, and an alarm rings when there was none for a while (`infra/operations/schedules.ts`).
 */
export function countRun(): void {
  metrics.addMetric('Runs', MetricUnit.Count, 1);
  metrics.publishStoredMetrics();
}
