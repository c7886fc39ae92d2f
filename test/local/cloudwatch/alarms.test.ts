import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { judge } from '../../../local/cloudwatch/alarms/evaluate.ts';
import { readAlarm, type StateValue } from '../../../local/cloudwatch/alarms/definition.ts';
import { minute, noon, startCloudWatch, type CloudWatch } from './cloud.ts';

const Namespace = 'Shop';
const errors = {
  Namespace,
  MetricName: 'Errors',
  Statistic: 'Sum',
  Period: 60,
  EvaluationPeriods: 1,
  Threshold: 2,
  ComparisonOperator: 'GreaterThanThreshold',
};

/**
 * The tables of the CloudWatch User Guide, "Configuring how CloudWatch alarms treat missing data": the latest five values,
 * 0 within the threshold, X beyond it, - missing; then the state for missing, ignore, breaching and notBreaching, where
 * `=` is the one it was in.
 */
describe('missing data are treated as the tables of the guide have it', () => {
  const treatments = ['missing', 'ignore', 'breaching', 'notBreaching'];
  const stateOf = (values: string, evaluation: object, TreatMissingData: string, current: StateValue) => {
    const alarm = readAlarm('a', { ...errors, ...evaluation, TreatMissingData });
    const points = values.split(' ').map((each) => (each === '-' ? undefined : each === 'X' ? 3 : 0));
    return judge(alarm, points, noon, current).state ?? '=';
  };

  it.each([
    ['0 - X - X', 'OK OK OK OK'],
    ['- - - - 0', 'OK OK OK OK'],
    ['- - - - -', 'INSUFFICIENT_DATA = ALARM OK'],
    ['0 X X - X', 'ALARM ALARM ALARM ALARM'],
    ['- - X - -', 'ALARM = ALARM OK'],
  ])('3 of 3: %s', (values, expected) => {
    const states = treatments.map((each) =>
      stateOf(values, { EvaluationPeriods: 3 }, each, 'INSUFFICIENT_DATA'),
    );
    expect(states.join(' ')).toBe(expected);
  });

  it.each([
    ['0 - X - X', 'ALARM ALARM ALARM ALARM'],
    ['0 0 X 0 X', 'ALARM ALARM ALARM ALARM'],
    ['0 - X - -', 'OK OK ALARM OK'],
    ['- - - - 0', 'OK OK ALARM OK'],
    ['- - - X -', 'ALARM = ALARM OK'],
  ])('2 of 3: %s', (values, expected) => {
    const evaluation = { EvaluationPeriods: 3, DatapointsToAlarm: 2 };
    const states = treatments.map((each) => stateOf(values, evaluation, each, 'INSUFFICIENT_DATA'));
    expect(states.join(' ')).toBe(expected);
  });
});

