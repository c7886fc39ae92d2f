import type { AwsApi } from '../core/aws-api.ts';
import type { Environment } from '../core/environment.ts';
import type { Metrics } from '../core/metrics.ts';
import type { Deliver, Iam } from '../core/ports.ts';
import type { ResourceProvider } from '../core/resource.ts';
import { createAlarms } from './alarms/alarms.ts';
import { createNotices } from './alarms/notices.ts';
import { cloudWatchApis } from './api.ts';
import { createCall, type Call } from './call.ts';
import { inspectAlarm, type InspectedAlarm } from './inspect.ts';
import { embeddedMetrics } from './metrics/embedded.ts';
import { createRegistry } from './metrics/registry.ts';
import { minuteOf } from './metrics/series.ts';
import { alarmProvider } from './provider.ts';

/** CloudWatch: metrics in memory, and alarms on them. */
export interface CloudWatchService {
  /** For the services that count. */
  readonly metrics: Metrics;
  readonly call: Call;
  readonly resources: ResourceProvider[];
  readonly apis: readonly AwsApi[];
  /** Every alarm as it stands. */
  inspect(): InspectedAlarm[];
  close(): void;
}

/**
 * Metrics by the minute for a day, and alarms evaluated as each minute ends. Nothing outlives the process.
 *
 * @param options.deliver - tells topics, functions and the default bus of alarms; absent: nobody is told
 * @example
 * const cloudWatch = createCloudWatch({ environment, iam, deliver });
 * const { metrics } = cloudWatch;
 * metrics.series({ namespace: 'AWS/Lambda', name: 'Errors', dimensions: { FunctionName: 'Pay' }, unit: 'Count' }).add(1);
 */
export function createCloudWatch(options: {
  readonly environment: Environment;
  readonly iam: Iam;
  readonly deliver?: Deliver;
}): CloudWatchService {
  const { environment, iam } = options;
  const { clock, log } = environment;
  const registry = createRegistry(clock, log);
  const samplers = new Set<(at: number) => void>();
  let sampled = -1;

  /** What is measured belongs to the minute that ends, and is measured once in it. */
  const measure = (at: number): void => {
    if (minuteOf(at) === sampled) return;
    sampled = minuteOf(at);
    for (const sample of samplers) sample(at);
  };
  const alarms = createAlarms(environment, registry, {
    beforeMinute: (end) => measure(end - 1),
    onChange: createNotices(options),
  });
  /** While there are alarms, each minute is measured at its end. */
  const sample = () => {
    if ([...alarms.all()].length === 0) measure(clock.now());
  };
  environment.crashed?.addEventListener('abort', alarms.close);
  const call = createCall({ environment, registry, alarms, sample }, iam);
  return {
    metrics: {
      series: registry.writer,
      eachMinute(sample) {
        samplers.add(sample);
        return () => samplers.delete(sample);
      },
      readLog(text) {
        for (const { metric, values, at = clock.now() } of embeddedMetrics(text)) {
          const series = registry.series(metric);
          for (const value of values) series?.add(value, at);
        }
      },
    },
    call,
    resources: [alarmProvider(alarms, log.scope('cloudwatch'))],
    apis: cloudWatchApis(call),
    inspect: () => [...alarms.all()].map(inspectAlarm),
    close: alarms.close,
  };
}
