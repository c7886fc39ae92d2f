import {
  CreateEventBusCommand,
  DeleteEventBusCommand,
  DeleteRuleCommand,
  DescribeEventBusCommand,
  DescribeRuleCommand,
  DisableRuleCommand,
  EnableRuleCommand,
  ListEventBusesCommand,
  ListRuleNamesByTargetCommand,
  ListRulesCommand,
  ListTagsForResourceCommand,
  ListTargetsByRuleCommand,
  PutEventsCommand,
  PutPermissionCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemovePermissionCommand,
  RemoveTargetsCommand,
  TagResourceCommand,
  TestEventPatternCommand,
  UntagResourceCommand,
  type PutEventsRequestEntry,
  type PutRuleCommandInput,
} from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEvents, type Events } from './cloud.ts';

let cloud: Events;
let client: Events['client'];
beforeAll(async () => {
  cloud = await startEvents();
  ({ client } = cloud);
});
afterAll(() => cloud.close());

const account = '123456789012';
const order = { Source: 'shop', DetailType: 'OrderPlaced', Detail: '{"id":7}' };
const put = (Entries: PutEventsRequestEntry[], as = client) => as.send(new PutEventsCommand({ Entries }));

describe('PutEvents', () => {
  it.each<[Partial<PutEventsRequestEntry>, string, string]>([
    [
      { Source: undefined },
      'InvalidArgument',
      'Parameter Source is not valid. Reason: Source is a required argument.',
    ],
    [
      { DetailType: undefined },
      'InvalidArgument',
      'Parameter DetailType is not valid. Reason: DetailType is a required argument.',
    ],
    [
      { Detail: undefined },
      'InvalidArgument',
      'Parameter Detail is not valid. Reason: Detail is a required argument.',
    ],
    [{ Detail: '[]' }, 'MalformedDetail', 'Detail is malformed.'],
    [{ Detail: 'x' }, 'MalformedDetail', 'Detail is malformed.'],
    [{ Source: 'aws.shop' }, 'NotAuthorizedForSourceException', 'Not authorized for the source.'],
  ])('refuses the entry of %j and takes the others', async (change, ErrorCode, ErrorMessage) => {
    const { FailedEntryCount, Entries } = await put([order, { ...order, ...change }]);
    expect(FailedEntryCount).toBe(1);
    expect(Entries).toEqual([{ EventId: expect.any(String) }, { ErrorCode, ErrorMessage }]);
  });

  it('takes ten entries and a megabyte at most', async () => {
    await expect(put(Array(11).fill(order))).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringMatching(
        /^1 validation error detected: Value '\[PutEventsRequestEntry\(time=null, source=shop, .* at 'entries' failed to satisfy constraint: Member must have length less than or equal to 10$/,
      ),
    });
    await expect(put([])).rejects.toThrow('greater than or equal to 1');
    const big = { ...order, Detail: JSON.stringify({ text: 'x'.repeat(600 * 1024) }) };
    expect((await put([big])).FailedEntryCount).toBe(0);
    await expect(put([big, big])).rejects.toThrow(
      'Total size of the entries in the request is over the limit.',
    );
  });

  it('takes what goes to a bus that does not stand, and loses it, as the service does', async () => {
    const { FailedEntryCount } = await put([{ ...order, EventBusName: 'nowhere' }]);
    expect(FailedEntryCount).toBe(0);
  });

  it('is allowed by bus, source and detail type, and by the policy on the bus', async () => {
    const { EventBusArn } = await client.send(new CreateEventBusCommand({ Name: 'guarded' }));
    const RoleArn = await cloud.role('Putter', 'lambda.amazonaws.com', {
      Effect: 'Allow',
      Action: 'events:PutEvents',
      Resource: EventBusArn,
      Condition: { StringEquals: { 'events:source': 'shop' } },
    });
    const putter = cloud.clientAs(RoleArn);
    const guarded = { ...order, EventBusName: 'guarded' };
    expect((await put([guarded], putter)).FailedEntryCount).toBe(0);
    expect((await put([{ ...guarded, EventBusName: EventBusArn }], putter)).FailedEntryCount).toBe(0);
    await expect(put([{ ...guarded, Source: 'store' }], putter)).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: `User: ${cloud.iam.assume(RoleArn, 'session').principal.arn} is not authorized to perform: events:PutEvents on resource: ${EventBusArn} because no identity-based policy allows the events:PutEvents action`,
    });
    await expect(put([order], putter)).rejects.toThrow('event-bus/default');
    await client.send(
      new PutPermissionCommand({
        EventBusName: 'guarded',
        Policy: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Sid: 'store',
              Effect: 'Allow',
              Principal: { AWS: RoleArn },
              Action: 'events:PutEvents',
              Resource: EventBusArn,
            },
          ],
        }),
      }),
    );
    expect((await put([{ ...guarded, Source: 'store' }], putter)).FailedEntryCount).toBe(0);
    putter.destroy();
  });
});

