import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateScheduleCommand,
  CreateScheduleGroupCommand,
  DeleteScheduleCommand,
  DeleteScheduleGroupCommand,
  GetScheduleCommand,
  GetScheduleGroupCommand,
  ListScheduleGroupsCommand,
  ListSchedulesCommand,
  ListTagsForResourceCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateScheduleCommand,
  type CreateScheduleCommandInput,
} from '@aws-sdk/client-scheduler';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../../../local/core/clock.ts';
import { compileAt, compileCron } from '../../../local/events/schedule-expression.ts';
import { patiently, startEvents, type Events } from './cloud.ts';

const minute = 60_000;
const anything = { Effect: 'Allow', Action: '*', Resource: '*' };

let cloud: Events;
let RoleArn: string;
async function start(changes: Parameters<typeof startEvents>[0] = {}) {
  cloud = await startEvents(changes);
  RoleArn = await cloud.role('Runner', 'scheduler.amazonaws.com', anything);
}
beforeEach(() => start());
afterEach(() => cloud.close());

const schedule = (
  Target: Partial<CreateScheduleCommandInput['Target']> & { Arn: string },
  more: Partial<CreateScheduleCommandInput> = {},
) =>
  cloud.scheduler.send(
    new CreateScheduleCommand({
      Name: 'daily',
      ScheduleExpression: 'rate(10 minutes)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      ...more,
      Target: { RoleArn, ...Target },
    }),
  );
const get = (Name = 'daily') => cloud.scheduler.send(new GetScheduleCommand({ Name }));
/** Lets time pass, and waits until everything that fell due has gone its way. */
async function pass(milliseconds: number) {
  cloud.clock.advance(milliseconds);
  await expect.poll(() => cloud.events.inspect().pending, patiently).toBe(0);
}

it('runs at once and then again and again, with the event that says when', async () => {
  const { url, arn } = await cloud.queue('orders');
  const { ScheduleArn } = await schedule({ Arn: arn });
  await pass(0);
  await pass(25 * minute);
  const heard = await cloud.bodies(url);
  expect(heard.map(({ time }) => time)).toEqual([
    '2026-01-01T12:00:00Z',
    '2026-01-01T12:10:00Z',
    '2026-01-01T12:20:00Z',
  ]);
  expect(heard[0]).toEqual({
    version: '0',
    id: expect.any(String),
    'detail-type': 'Scheduled Event',
    source: 'aws.scheduler',
    account: '123456789012',
    time: '2026-01-01T12:00:00Z',
    region: 'us-east-1',
    resources: [ScheduleArn],
    detail: '{}',
  });
  expect(cloud.events.inspect().schedules).toMatchObject([
    { name: 'daily', started: 3, delivered: 3, failed: 0, nextRun: Date.UTC(2026, 0, 1, 12, 30) },
  ]);
});

it('runs once at a moment of a time zone and is deleted, when that is wanted', async () => {
  const { url, arn } = await cloud.queue('orders');
  const once = {
    ScheduleExpression: 'at(2026-01-01T13:30:00)',
    ScheduleExpressionTimezone: 'Europe/Berlin',
  };
  await schedule({ Arn: arn, Input: '"gone"' }, { ...once, ActionAfterCompletion: 'DELETE' });
  await schedule({ Arn: arn, Input: '"stays"' }, { ...once, Name: 'other' });
  await pass(29 * minute);
  expect(await cloud.messages(url)).toEqual([]);
  await pass(minute);
  expect((await cloud.bodies(url)).sort()).toEqual(['gone', 'stays']);
  await expect(get()).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'Schedule daily does not exist.',
  });
  expect(await get('other')).toMatchObject({ ActionAfterCompletion: 'NONE', State: 'ENABLED' });
});

it('keeps to its dates and its window', async () => {
  const { url, arn } = await cloud.queue('orders');
  await schedule(
    { Arn: arn },
    {
      StartDate: new Date('2026-01-01T12:05:00Z'),
      EndDate: new Date('2026-01-01T12:30:00Z'),
      FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 5 },
    },
  );
  await pass(4 * minute);
  expect(await cloud.messages(url)).toEqual([]);
  await pass(60 * minute);
  expect((await cloud.bodies(url)).map(({ time }) => time)).toEqual([
    '2026-01-01T12:05:00Z',
    '2026-01-01T12:15:00Z',
    '2026-01-01T12:25:00Z',
  ]);
  expect(await get()).toMatchObject({
    StartDate: new Date('2026-01-01T12:05:00Z'),
    FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 5 },
  });
});

