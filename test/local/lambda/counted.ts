import { createCloudWatch } from '../../../local/cloudwatch/index.ts';
import { createIam } from '../../../local/iam/index.ts';
import { testEnvironment } from '../support.ts';

/** Metrics to hand to services, and what was counted of functions within the last hour. */
export function countedMetrics() {
  const environment = testEnvironment();
  const { metrics, call } = createCloudWatch({ environment, iam: createIam({ environment }) });
  return {
    metrics,
    call,
    read(functionName: string, MetricName: string, Statistic: string): number | undefined {
      const { Datapoints } = call('GetMetricStatistics', {
        Namespace: 'AWS/Lambda',
        MetricName,
        Dimensions: [{ Name: 'FunctionName', Value: functionName }],
        StartTime: new Date(Date.now() - 3_600_000),
        EndTime: new Date(Date.now() + 60_000),
        // Longer than the time asked for, so that there is one value whenever the test runs.
        Period: 86_400,
        Statistics: [Statistic],
      }) as { Datapoints: Record<string, number>[] };
      return Datapoints.at(-1)?.[Statistic];
    },
  };
}
