import { requireSame } from '../core/changes.ts';
import type { Log } from '../core/log.ts';
import type { ResourceProvider, ResourceRequest } from '../core/resource.ts';
import type { Alarms } from './alarms/alarms.ts';
import { readAlarm, type AlarmDefinition } from './alarms/definition.ts';

/** Services whose metrics are kept; those of others an alarm waits for in vain. */
const counted: ReadonlySet<string> = new Set(['AWS/AppSync', 'AWS/Lambda', 'AWS/SQS']);

/**
 * `AWS::CloudWatch::Alarm`. One that CloudWatch could evaluate and the local cloud cannot is named in the log and left out:
 * nothing in a template depends on more of it than its name.
 */
export function alarmProvider(alarms: Alarms, log: Log): ResourceProvider {
  const nameOf = ({ properties, generatedName }: ResourceRequest): string =>
    (properties.AlarmName as string | undefined) ?? generatedName;

  const put = (request: ResourceRequest): void => {
    const definition = readable(request);
    if (!definition) return alarms.remove(nameOf(request));
    const silent = definition.queries
      .map(({ metric }) => metric?.namespace)
      .find((namespace) => namespace?.startsWith('AWS/') && !counted.has(namespace));
    if (silent)
      log.warn(`${request.logicalId} watches ${silent}, of which no metrics are kept: it has no data`);
    alarms.put(definition);
  };

  const readable = (request: ResourceRequest): AlarmDefinition | undefined => {
    try {
      return readAlarm(nameOf(request), request.properties);
    } catch (error) {
      const { name, message } = error as Error;
      if (name !== 'UnsupportedOperation')
        throw new Error(`${request.logicalId}: ${message}`, { cause: error });
      log.warn(`${request.logicalId} is not evaluated: ${message}`);
      return undefined;
    }
  };

  const created = (request: ResourceRequest) => ({
    ref: nameOf(request),
    attributes: { Arn: alarms.arnOf(nameOf(request)) },
  });

  return {
    type: 'AWS::CloudWatch::Alarm',
    honoured: [
      'AlarmName',
      'AlarmDescription',
      'ActionsEnabled',
      'OKActions',
      'AlarmActions',
      'InsufficientDataActions',
      'Namespace',
      'MetricName',
      'Dimensions',
      'Statistic',
      'ExtendedStatistic',
      'Period',
      'EvaluationPeriods',
      'DatapointsToAlarm',
      'Threshold',
      'ComparisonOperator',
      'TreatMissingData',
      'Metrics',
    ],
    inert: {
      Unit: 'a metric of the local cloud has one unit',
      EvaluateLowSampleCountPercentile: 'percentiles are evaluated however few values there are',
      ThresholdMetricId: 'anomalies are not detected',
      Tags: 'nothing reads them on a laptop',
    },
    async create(request) {
      put(request);
      return created(request);
    },
    async update(request) {
      requireSame(request, 'AlarmName');
      put(request);
      return { created: created(request), undo: () => put({ ...request, properties: request.former }) };
    },
    async remove(request) {
      alarms.remove(nameOf(request));
      return () => put(request);
    },
  };
}