describe('an alarm', () => {
  let cloud: CloudWatch;
  beforeEach(async () => {
    cloud = await startCloudWatch();
  });
  afterEach(() => cloud.close());

  const fail = (times: number) =>
    cloud.ask('PutMetricData', { Namespace, MetricData: [{ MetricName: 'Errors', Value: times }] });
  const described = async (name = 'errors') =>
    (await cloud.ask('DescribeAlarms', { AlarmNames: [name] })).body.MetricAlarms[0];
  const stand = (properties: object = {}) =>
    cloud.stand('AWS::CloudWatch::Alarm', { AlarmName: 'errors', ...errors, ...properties }, 'Errors');

  it('of a template goes off with the minute, and ends', async () => {
    const { ref, attributes } = await stand({
      AlarmDescription: 'Too many',
      TreatMissingData: 'notBreaching',
    });
    expect([ref, attributes]).toEqual([
      'errors',
      { Arn: 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:errors' },
    ]);
    expect(await described()).toMatchObject({
      AlarmName: 'errors',
      AlarmArn: attributes!.Arn,
      AlarmDescription: 'Too many',
      StateValue: 'INSUFFICIENT_DATA',
      StateReason: 'Unchecked: Initial alarm creation',
      MetricName: 'Errors',
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      DatapointsToAlarm: 1,
      Threshold: 2,
      TreatMissingData: 'notBreaching',
      ActionsEnabled: true,
    });
    cloud.clock.advance(minute);
    expect(await described()).toMatchObject({
      StateValue: 'OK',
      StateReason:
        'Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [NonBreaching].',
    });
    await fail(3);
    expect(await described()).toMatchObject({ StateValue: 'OK' });
    cloud.clock.advance(minute);
    const alarmed = await described();
    expect(alarmed).toMatchObject({
      StateValue: 'ALARM',
      StateReason:
        'Threshold Crossed: 1 out of the last 1 datapoints [3.0 (01/01/26 12:01:00)] was greater than the threshold (2.0) (minimum 1 datapoint for OK -> ALARM transition).',
      StateTransitionedTimestamp: (noon + 2 * minute) / 1000,
    });
    expect(JSON.parse(alarmed.StateReasonData)).toEqual({
      version: '1.0',
      queryDate: '2026-01-01T12:02:00.000+0000',
      startDate: '2026-01-01T12:01:00.000+0000',
      statistic: 'Sum',
      period: 60,
      recentDatapoints: [3],
      threshold: 2,
    });
    await fail(1);
    cloud.clock.advance(minute);
    expect(await described()).toMatchObject({
      StateValue: 'OK',
      StateReason:
        'Threshold Crossed: 1 out of the last 1 datapoints [1.0 (01/01/26 12:02:00)] was not greater than the threshold (2.0) (minimum 1 datapoint for ALARM -> OK transition).',
    });
    expect(cloud.cloudWatch.inspect()).toEqual([
      {
        name: 'errors',
        description: 'Too many',
        state: 'OK',
        reason: expect.stringContaining('was not greater'),
        since: noon + 3 * minute,
        condition: 'Sum of Errors > 2, 1 of 1 × 60 s',
      },
    ]);
  });

  it('goes off by what lies in a queue', async () => {
    const { ref: QueueUrl } = await cloud.stand('AWS::SQS::Queue', { QueueName: 'dead' });
    await cloud.stand('AWS::CloudWatch::Alarm', {
      AlarmName: 'errors',
      Namespace: 'AWS/SQS',
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Dimensions: [{ Name: 'QueueName', Value: 'dead' }],
      Statistic: 'Maximum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 0,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'notBreaching',
    });
    cloud.clock.advance(minute);
    expect((await described()).StateValue).toBe('OK');
    await cloud.sqs.call('SendMessage', { QueueUrl, MessageBody: 'x' });
    cloud.clock.advance(minute);
    expect((await described()).StateValue).toBe('ALARM');
    await cloud.sqs.call('PurgeQueue', { QueueUrl });
    cloud.clock.advance(minute);
    expect((await described()).StateValue).toBe('OK');
  });

  it('watches an expression', async () => {
    const metric = (Id: string, MetricName: string) => ({
      Id,
      MetricStat: { Metric: { Namespace, MetricName }, Period: 60, Stat: 'Sum' },
      ReturnData: false,
    });
    await cloud.stand('AWS::CloudWatch::Alarm', {
      AlarmName: 'errors',
      Metrics: [
        { Id: 'rate', Expression: '100 * errors / requests', Label: 'Error rate', ReturnData: true },
        metric('errors', 'Errors'),
        metric('requests', 'Requests'),
      ],
      EvaluationPeriods: 1,
      Threshold: 5,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    });
    const MetricData = [
      { MetricName: 'Errors', Value: 1 },
      { MetricName: 'Requests', Value: 20 },
    ];
    await cloud.ask('PutMetricData', { Namespace, MetricData });
    cloud.clock.advance(minute);
    expect(await described()).toMatchObject({ StateValue: 'ALARM', Metrics: [{ Id: 'rate' }, {}, {}] });
    cloud.clock.advance(10 * minute);
    expect(await described()).toMatchObject({
      StateValue: 'INSUFFICIENT_DATA',
      StateReason: 'Insufficient Data: 1 datapoint was unknown.',
    });
  });

  it('tells its topics and the default bus', async () => {
    const queue = (QueueName: string) =>
      cloud.stand('AWS::SQS::Queue', { QueueName }, QueueName).then(({ ref, attributes }) => ({
        url: ref,
        arn: (attributes as { Arn: string }).Arn,
      }));
    const [pager, watcher] = [await queue('pager'), await queue('watcher')];
    const open = (Service: string, { url, arn }: { url: string; arn: string }) =>
      cloud.stand('AWS::SQS::QueuePolicy', {
        Queues: [url],
        PolicyDocument: {
          Statement: [{ Effect: 'Allow', Principal: { Service }, Action: 'sqs:SendMessage', Resource: arn }],
        },
      });
    await open('sns.amazonaws.com', pager);
    await open('events.amazonaws.com', watcher);
    const { ref: TopicArn } = await cloud.stand('AWS::SNS::Topic', { TopicName: 'staff' });
    await cloud.stand('AWS::SNS::Subscription', { TopicArn, Protocol: 'sqs', Endpoint: pager.arn });
    await cloud.stand('AWS::Events::Rule', {
      EventPattern: { source: ['aws.cloudwatch'], detail: { state: { value: ['ALARM'] } } },
      Targets: [{ Id: 'watcher', Arn: watcher.arn }],
    });
    await stand({ AlarmDescription: 'Too many', AlarmActions: [TopicArn] });
    await cloud.settle();
    await fail(3);
    cloud.clock.advance(minute);

    const [notification] = await arrived(() => cloud.messages(pager.url));
    expect(notification.Subject).toBe('ALARM: "errors" in US East (N. Virginia)');
    const reason = expect.stringContaining('[3.0 (01/01/26 12:00:00)] was greater than the threshold (2.0)');
    expect(JSON.parse(notification.Message)).toEqual({
      AlarmName: 'errors',
      AlarmDescription: 'Too many',
      AWSAccountId: '123456789012',
      AlarmConfigurationUpdatedTimestamp: '2026-01-01T12:00:00.000+0000',
      NewStateValue: 'ALARM',
      NewStateReason: reason,
      StateChangeTime: '2026-01-01T12:01:00.000+0000',
      Region: 'US East (N. Virginia)',
      AlarmArn: 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:errors',
      OldStateValue: 'INSUFFICIENT_DATA',
      OKActions: [],
      AlarmActions: [TopicArn],
      InsufficientDataActions: [],
      Trigger: {
        MetricName: 'Errors',
        Namespace,
        StatisticType: 'Statistic',
        Statistic: 'SUM',
        Unit: null,
        Dimensions: [],
        Period: 60,
        EvaluationPeriods: 1,
        DatapointsToAlarm: 1,
        ComparisonOperator: 'GreaterThanThreshold',
        Threshold: 2,
        TreatMissingData: 'missing',
        EvaluateLowSampleCountPercentile: '',
      },
    });
    const [event] = await arrived(() => cloud.messages(watcher.url));
    expect(event).toMatchObject({
      source: 'aws.cloudwatch',
      'detail-type': 'CloudWatch Alarm State Change',
      resources: ['arn:aws:cloudwatch:us-east-1:123456789012:alarm:errors'],
      detail: {
        alarmName: 'errors',
        state: { value: 'ALARM', reason, timestamp: '2026-01-01T12:01:00.000+0000' },
        previousState: { value: 'INSUFFICIENT_DATA', reason: 'Unchecked: Initial alarm creation' },
        configuration: { description: 'Too many', metrics: [{ id: 'metric', returnData: true }] },
      },
    });
  });

  it('is set, silenced, made and deleted by whoever may', async () => {
    await cloud.ask('PutMetricAlarm', { AlarmName: 'errors', ...errors }, 'query');
    await cloud.ask(
      'SetAlarmState',
      { AlarmName: 'errors', StateValue: 'ALARM', StateReason: 'A test' },
      'cbor',
    );
    expect(await described()).toMatchObject({ StateValue: 'ALARM', StateReason: 'A test' });
    await cloud.ask('DisableAlarmActions', { AlarmNames: ['errors'] });
    expect((await described()).ActionsEnabled).toBe(false);
    const inAlarm = await cloud.ask(
      'DescribeAlarms',
      { StateValue: 'ALARM', AlarmNamePrefix: 'err' },
      'query',
    );
    expect(inAlarm.body.MetricAlarms).toHaveLength(1);
    await cloud.ask('DeleteAlarms', { AlarmNames: ['errors'] });
    expect(await described()).toBeUndefined();
    const gone = await cloud.ask('DeleteAlarms', { AlarmNames: ['errors'] });
    expect([gone.status, gone.body.__type]).toEqual([404, 'com.amazonaws.cloudwatch#ResourceNotFound']);
  });

  it('changes while it runs, and keeps its state', async () => {
    const created = await stand();
    await fail(3);
    cloud.clock.advance(minute);
    const former = { AlarmName: 'errors', ...errors };
    const { undo } = await cloud.update(
      'AWS::CloudWatch::Alarm',
      former,
      { ...former, Threshold: 9 },
      created,
    );
    expect(await described()).toMatchObject({ StateValue: 'ALARM', Threshold: 9 });
    await undo();
    expect((await described()).Threshold).toBe(2);
    const back = await cloud.remove('AWS::CloudWatch::Alarm', former, created);
    expect(await described()).toBeUndefined();
    await back();
    expect(await described()).toBeDefined();
  });

  it('that CloudWatch would refuse is refused by its logical id', async () => {
    await expect(stand({ DatapointsToAlarm: 2 })).rejects.toThrow(
      'Errors: The parameter DatapointsToAlarm must not be greater than EvaluationPeriods.',
    );
    await expect(stand({ Threshold: undefined })).rejects.toThrow(
      'Errors: The parameter Threshold is required.',
    );
  });

  it('that cannot be evaluated here says so, and does not stand in the way', async () => {
    await stand({ ComparisonOperator: 'GreaterThanUpperThreshold', ThresholdMetricId: 'band' });
    await cloud.stand('AWS::CloudWatch::Alarm', { ...errors, Namespace: 'AWS/States' }, 'Runs');
    const search = { Id: 'all', Expression: `SEARCH('{Shop} Errors', 'Sum', 60)` };
    await cloud.stand('AWS::CloudWatch::Alarm', { ...errors, Metrics: [search] }, 'Search');
    expect(cloud.lines.join('\n')).toContain(
      'Errors is not evaluated: An alarm of the operator GreaterThanUpperThreshold is not evaluated by the local cloud.',
    );
    expect(cloud.lines.join('\n')).toContain(
      'Search is not evaluated: The function SEARCH of metric math is not served.',
    );
    expect(cloud.lines.join('\n')).toContain(
      'Runs watches AWS/States, of which no metrics are kept: it has no data',
    );
  });
});

/** What comes in a moment: deliveries take turns of the event loop. */
async function arrived(look: () => Promise<any[]>): Promise<any[]> {
  for (;;) {
    const found = await look();
    if (found.length > 0) return found;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