it('makes, shows and deletes buses', async () => {
  const { EventBusArn } = await client.send(new CreateEventBusCommand({ Name: 'one', Description: 'first' }));
  expect(EventBusArn).toBe(`arn:aws:events:us-east-1:${account}:event-bus/one`);
  await expect(client.send(new CreateEventBusCommand({ Name: 'one' }))).rejects.toMatchObject({
    name: 'ResourceAlreadyExistsException',
    message: 'Event bus one already exists.',
  });
  await client.send(
    new PutPermissionCommand({
      EventBusName: 'one',
      StatementId: 'other',
      Action: 'events:PutEvents',
      Principal: '111122223333',
    }),
  );
  const shown = await client.send(new DescribeEventBusCommand({ Name: 'one' }));
  expect(shown).toMatchObject({
    Name: 'one',
    Description: 'first',
    CreationTime: new Date(cloud.clock.now()),
  });
  expect(JSON.parse(shown.Policy!).Statement).toMatchObject([
    { Sid: 'other', Principal: { AWS: 'arn:aws:iam::111122223333:root' } },
  ]);
  await client.send(new RemovePermissionCommand({ EventBusName: 'one', StatementId: 'other' }));
  await expect(
    client.send(new RemovePermissionCommand({ EventBusName: 'one', StatementId: 'other' })),
  ).rejects.toThrow('Statement with the provided id does not exist.');
  const { EventBuses, NextToken } = await client.send(new ListEventBusesCommand({ Limit: 1 }));
  expect(EventBuses!.map(({ Name }) => Name)).toEqual(['default']);
  expect(
    (await client.send(new ListEventBusesCommand({ NextToken }))).EventBuses!.map(({ Name }) => Name),
  ).toContain('one');
  await client.send(new DeleteEventBusCommand({ Name: 'one' }));
  await expect(client.send(new DescribeEventBusCommand({ Name: 'one' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'Event bus one does not exist.',
  });
  await expect(client.send(new DeleteEventBusCommand({ Name: 'default' }))).rejects.toThrow(
    'Cannot delete event bus default.',
  );
});

it('makes, shows, switches and deletes rules with their targets', async () => {
  const EventPattern = '{"source":["shop"]}';
  const { RuleArn } = await client.send(
    new PutRuleCommand({ Name: 'paid', EventPattern, Description: 'paid', Tags: [{ Key: 'a', Value: '1' }] }),
  );
  const { arn: Arn } = await cloud.queue('paid');
  expect(
    await client.send(new PutTargetsCommand({ Rule: 'paid', Targets: [{ Id: 'queue', Arn }] })),
  ).toMatchObject({
    FailedEntryCount: 0,
    FailedEntries: [],
  });
  expect(await client.send(new DescribeRuleCommand({ Name: 'paid' }))).toMatchObject({
    Name: 'paid',
    Arn: RuleArn,
    EventBusName: 'default',
    EventPattern,
    State: 'ENABLED',
    Description: 'paid',
    CreatedBy: account,
  });
  await client.send(new DisableRuleCommand({ Name: 'paid' }));
  await put([order]);
  const { Rules } = await client.send(new ListRulesCommand({ NamePrefix: 'pa' }));
  expect(Rules).toEqual([
    {
      Name: 'paid',
      Arn: RuleArn,
      EventBusName: 'default',
      EventPattern,
      State: 'DISABLED',
      Description: 'paid',
    },
  ]);
  await client.send(new EnableRuleCommand({ Name: 'paid' }));
  expect((await client.send(new ListTargetsByRuleCommand({ Rule: 'paid' }))).Targets).toEqual([
    { Id: 'queue', Arn },
  ]);
  expect((await client.send(new ListRuleNamesByTargetCommand({ TargetArn: Arn }))).RuleNames).toEqual([
    'paid',
  ]);
  expect(cloud.events.inspect().buses[0]!.rules[0]).toMatchObject({ name: 'paid', matched: 0 });

  await client.send(new TagResourceCommand({ ResourceARN: RuleArn, Tags: [{ Key: 'b', Value: '2' }] }));
  await client.send(new UntagResourceCommand({ ResourceARN: RuleArn, TagKeys: ['a'] }));
  expect((await client.send(new ListTagsForResourceCommand({ ResourceARN: RuleArn }))).Tags).toEqual([
    { Key: 'b', Value: '2' },
  ]);

  const remove = () => client.send(new DeleteRuleCommand({ Name: 'paid' }));
  await expect(remove()).rejects.toThrow("Rule can't be deleted since it has targets.");
  await client.send(new RemoveTargetsCommand({ Rule: 'paid', Ids: ['queue'] }));
  await remove();
  await remove();
  await expect(client.send(new DescribeRuleCommand({ Name: 'paid' }))).rejects.toThrow(
    'Rule paid does not exist on EventBus default.',
  );
});

it.each<[Partial<PutRuleCommandInput>, string, string]>([
  [{}, 'ValidationException', 'Parameter(s) EventPattern or ScheduleExpression must be specified.'],
  [
    { ScheduleExpression: 'rate(1 minutes)' },
    'ValidationException',
    'Parameter ScheduleExpression is not valid.',
  ],
  [
    { EventPattern: '{"a":1}' },
    'InvalidEventPatternException',
    'Event pattern is not valid. Reason: "a" must be an object or an array',
  ],
  [{ EventPattern: '{' }, 'InvalidEventPatternException', 'Event pattern is not valid. Reason: '],
  [
    { EventPattern: '{"a":["x"]}', EventBusName: 'nowhere' },
    'ResourceNotFoundException',
    'Event bus nowhere does not exist.',
  ],
])('refuses the rule %j', async (input, name, message) => {
  await expect(client.send(new PutRuleCommand({ Name: 'wrong', ...input }))).rejects.toMatchObject({
    name,
    message: expect.stringContaining(message),
  });
});

it('allows a rule no more than five targets', async () => {
  await client.send(new PutRuleCommand({ Name: 'many', EventPattern: '{"source":["none"]}' }));
  const { arn: Arn } = await cloud.queue('many');
  const targets = (ids: number[]) => ids.map((id) => ({ Id: String(id), Arn }));
  await client.send(new PutTargetsCommand({ Rule: 'many', Targets: targets([1, 2, 3, 4]) }));
  await client.send(new PutTargetsCommand({ Rule: 'many', Targets: targets([4, 5]) }));
  await expect(
    client.send(new PutTargetsCommand({ Rule: 'many', Targets: targets([6]) })),
  ).rejects.toMatchObject({
    name: 'LimitExceededException',
    message: 'The requested resource exceeds the maximum number allowed.',
  });
});

it('tries a pattern on an event', async () => {
  const event = {
    id: '1',
    account,
    source: 'shop',
    time: '2026-01-01T00:00:00Z',
    region: 'us-east-1',
    'detail-type': 'x',
  };
  const test = (EventPattern: object, Event: unknown) =>
    client.send(
      new TestEventPatternCommand({
        EventPattern: JSON.stringify(EventPattern),
        Event: JSON.stringify(Event),
      }),
    );
  expect((await test({ source: [{ prefix: 'sh' }] }, event)).Result).toBe(true);
  expect((await test({ source: ['store'] }, event)).Result).toBe(false);
  await expect(test({ source: ['shop'] }, [])).rejects.toThrow('Parameter Event is not valid.');
});
