import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { minute, noon, startCloudWatch, type CloudWatch, type Protocol } from './cloud.ts';

let cloud: CloudWatch;
beforeEach(async () => {
  cloud = await startCloudWatch();
});
afterEach(() => cloud.close());

const Namespace = 'Shop';
const Dimensions = [{ Name: 'service', Value: 'orders' }];
const put = (MetricData: object[], protocol?: Protocol) =>
  cloud.ask('PutMetricData', { Namespace, MetricData }, protocol);
/** The whole hour from noon. */
const hour = { StartTime: new Date(noon), EndTime: new Date(noon + 60 * minute) };

describe.each<Protocol>(['query', 'json', 'cbor'])('in the %s protocol', (protocol) => {
  it('metrics are put, listed and read', async () => {
    const data = [
      { MetricName: 'Orders', Dimensions, Value: 3, Unit: 'Count', Timestamp: new Date(noon) },
      { MetricName: 'Orders', Dimensions, Value: 5, Unit: 'Count', Timestamp: new Date(noon + minute / 2) },
      { MetricName: 'Orders', Dimensions, Value: 0.5, Unit: 'Count', Timestamp: new Date(noon + minute) },
    ];
    expect((await put(data, protocol)).status).toBe(200);
    expect((await cloud.ask('ListMetrics', { Namespace }, protocol)).body.Metrics).toEqual([
      { Namespace, MetricName: 'Orders', Dimensions },
    ]);

    const { Label, Datapoints } = (
      await cloud.ask(
        'GetMetricStatistics',
        {
          Namespace,
          MetricName: 'Orders',
          Dimensions,
          ...hour,
          Period: 60,
          Statistics: ['Sum', 'Average', 'SampleCount', 'Minimum', 'Maximum'],
          ExtendedStatistics: ['p50'],
        },
        protocol,
      )
    ).body;
    expect(Label).toBe('Orders');
    const at = (milliseconds: number) =>
      protocol === 'query' ? new Date(milliseconds).toISOString() : milliseconds / 1000;
    expect(Datapoints).toHaveLength(2);
    expect(Datapoints[0]).toMatchObject({
      Timestamp: at(noon),
      Sum: 8,
      Average: 4,
      SampleCount: 2,
      Minimum: 3,
      Maximum: 5,
      Unit: 'Count',
    });
    expect(Datapoints[0].ExtendedStatistics.p50).toBeCloseTo(3, 1);
    expect(Datapoints[1]).toMatchObject({ Timestamp: at(noon + minute), Sum: 0.5 });

    const stat = { Metric: { Namespace, MetricName: 'Orders', Dimensions }, Period: 60, Stat: 'Sum' };
    const { MetricDataResults } = (
      await cloud.ask(
        'GetMetricData',
        { MetricDataQueries: [{ Id: 'orders', MetricStat: stat }], ...hour },
        protocol,
      )
    ).body;
    expect(MetricDataResults).toEqual([
      {
        Id: 'orders',
        Label: 'Orders',
        Timestamps: [at(noon + minute), at(noon)],
        Values: [0.5, 8],
        StatusCode: 'Complete',
      },
    ]);
  });

  it('what is missing is named', async () => {
    const { status, body } = await cloud.ask(
      'GetMetricStatistics',
      { Namespace, Statistics: ['Sum'] },
      protocol,
    );
    expect(status).toBe(400);
    expect(JSON.stringify(body)).toMatch(/MissingParameter|MissingRequiredParameterException/);
    const unknown = await cloud.ask('PutDashboard', {}, protocol);
    expect(JSON.stringify(unknown.body)).toContain('does not serve the operation PutDashboard of CloudWatch');
  });
});

