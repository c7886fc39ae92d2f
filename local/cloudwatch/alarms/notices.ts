import { servicePrincipal } from '../../core/access.ts';
import type { Environment } from '../../core/environment.ts';
import type { Deliver } from '../../core/ports.ts';
import type { Input } from '../input.ts';
import type { Query } from '../metrics/values.ts';
import { timestamp, type Alarm, type FormerState } from './alarms.ts';

interface Deps {
  readonly environment: Environment;
  /** Absent: nobody is told. */
  readonly deliver?: Deliver;
}

/**
 * Tells of an alarm that has changed its state: its actions, topics and functions, and the default event bus. What cannot
 * be told is named in the log.
 */
export function createNotices({ environment, deliver }: Deps) {
  const { accountId, partition, region } = environment;
  const log = environment.log.scope('cloudwatch');
  const bus = `arn:${partition}:events:${region}:${accountId}:event-bus/default`;

  const tell = (destination: string, telling: () => Promise<void>): void => {
    telling().catch((error: unknown) =>
      log.warn(`${destination} was not told of an alarm: ${(error as Error).message}`),
    );
  };

  return (alarm: Alarm, former: FormerState): void => {
    log.info(`The alarm ${alarm.definition.name} is ${alarm.state}: ${alarm.reason}`);
    if (!deliver) return;
    const event = {
      source: 'aws.cloudwatch',
      detailType: 'CloudWatch Alarm State Change',
      resources: [alarm.arn],
    };
    const principal = servicePrincipal('cloudwatch.amazonaws.com', alarm.arn, accountId);
    tell(bus, () => deliver(bus, detailOf(alarm, former), principal, { event }));
    if (!alarm.actionsEnabled) return;
    for (const action of alarm.definition.actions[alarm.state]) {
      const [, , service] = action.split(':');
      if (service === 'sns') {
        const subject = subjectOf(alarm, regionNames[region] ?? region);
        tell(action, () => deliver(action, messageOf(alarm, former, environment), principal, { subject }));
      } else if (service === 'lambda') {
        const caller = servicePrincipal('lambda.alarms.cloudwatch.amazonaws.com', alarm.arn, accountId);
        tell(action, () => deliver(action, invocationOf(alarm, former, environment), caller));
      } else {
        log.warn(
          `${action} is no action that the local cloud carries out for the alarm ${alarm.definition.name}`,
        );
      }
    }
  };
}

/** SNS takes shorter subjects alone (its API reference, Publish); a name that is too long is cut, rather than nobody told. */
const subjectLimit = 100;

function subjectOf({ state, definition: { name } }: Alarm, region: string): string {
  const subject = (shown: string) => `${state}: "${shown}" in ${region}`;
  const over = subject(name).length - subjectLimit;
  return over < 0 ? subject(name) : subject(`${name.slice(0, -over - 4)}...`);
}

/** What is in the console's name of a region, which messages have. */
const regionNames: Readonly<Record<string, string>> = {
  'us-east-1': 'US East (N. Virginia)',
  'us-east-2': 'US East (Ohio)',
  'us-west-1': 'US West (N. California)',
  'us-west-2': 'US West (Oregon)',
  'eu-west-1': 'EU (Ireland)',
  'eu-west-2': 'EU (London)',
  'eu-west-3': 'EU (Paris)',
  'eu-central-1': 'EU (Frankfurt)',
  'eu-north-1': 'EU (Stockholm)',
  'ap-northeast-1': 'Asia Pacific (Tokyo)',
  'ap-northeast-2': 'Asia Pacific (Seoul)',
  'ap-south-1': 'Asia Pacific (Mumbai)',
  'ap-southeast-1': 'Asia Pacific (Singapore)',
  'ap-southeast-2': 'Asia Pacific (Sydney)',
  'ca-central-1': 'Canada (Central)',
  'sa-east-1': 'South America (Sao Paulo)',
};

const stateOf = ({ state, reason, reasonData, updatedAt }: FormerState) => ({
  value: state,
  reason,
  ...(reasonData === undefined ? {} : { reasonData }),
  timestamp: timestamp(updatedAt),
});

/** The detail of the event, as captured from the service. */
function detailOf(alarm: Alarm, former: FormerState): object {
  const { name, description, queries } = alarm.definition;
  return {
    alarmName: name,
    state: stateOf(alarm),
    previousState: stateOf(former),
    configuration: {
      ...(description === undefined ? {} : { description }),
      metrics: queries.map(metricOf),
    },
  };
}

const metricOf = ({ id, metric, expression, returned, label }: Query) => ({
  id,
  ...(metric
    ? {
        metricStat: {
          metric: { namespace: metric.namespace, name: metric.name, dimensions: metric.dimensions },
          period: metric.period,
          stat: metric.stat,
        },
      }
    : { expression, ...(label === undefined ? {} : { label }) }),
  returnData: returned,
});

/** What a function is invoked with (CloudWatch User Guide, "Invoke a Lambda function from an alarm"). */
const invocationOf = (alarm: Alarm, former: FormerState, { accountId, region }: Environment): object => ({
  source: 'aws.cloudwatch',
  alarmArn: alarm.arn,
  accountId,
  time: timestamp(alarm.updatedAt),
  region,
  alarmData: detailOf(alarm, former),
});

/** The message to a topic, its members in their order, as captured from the service. */
function messageOf(alarm: Alarm, former: FormerState, { accountId, region }: Environment): object {
  const { definition } = alarm;
  return {
    AlarmName: definition.name,
    AlarmDescription: definition.description ?? null,
    AWSAccountId: accountId,
    AlarmConfigurationUpdatedTimestamp: timestamp(alarm.configuredAt),
    NewStateValue: alarm.state,
    NewStateReason: alarm.reason,
    StateChangeTime: timestamp(alarm.updatedAt),
    Region: regionNames[region] ?? region,
    AlarmArn: alarm.arn,
    OldStateValue: former.state,
    OKActions: definition.actions.OK,
    AlarmActions: definition.actions.ALARM,
    InsufficientDataActions: definition.actions.INSUFFICIENT_DATA,
    Trigger: triggerOf(alarm),
  };
}

function triggerOf({ definition }: Alarm): object {
  const { queries, given } = definition;
  const [only] = queries;
  const common = {
    Period: definition.period,
    EvaluationPeriods: definition.evaluationPeriods,
    DatapointsToAlarm: definition.datapointsToAlarm,
    ComparisonOperator: definition.comparison,
    Threshold: definition.threshold,
    TreatMissingData: definition.missing,
    EvaluateLowSampleCountPercentile: (given.EvaluateLowSampleCountPercentile as string | undefined) ?? '',
  };
  if (queries.length > 1 || !only?.metric) return { ...common, Metrics: given.Metrics as readonly Input[] };
  const { name, namespace, stat, dimensions } = only.metric;
  const extended = stat.startsWith('p');
  return {
    MetricName: name,
    Namespace: namespace,
    StatisticType: extended ? 'ExtendedStatistic' : 'Statistic',
    ...(extended ? { ExtendedStatistic: stat } : { Statistic: statisticNames[stat] ?? stat }),
    Unit: (given.Unit as string | undefined) ?? null,
    Dimensions: Object.entries(dimensions).map(([key, value]) => ({ value, name: key })),
    ...common,
  };
}

/** In messages statistics are in capitals. */
const statisticNames: Readonly<Record<string, string>> = {
  SampleCount: 'SAMPLE_COUNT',
  Sum: 'SUM',
  Average: 'AVERAGE',
  Minimum: 'MINIMUM',
  Maximum: 'MAXIMUM',
};