it('calls an operation of a service, with what it asks of the schedule', async () => {
  const { url, arn } = await cloud.queue('orders', { open: false });
  const MessageBody =
    '<aws.scheduler.scheduled-time> <aws.scheduler.attempt-number> <aws.scheduler.schedule-arn>';
  const { ScheduleArn } = await schedule({
    Arn: 'arn:aws:scheduler:::aws-sdk:sqs:sendMessage',
    Input: JSON.stringify({ QueueUrl: url, MessageBody }),
  });
  await pass(0);
  expect((await cloud.messages(url)).map(({ Body }) => Body)).toEqual([
    `2026-01-01T12:00:00Z 1 ${ScheduleArn}`,
  ]);
  expect(arn).toContain('orders');
});

it('calls functions and puts events on a bus', async () => {
  const { arn, heard } = await cloud.listener('hear');
  await schedule({ Arn: arn, Input: '{"hello":true}' }, { ScheduleExpression: 'at(2026-01-01T12:01:00)' });
  const bus = 'arn:aws:events:us-east-1:123456789012:event-bus/default';
  await schedule(
    { Arn: bus, Input: '{"id":7}', EventBridgeParameters: { Source: 'shop', DetailType: 'Closing' } },
    { Name: 'bus' },
  );
  await pass(minute);
  await expect.poll(heard).toEqual([{ hello: true }]);
  expect(cloud.events.inspect().events).toMatchObject([
    { event: { source: 'shop', 'detail-type': 'Closing', detail: { id: 7 } } },
  ]);
});

it('writes a dead letter when its role may not reach the target', async () => {
  const letters = await cloud.queue('letters');
  const { arn } = await cloud.queue('orders');
  const poor = await cloud.role('Poor', 'scheduler.amazonaws.com', {
    Effect: 'Allow',
    Action: 'sqs:SendMessage',
    Resource: letters.arn,
  });
  const { ScheduleArn } = await schedule({
    Arn: arn,
    RoleArn: poor,
    Input: '"hello"',
    DeadLetterConfig: { Arn: letters.arn },
  });
  await pass(0);
  const [letter] = await cloud.messages(letters.url);
  expect(letter!.Body).toBe('"hello"');
  expect(
    Object.fromEntries(
      Object.entries(letter!.MessageAttributes!).map(([name, { StringValue }]) => [name, StringValue]),
    ),
  ).toEqual({
    SCHEDULE_ARN: ScheduleArn,
    SCHEDULED_TIME: '2026-01-01T12:00:00Z',
    EXECUTION_ID: expect.any(String),
    IS_PAYLOAD_TRUNCATED: 'false',
    TARGET_ARN: arn,
    ERROR_CODE: 'AccessDeniedException',
    ERROR_MESSAGE: expect.stringContaining('is not authorized to perform: sqs:SendMessage'),
    RETRY_ATTEMPTS: '0',
  });
});