describe('values', () => {
  const read = async (Stat: string, Period = 60, more: object = {}) => {
    const MetricStat = { Metric: { Namespace, MetricName: 'Time', ...more }, Period, Stat };
    const { body } = await cloud.ask('GetMetricData', {
      MetricDataQueries: [{ Id: 'm', MetricStat }],
      ...hour,
    });
    return body.MetricDataResults[0].Values;
  };

  it('come with how often each was, or as what they add up to', async () => {
    await put([{ MetricName: 'Time', Values: [1, 2], Counts: [3, 1] }]);
    await put([
      { MetricName: 'Time', StatisticValues: { SampleCount: 2, Sum: 20, Minimum: 5, Maximum: 15 } },
    ]);
    expect(await read('SampleCount')).toEqual([6]);
    expect(await read('Sum')).toEqual([25]);
    expect(await read('Minimum')).toEqual([1]);
    expect(await read('Maximum')).toEqual([15]);
  });

  it('have percentiles, near enough', async () => {
    await put([{ MetricName: 'Time', Values: Array.from({ length: 100 }, (_, index) => index + 1) }]);
    for (const [stat, value] of [
      ['p50', 50],
      ['p99', 99],
      ['p100', 100],
    ] as const) {
      const [found] = await read(stat);
      expect(Math.abs(found - value) / value).toBeLessThan(0.01);
    }
  });

  it('add up over longer periods, and apart for other dimensions', async () => {
    await put([{ MetricName: 'Time', Value: 1 }]);
    await put([{ MetricName: 'Time', Value: 10, Dimensions }]);
    cloud.clock.advance(4 * minute);
    await put([{ MetricName: 'Time', Value: 2 }]);
    cloud.clock.advance(minute);
    await put([{ MetricName: 'Time', Value: 4 }]);
    expect(await read('Sum')).toEqual([4, 2, 1]);
    expect(await read('Sum', 300)).toEqual([4, 3]);
    expect(await read('Sum', 300, { Dimensions })).toEqual([10]);
  });

  it('go after two days', async () => {
    await put([{ MetricName: 'Time', Value: 1 }]);
    cloud.clock.advance(49 * 60 * minute);
    await put([{ MetricName: 'Time', Value: 2 }]);
    expect(await read('Sum')).toEqual([]);
  });

  it('come compressed', async () => {
    const body = JSON.stringify({ Namespace, MetricData: [{ MetricName: 'Time', Value: 1 }] });
    const response = await cloud.send({
      path: '/',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'content-encoding': 'gzip',
        'x-amz-target': 'GraniteServiceVersion20100801.PutMetricData',
      },
      body: gzipSync(body),
    });
    expect(response.status).toBe(200);
    expect(await read('Sum')).toEqual([1]);
  });
});

describe('metric math', () => {
  const calculate = async (Expression: string) => {
    const metric = (Id: string, MetricName: string) => ({
      Id,
      MetricStat: { Metric: { Namespace, MetricName }, Period: 60, Stat: 'Sum' },
      ReturnData: false,
    });
    const { body } = await cloud.ask('GetMetricData', {
      MetricDataQueries: [
        { Id: 'e', Expression },
        metric('errors', 'Errors'),
        metric('requests', 'Requests'),
      ],
      StartTime: new Date(noon),
      EndTime: new Date(noon + 3 * minute),
      ScanBy: 'TimestampAscending',
    });
    return body.MetricDataResults?.[0].Values ?? body.message;
  };

  beforeEach(async () => {
    await put([
      { MetricName: 'Errors', Value: 1 },
      { MetricName: 'Requests', Value: 10 },
    ]);
    cloud.clock.advance(minute);
    await put([{ MetricName: 'Requests', Value: 20 }]);
    cloud.clock.advance(minute);
    await put([
      { MetricName: 'Errors', Value: 6 },
      { MetricName: 'Requests', Value: 30 },
    ]);
  });

  it.each<[string, number[]]>([
    ['errors / requests * 100', [10, 20]],
    ['FILL(errors, 0) / requests', [0.1, 0, 0.2]],
    ['FILL(errors, REPEAT) + 1', [2, 2, 7]],
    ['IF(requests >= 20, requests, 0)', [0, 20, 30]],
    ['IF(requests > 15 AND requests < 25, 1)', [1]],
    ['SUM([requests, FILL(errors, 0)])', [11, 20, 36]],
    ['MAX(METRICS())', [10, 20, 30]],
    ['requests / AVG(requests)', [0.5, 1, 1.5]],
    ['-(2 + 3) * 2 ^ 2 + requests', [-10, 0, 10]],
    ['requests / PERIOD(requests) * 60', [10, 20, 30]],
    ['errors / 0', []],
  ])('%s', async (expression, values) => {
    expect(await calculate(expression)).toEqual(values);
  });

  it.each([
    ['errors +', 'has its end where something else is due'],
    ['errors ? 1', 'cannot be read from "? 1" on'],
    ['gone * 2', 'refers to gone, which is no query'],
    ['ANOMALY_DETECTION_BAND(errors)', 'The function ANOMALY_DETECTION_BAND of metric math is not served.'],
  ])('%s is refused', async (expression, message) => {
    expect(await calculate(expression)).toContain(message);
  });
});

