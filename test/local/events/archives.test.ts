import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CancelReplayCommand,
  CreateArchiveCommand,
  DeleteArchiveCommand,
  DescribeArchiveCommand,
  DescribeReplayCommand,
  DisableRuleCommand,
  ListArchivesCommand,
  ListReplaysCommand,
  ListRulesCommand,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  StartReplayCommand,
  UpdateArchiveCommand,
  type StartReplayCommandInput,
} from '@aws-sdk/client-eventbridge';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { patiently, startEvents, type Events } from './cloud.ts';

const bus = 'arn:aws:events:us-east-1:123456789012:event-bus/default';
const day = 24 * 60 * 60 * 1000;

let cloud: Events;
beforeEach(async () => {
  cloud = await startEvents();
});
afterEach(() => cloud.close());

const put = (id: number, Source = 'shop') =>
  cloud.client.send(
    new PutEventsCommand({
      Entries: [{ Source, DetailType: 'OrderPlaced', Detail: JSON.stringify({ id }) }],
    }),
  );
const archive = (more: object = {}) =>
  cloud.client.send(
    new CreateArchiveCommand({
      ArchiveName: 'orders',
      EventSourceArn: bus,
      EventPattern: '{"source":["shop"]}',
      ...more,
    }),
  );
const describe = () => cloud.client.send(new DescribeArchiveCommand({ ArchiveName: 'orders' }));
const replay = (more: Partial<StartReplayCommandInput> = {}) =>
  cloud.client.send(
    new StartReplayCommand({
      ReplayName: 'again',
      EventSourceArn: 'arn:aws:events:us-east-1:123456789012:archive/orders',
      EventStartTime: new Date(0),
      EventEndTime: new Date(cloud.clock.now() + 1000),
      Destination: { Arn: bus },
      ...more,
    }),
  );

it('keeps the events that match, and replays those of a span of time to some rules', async () => {
  await archive();
  const { url, arn: Arn } = await cloud.queue('orders');
  const quiet = await cloud.queue('quiet');
  const rules: string[] = [];
  for (const [Name, arn] of [
    ['loud', Arn],
    ['quiet', quiet.arn],
  ] as const) {
    const { RuleArn } = await cloud.client.send(
      new PutRuleCommand({ Name, EventPattern: '{"source":[{"exists":true}]}' }),
    );
    await cloud.client.send(new PutTargetsCommand({ Rule: Name, Targets: [{ Id: 'queue', Arn: arn }] }));
    rules.push(RuleArn!);
  }
  await put(1);
  cloud.clock.advance(60_000);
  const { Entries } = await put(2);
  await put(3, 'store');
  expect(await describe()).toMatchObject({
    EventCount: 2,
    State: 'ENABLED',
    RetentionDays: 0,
    SizeBytes: expect.any(Number),
  });
  expect(await cloud.messages(url)).toHaveLength(3);
  expect(await cloud.messages(quiet.url)).toHaveLength(3);

  const EventStartTime = new Date(cloud.clock.now());
  const { State } = await replay({ EventStartTime, Destination: { Arn: bus, FilterArns: [rules[0]!] } });
  expect(State).toBe('STARTING');
  cloud.clock.advance(0);
  await expect
    .poll(() => cloud.bodies(url), patiently)
    .toMatchObject([
      { id: Entries![0]!.EventId, 'replay-name': 'again', detail: { id: 2 }, time: '2026-01-01T12:01:00Z' },
    ]);
  expect(await cloud.messages(quiet.url)).toEqual([]);
  expect(await cloud.client.send(new DescribeReplayCommand({ ReplayName: 'again' }))).toMatchObject({
    State: 'COMPLETED',
    EventLastReplayedTime: EventStartTime,
    Destination: { Arn: bus, FilterArns: [rules[0]] },
  });
  // What is replayed is not archived again.
  expect((await describe()).EventCount).toBe(2);
});

it('shows its managed rule, which nobody else may change', async () => {
  await archive();
  const { Rules } = await cloud.client.send(new ListRulesCommand({}));
  expect(Rules).toMatchObject([{ Name: 'Events-Archive-orders', ManagedBy: 'prod.vhs.events.aws.internal' }]);
  expect(JSON.parse(Rules![0]!.EventPattern!)).toEqual({
    source: ['shop'],
    'replay-name': [{ exists: false }],
  });
  await expect(
    cloud.client.send(new DisableRuleCommand({ Name: 'Events-Archive-orders' })),
  ).rejects.toMatchObject({ name: 'ManagedRuleException' });
});

it('forgets events after their time', async () => {
  await archive({ RetentionDays: 2 });
  await put(1);
  cloud.clock.advance(1.5 * day);
  await put(2);
  cloud.clock.advance(day);
  expect((await describe()).EventCount).toBe(1);
});

it('changes, lists and deletes archives', async () => {
  await archive();
  await expect(archive()).rejects.toThrow('Archive orders already exists.');
  await expect(archive({ ArchiveName: 'b', EventSourceArn: `${bus}s` })).rejects.toThrow(
    'Event bus defaults does not exist.',
  );
  await cloud.client.send(
    new UpdateArchiveCommand({ ArchiveName: 'orders', EventPattern: '{"source":["store"]}' }),
  );
  await put(1);
  await put(2, 'store');
  const { Archives } = await cloud.client.send(new ListArchivesCommand({ EventSourceArn: bus }));
  expect(Archives).toMatchObject([{ ArchiveName: 'orders', EventCount: 1 }]);
  await cloud.client.send(new DeleteArchiveCommand({ ArchiveName: 'orders' }));
  await expect(describe()).rejects.toThrow('Archive orders does not exist.');
  expect((await cloud.client.send(new ListRulesCommand({}))).Rules).toEqual([]);
});

it('refuses replays that make no sense, and cancels one', async () => {
  await archive();
  await expect(
    replay({ EventSourceArn: `arn:aws:events:us-east-1:123456789012:archive/gone` }),
  ).rejects.toThrow('Parameter EventSourceArn is not valid. Reason: Archive gone does not exist.');
  await expect(replay({ EventEndTime: new Date(0) })).rejects.toThrow(
    'Parameter EventEndTime is not valid. Reason: EventStartTime must be before EventEndTime.',
  );
  await replay();
  await expect(replay()).rejects.toThrow('Replay again already exists.');
  const { State } = await cloud.client.send(new CancelReplayCommand({ ReplayName: 'again' }));
  expect(State).toBe('CANCELLING');
  cloud.clock.advance(0);
  expect((await cloud.client.send(new ListReplaysCommand({}))).Replays).toMatchObject([
    { State: 'CANCELLED' },
  ]);
});

it('keeps an archive beyond the process', async () => {
  await cloud.close();
  const dataDirectory = await mkdtemp(join(tmpdir(), 'events-'));
  try {
    cloud = await startEvents({ dataDirectory });
    await archive();
    await put(1);
    await cloud.close();
    cloud = await startEvents({ dataDirectory });
    await put(2);
    expect(await describe()).toMatchObject({ EventCount: 2, EventPattern: '{"source":["shop"]}' });
  } finally {
    await rm(dataDirectory, { recursive: true });
  }
});