it('changes, lists and deletes schedules and their groups', async () => {
  const { arn } = await cloud.queue('orders');
  const { ScheduleGroupArn } = await cloud.scheduler.send(
    new CreateScheduleGroupCommand({ Name: 'shop', Tags: [{ Key: 'a', Value: '1' }] }),
  );
  const cron = { ScheduleExpression: 'cron(0 9 ? * MON-FRI *)', GroupName: 'shop' };
  const { ScheduleArn } = await schedule({ Arn: arn }, cron);
  expect(ScheduleArn).toBe('arn:aws:scheduler:us-east-1:123456789012:schedule/shop/daily');
  await expect(schedule({ Arn: arn }, cron)).rejects.toMatchObject({
    name: 'ConflictException',
    message: 'Schedule daily already exists.',
  });
  await schedule({ Arn: arn }, { State: 'DISABLED' });
  await cloud.scheduler.send(
    new UpdateScheduleCommand({
      ...cron,
      Name: 'daily',
      State: 'DISABLED',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: { Arn: arn, RoleArn },
    }),
  );
  const list = async (input: object = {}) =>
    (await cloud.scheduler.send(new ListSchedulesCommand(input))).Schedules!.map(
      ({ GroupName }) => GroupName,
    );
  expect(await list()).toEqual(['default', 'shop']);
  expect(await list({ GroupName: 'shop', State: 'DISABLED', NamePrefix: 'da' })).toEqual(['shop']);
  expect(cloud.events.inspect().schedules).toMatchObject([{}, {}].map(() => ({ state: 'DISABLED' })));

  const tagged = { ResourceArn: ScheduleGroupArn };
  await cloud.scheduler.send(new TagResourceCommand({ ...tagged, Tags: [{ Key: 'b', Value: '2' }] }));
  await cloud.scheduler.send(new UntagResourceCommand({ ...tagged, TagKeys: ['a'] }));
  expect((await cloud.scheduler.send(new ListTagsForResourceCommand(tagged))).Tags).toEqual([
    { Key: 'b', Value: '2' },
  ]);
  expect(await cloud.scheduler.send(new GetScheduleGroupCommand({ Name: 'shop' }))).toMatchObject({
    Arn: ScheduleGroupArn,
    State: 'ACTIVE',
  });
  await cloud.scheduler.send(new DeleteScheduleCommand({ Name: 'daily' }));
  await cloud.scheduler.send(new DeleteScheduleGroupCommand({ Name: 'shop' }));
  expect(await list()).toEqual([]);
  const { ScheduleGroups } = await cloud.scheduler.send(new ListScheduleGroupsCommand({}));
  expect(ScheduleGroups!.map(({ Name }) => Name)).toEqual(['default']);
});

it.each<[Partial<CreateScheduleCommandInput>, object, string]>([
  [{ ScheduleExpression: 'rate(10 seconds)' }, {}, 'Invalid Schedule Expression rate(10 seconds).'],
  [{ ScheduleExpression: 'cron(0 1 * * * *)' }, {}, 'Invalid Schedule Expression cron(0 1 * * * *).'],
  [
    { ScheduleExpression: 'at(2021-12-31T23:59:59Z)' },
    {},
    'Invalid Schedule Expression at(2021-12-31T23:59:59Z).',
  ],
  [{ ScheduleExpressionTimezone: 'Mars/Base' }, {}, 'Timezone Mars/Base'],
  [{ GroupName: 'gone' }, {}, 'Schedule group gone does not exist.'],
  [{}, { Arn: 'arn:aws:scheduler:::aws-sdk:ec2:startInstances' }, 'does not call startInstances of ec2'],
  [{}, { Arn: 'arn:aws:kinesis:us-east-1:123456789012:stream/a' }, 'no schedules with targets of kinesis'],
  [
    {},
    { RoleArn: 'arn:aws:iam::123456789012:role/Gone' },
    'The execution role you provide must allow AWS EventBridge Scheduler to assume the role.',
  ],
])('refuses %j %j', async (more, target, message) => {
  const { arn } = await cloud.queue('orders');
  await expect(schedule({ Arn: arn, ...target }, more)).rejects.toThrow(message);
});

it('keeps schedules beyond the process, and makes up for a moment that came meanwhile', async () => {
  await cloud.close();
  const dataDirectory = await mkdtemp(join(tmpdir(), 'events-'));
  try {
    await start({ dataDirectory });
    const { arn } = await cloud.queue('orders');
    await schedule({ Arn: arn, Input: '"once"' }, { ScheduleExpression: 'at(2026-01-01T12:30:00)' });
    await schedule({ Arn: arn, Input: '"often"' }, { Name: 'often' });
    await pass(0);
    await cloud.close();

    await start({ dataDirectory, clock: new ManualClock(Date.UTC(2026, 0, 1, 12, 35)) });
    const { url } = await cloud.queue('orders');
    const clear = async () => (await cloud.bodies(url)).sort();
    expect(await clear()).toEqual(['often']);
    await cloud.settle();
    await pass(0);
    expect(await clear()).toEqual(['once']);
    await pass(5 * minute);
    // Those that nobody deleted come again.
    expect(await clear()).toEqual(['often', 'often', 'once']);
  } finally {
    await rm(dataDirectory, { recursive: true });
  }
});