it('asks policies: for a namespace, where they name one', async () => {
  const { ref } = await cloud.stand('AWS::IAM::Role', {
    RoleName: 'writer',
    AssumeRolePolicyDocument: { Statement: [] },
    Policies: [
      {
        PolicyName: 'metrics',
        PolicyDocument: {
          Statement: [
            {
              Effect: 'Allow',
              Action: 'cloudwatch:PutMetricData',
              Resource: '*',
              Condition: { StringEquals: { 'cloudwatch:namespace': Namespace } },
            },
          ],
        },
      },
    ],
  });
  const credentials = cloud.iam.assume(`arn:aws:iam::123456789012:role/${ref}`, 'session');
  const MetricData = [{ MetricName: 'Orders', Value: 1 }];
  const ask = (operation: string, input: object) => cloud.ask(operation, input, 'cbor', credentials);
  expect((await ask('PutMetricData', { Namespace, MetricData })).status).toBe(200);
  const refused = await ask('PutMetricData', { Namespace: 'Other', MetricData });
  expect(refused.status).toBe(403);
  expect(refused.body.__type).toContain('AccessDenied');
  expect((await ask('ListMetrics', {})).status).toBe(403);
});

it('takes metrics out of what functions log', async () => {
  const line = JSON.stringify({
    _aws: {
      Timestamp: noon,
      CloudWatchMetrics: [
        {
          Namespace,
          Dimensions: [['service'], ['service', 'kind']],
          Metrics: [{ Name: 'Orders', Unit: 'Count' }],
        },
      ],
    },
    service: 'orders',
    kind: 'new',
    Orders: [1, 2],
  });
  cloud.cloudWatch.metrics.readLog(`plain\n2026-01-01\t${line}\n{"_aws": broken\n{"_aws":1}\n`);
  const { Metrics } = (await cloud.ask('ListMetrics', { Namespace })).body;
  expect(Metrics).toEqual([
    { Namespace, MetricName: 'Orders', Dimensions },
    { Namespace, MetricName: 'Orders', Dimensions: [...Dimensions, { Name: 'kind', Value: 'new' }] },
  ]);
});

it('counts what queues do, and measures each minute what lies in them', async () => {
  const { ref: QueueUrl } = await cloud.stand('AWS::SQS::Queue', { QueueName: 'mail' });
  const read = async (MetricName: string) => {
    const Metric = { Namespace: 'AWS/SQS', MetricName, Dimensions: [{ Name: 'QueueName', Value: 'mail' }] };
    const MetricStat = { Metric, Period: 3600, Stat: 'Maximum' };
    const { body } = await cloud.ask('GetMetricData', {
      MetricDataQueries: [{ Id: 'm', MetricStat }],
      ...hour,
    });
    return body.MetricDataResults[0].Values;
  };
  expect(await read('ApproximateNumberOfMessagesVisible')).toEqual([]);
  for (const MessageBody of ['1', '2']) await cloud.sqs.call('SendMessage', { QueueUrl, MessageBody });
  cloud.clock.advance(minute);
  expect(await read('ApproximateNumberOfMessagesVisible')).toEqual([2]);
  expect(await read('ApproximateAgeOfOldestMessage')).toEqual([60]);
  expect(await read('NumberOfMessagesSent')).toEqual([1]);
  await cloud.messages(QueueUrl);
  expect(await read('NumberOfMessagesReceived')).toEqual([2]);
  expect(await read('NumberOfMessagesDeleted')).toEqual([1]);
});
