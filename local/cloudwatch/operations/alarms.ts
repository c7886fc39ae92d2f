import type { Alarm } from '../alarms/alarms.ts';
import { readAlarm, type StateValue } from '../alarms/definition.ts';
import { invalid } from '../errors.ts';
import { dimensionList, optionalNumber, optionalText, textOf, textsOf, type Input } from '../input.ts';
import { pageOf } from './page.ts';
import type { Operation, Operations, Service } from './operation.ts';

/** Of a page (API Reference, DescribeAlarms). */
const pageSize = 50;
const largestPage = 100;
const states: ReadonlySet<string> = new Set(['OK', 'ALARM', 'INSUFFICIENT_DATA']);

/** Operations on alarms. */
export function alarmOperations({ alarms }: Service): Operations {
  const arns = (names: readonly string[]) => names.map(alarms.arnOf);
  const named = (input: Input) => arns([textOf(input, 'AlarmName')]);
  const each = (input: Input) => arns(textsOf(input, 'AlarmNames'));
  const enable = (enabled: boolean): Operation => ({
    resources: each,
    run(input) {
      for (const name of textsOf(input, 'AlarmNames')) {
        if (alarms.has(name)) alarms.find(name).actionsEnabled = enabled;
      }
      return {};
    },
  });
  return {
    DescribeAlarms: {
      run(input) {
        const names = textsOf(input, 'AlarmNames');
        const prefix = optionalText(input, 'AlarmNamePrefix') ?? '';
        const state = optionalText(input, 'StateValue');
        const types = textsOf(input, 'AlarmTypes');
        const action = optionalText(input, 'ActionPrefix');
        const found = [...alarms.all()].filter(
          ({ definition: { name, actions }, state: current }) =>
            (types.length === 0 || types.includes('MetricAlarm')) &&
            (names.length > 0 ? names.includes(name) : name.startsWith(prefix)) &&
            (state === undefined || current === state) &&
            (action === undefined ||
              Object.values(actions)
                .flat()
                .some((arn) => arn.startsWith(action))),
        );
        const size = Math.min(optionalNumber(input, 'MaxRecords') ?? pageSize, largestPage);
        const { page, NextToken } = pageOf(found, size, optionalText(input, 'NextToken'));
        return {
          MetricAlarms: page.map(describeAlarm),
          CompositeAlarms: [],
          ...(NextToken === undefined ? {} : { NextToken }),
        };
      },
    },
    PutMetricAlarm: {
      resources: named,
      run(input) {
        alarms.put(readAlarm(textOf(input, 'AlarmName'), input));
        return {};
      },
    },
    DeleteAlarms: {
      resources: each,
      run(input) {
        const names = textsOf(input, 'AlarmNames');
        names.forEach(alarms.find);
        names.forEach(alarms.remove);
        return {};
      },
    },
    SetAlarmState: {
      resources: named,
      run(input) {
        const state = textOf(input, 'StateValue');
        if (!states.has(state)) throw invalid(`The value ${state} for parameter StateValue is no state.`);
        const alarm = alarms.find(textOf(input, 'AlarmName'));
        alarms.set(
          alarm,
          state as StateValue,
          textOf(input, 'StateReason'),
          optionalText(input, 'StateReasonData'),
        );
        return {};
      },
    },
    EnableAlarmActions: enable(true),
    DisableAlarmActions: enable(false),
  };
}

/** An alarm as it is read back. */
function describeAlarm(alarm: Alarm): object {
  const { definition } = alarm;
  const { given, queries } = definition;
  const [only] = queries;
  const unit = optionalText(given, 'Unit');
  const what =
    queries.length === 1 && only?.metric && !given.Metrics
      ? {
          MetricName: only.metric.name,
          Namespace: only.metric.namespace,
          ...(only.metric.stat.startsWith('p')
            ? { ExtendedStatistic: only.metric.stat }
            : { Statistic: only.metric.stat }),
          Dimensions: dimensionList(only.metric.dimensions),
          Period: definition.period,
          ...(unit === undefined ? {} : { Unit: unit }),
        }
      : { Metrics: given.Metrics };
  return {
    AlarmName: definition.name,
    AlarmArn: alarm.arn,
    ...(definition.description === undefined ? {} : { AlarmDescription: definition.description }),
    AlarmConfigurationUpdatedTimestamp: new Date(alarm.configuredAt),
    ActionsEnabled: alarm.actionsEnabled,
    OKActions: definition.actions.OK,
    AlarmActions: definition.actions.ALARM,
    InsufficientDataActions: definition.actions.INSUFFICIENT_DATA,
    StateValue: alarm.state,
    StateReason: alarm.reason,
    ...(alarm.reasonData === undefined ? {} : { StateReasonData: alarm.reasonData }),
    StateUpdatedTimestamp: new Date(alarm.updatedAt),
    StateTransitionedTimestamp: new Date(alarm.transitionedAt),
    ...what,
    EvaluationPeriods: definition.evaluationPeriods,
    DatapointsToAlarm: definition.datapointsToAlarm,
    Threshold: definition.threshold,
    ComparisonOperator: definition.comparison,
    TreatMissingData: definition.missing,
  };
}