describe('rules with a schedule', () => {
  it.each([
    ['rate(5 minutes)', ['12:05', '12:10']],
    ['cron(0/4 12 ? * THU *)', ['12:04', '12:08']],
  ])('%s', async (ScheduleExpression, times) => {
    const { url, arn } = await cloud.queue('orders');
    const { attributes } = await cloud.stand('AWS::Events::Rule', {
      Name: 'often',
      ScheduleExpression,
      Targets: [{ Id: 'queue', Arn: arn }],
    });
    await pass(10 * minute);
    const heard = await cloud.bodies(url);
    expect(heard.map(({ time }) => time)).toEqual(times.map((time) => `2026-01-01T${time}:00Z`));
    expect(heard[0]).toMatchObject({
      source: 'aws.events',
      'detail-type': 'Scheduled Event',
      resources: [attributes!['Arn']],
      detail: {},
    });
  });
});

describe('expressions', () => {
  const times = (expression: string, from: string, zone: string, count = 3) => {
    const { next } = compileCron(expression, zone)!;
    const found: string[] = [];
    for (let at = next(Date.parse(from)); at !== undefined && found.length < count; at = next(at)) {
      found.push(new Date(at).toISOString().slice(0, 16));
    }
    return found;
  };

  it.each<[string, string, string, string[]]>([
    [
      'cron(15 10 ? * 6L *)',
      '2026-01-01T00:00Z',
      'UTC',
      ['2026-01-30T10:15', '2026-02-27T10:15', '2026-03-27T10:15'],
    ],
    [
      'cron(0 2 ? * SAT#3 *)',
      '2026-01-01T00:00Z',
      'UTC',
      ['2026-01-17T02:00', '2026-02-21T02:00', '2026-03-21T02:00'],
    ],
    [
      'cron(0 8 L * ? *)',
      '2026-01-31T09:00Z',
      'UTC',
      ['2026-02-28T08:00', '2026-03-31T08:00', '2026-04-30T08:00'],
    ],
    [
      'cron(0 8 3W * ? *)',
      '2026-01-01T00:00Z',
      'UTC',
      ['2026-01-02T08:00', '2026-02-03T08:00', '2026-03-03T08:00'],
    ],
    [
      'cron(0 8 ? * L 2026-2027/1)',
      '2026-01-01T00:00Z',
      'UTC',
      ['2026-01-03T08:00', '2026-01-10T08:00', '2026-01-17T08:00'],
    ],
    ['cron(0 0 31 2 ? *)', '2026-01-01T00:00Z', 'UTC', []],
    // In the night of the 14th there is no half past two, in that of November 7th there are two half past ones.
    [
      'cron(30 2 * * ? *)',
      '2027-03-13T12:00Z',
      'America/New_York',
      ['2027-03-15T06:30', '2027-03-16T06:30', '2027-03-17T06:30'],
    ],
    [
      'cron(30 1 * * ? *)',
      '2027-11-06T12:00Z',
      'America/New_York',
      ['2027-11-07T05:30', '2027-11-08T06:30', '2027-11-09T06:30'],
    ],
  ])('%s after %s in %s', (expression, from, zone, expected) => {
    expect(times(expression, from, zone)).toEqual(expected);
  });

  it.each([
    'cron(0 1 * * * *)',
    'cron(0 1 ? * ? *)',
    'cron(71 8 1 * ? *)',
    'cron(7 20 ? * NOT *)',
    'cron(0 8 1 * ?)',
    'cron(0 8 1 * ? 1969)',
    'cron()',
  ])('refuses %s', (expression) => {
    expect(compileCron(expression)).toBeUndefined();
  });

  it('reads a moment of a time zone', () => {
    expect(compileAt('at(2026-07-01T00:00:00)', 'Europe/Berlin')!.next(0)).toBe(Date.UTC(2026, 5, 30, 22));
    expect(compileAt('at(2026-13-01T00:00:00)')).toBeUndefined();
  });
});
