import {
  CreateEventBusCommand,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  type PutEventsRequestEntry,
  type Target,
} from '@aws-sdk/client-eventbridge';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEvents, type Events } from './cloud.ts';

let cloud: Events;
beforeEach(async () => {
  cloud = await startEvents();
});
afterEach(() => cloud.close());

const order = (detail: object = { id: 7 }, more: Partial<PutEventsRequestEntry> = {}) => ({
  Source: 'shop',
  DetailType: 'OrderPlaced',
  Detail: JSON.stringify(detail),
  ...more,
});
const put = (...Entries: PutEventsRequestEntry[]) => cloud.client.send(new PutEventsCommand({ Entries }));

async function rule(
  target: Partial<Target> & Pick<Target, 'Arn'>,
  pattern: object = { source: ['shop'] },
  bus?: string,
) {
  const { RuleArn } = await cloud.client.send(
    new PutRuleCommand({ Name: 'orders', EventPattern: JSON.stringify(pattern), EventBusName: bus }),
  );
  await cloud.client.send(
    new PutTargetsCommand({ Rule: 'orders', EventBusName: bus, Targets: [{ Id: 'target', ...target }] }),
  );
  return RuleArn!;
}

it('brings events that match to a queue, each as it was put, in order', async () => {
  const { url, arn } = await cloud.queue('orders');
  await rule({ Arn: arn }, { source: ['shop'], detail: { total: [{ numeric: ['>', 10] }] } });
  const { Entries } = await put(
    order({ total: 11 }, { Resources: ['arn:a'], Time: new Date('2026-01-02T03:04:05.678Z') }),
    order({ total: 1 }),
    order({ total: 12 }),
  );
  expect(await cloud.bodies(url)).toEqual([
    {
      version: '0',
      id: Entries![0]!.EventId,
      'detail-type': 'OrderPlaced',
      source: 'shop',
      account: '123456789012',
      time: '2026-01-02T03:04:05Z',
      region: 'us-east-1',
      resources: ['arn:a'],
      detail: { total: 11 },
    },
    expect.objectContaining({ id: Entries![2]!.EventId, time: '2026-01-01T12:00:00Z', resources: [] }),
  ]);
  const { buses, events } = cloud.events.inspect();
  expect(buses[0]!.rules[0]).toMatchObject({ name: 'orders', matched: 2, delivered: 2, failed: 0 });
  expect(events.map(({ deliveries }) => deliveries.map(({ status }) => status))).toEqual([
    ['delivered'],
    [],
    ['delivered'],
  ]);
});

it('calls a function that lets the rule in, and no other', async () => {
  const told = await cloud.queue('letters');
  const { arn: hear, heard } = await cloud.listener('hear');
  const ruleArn = await rule({ Arn: hear, DeadLetterConfig: { Arn: told.arn } });
  await put(order());
  const [letter] = await cloud.messages(told.url);
  expect(letter!.MessageAttributes!['ERROR_CODE']!.StringValue).toBe('NO_PERMISSIONS');

  await cloud.stand('AWS::Lambda::Permission', {
    Action: 'lambda:InvokeFunction',
    FunctionName: hear,
    Principal: 'events.amazonaws.com',
    SourceArn: ruleArn,
  });
  await put(order({ id: 8 }));
  await expect.poll(heard).toMatchObject([{ detail: { id: 8 } }]);
});

it('hands events on to another bus as they are, and to a FIFO queue by group', async () => {
  const fifo = await cloud.queue('orders.fifo', { FifoQueue: true, ContentBasedDeduplication: true });
  const { EventBusArn } = await cloud.client.send(new CreateEventBusCommand({ Name: 'second' }));
  await rule({ Arn: EventBusArn! });
  await rule({ Arn: fifo.arn, SqsParameters: { MessageGroupId: 'all' } }, { source: ['shop'] }, 'second');
  const { Entries } = await put(order());
  expect(await cloud.bodies(fifo.url)).toMatchObject([{ id: Entries![0]!.EventId, source: 'shop' }]);
  expect(cloud.events.inspect().events.map(({ bus }) => bus)).toEqual(['default', 'second']);
});

it('publishes to a topic that lets the rule in', async () => {
  const { url, arn } = await cloud.queue('news');
  const { ref: topic } = await cloud.stand('AWS::SNS::Topic', {
    TopicName: 'news',
    Subscription: [{ Protocol: 'sqs', Endpoint: arn }],
  });
  await cloud.stand('AWS::SNS::TopicPolicy', {
    Topics: [topic],
    PolicyDocument: {
      Statement: {
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: 'sns:Publish',
        Resource: topic,
      },
    },
  });
  await cloud.stand('AWS::SQS::QueuePolicy', {
    Queues: [url],
    PolicyDocument: {
      Statement: { Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource: arn },
    },
  });
  await rule({ Arn: topic, Input: '"hello"' });
  await put(order());
  await expect.poll(() => cloud.bodies(url)).toMatchObject([{ TopicArn: topic, Message: '"hello"' }]);
});

it('starts a state machine as the role of the target', async () => {
  await cloud.close();
  const started: unknown[] = [];
  cloud = await startEvents(
    {},
    {
      stateMachines: {
        async start(arn, input, principal) {
          started.push([arn, JSON.parse(input).detail, principal?.roleArn]);
          return { executionArn: `${arn}:1`, startDate: 0 };
        },
      },
    },
  );
  const RoleArn = await cloud.role('Starter', 'events.amazonaws.com');
  const machine = 'arn:aws:states:us-east-1:123456789012:stateMachine:order';
  await rule({ Arn: machine, RoleArn });
  await put(order());
  expect(started).toEqual([[machine, { id: 7 }, RoleArn]]);
});

describe('what a target gets', () => {
  const InputPathsMap = {
    id: '$.detail.id',
    name: '$.detail.name',
    items: '$.detail.items[*].sku',
    first: '$.detail.items[0]',
    missing: '$.detail.missing',
    paid: '$.detail.paid',
  };
  const detail = { id: 7, name: 'a "b"', items: [{ sku: 'x' }, { sku: 'y' }], paid: true };

  it.each<[string, Partial<Target>, unknown]>([
    ['a fixed text', { Input: '{"a":1}' }, { a: 1 }],
    ['a part', { InputPath: '$.detail.items[1].sku' }, 'y'],
    ['everything that a wildcard finds', { InputPath: '$.detail.items[*].sku' }, ['x', 'y']],
    [
      'an object of a template',
      {
        InputTransformer: {
          InputPathsMap,
          InputTemplate:
            '{"id": <id>, "path": "orders/<id>/<name>", "name": <name>, "skus": <items>, "first": <first>, "none": <missing>, "paid": <paid>}',
        },
      },
      {
        id: 7,
        path: 'orders/7/a "b"',
        name: 'a "b"',
        skus: ['x', 'y'],
        first: { sku: 'x' },
        none: '',
        paid: true,
      },
    ],
    [
      'a text of a template',
      {
        InputTransformer: {
          InputPathsMap,
          InputTemplate: '"Order <id> of <items> is <paid>, <first>, <missing>."',
        },
      },
      'Order 7 of [x,y] is true, {sku:x}, .',
    ],
    [
      'what every template knows',
      {
        InputTransformer: {
          InputTemplate:
            '{"rule": "<aws.events.rule-name>", "arn": <aws.events.rule-arn>, "at": <aws.events.event.ingestion-time>, "event": <aws.events.event>, "all": <aws.events.event.json>}',
        },
      },
      {
        rule: 'orders',
        arn: 'arn:aws:events:us-east-1:123456789012:rule/orders',
        at: '2026-01-01T12:00:00Z',
        event: {
          version: '0',
          id: expect.any(String),
          detailType: 'OrderPlaced',
          source: 'shop',
          account: '123456789012',
          time: '2026-01-01T12:00:00Z',
          region: 'us-east-1',
          resources: [],
        },
        all: expect.objectContaining({ 'detail-type': 'OrderPlaced', detail }),
      },
    ],
  ])('%s', async (_, target, expected) => {
    const { url, arn } = await cloud.queue('orders');
    await rule({ Arn: arn, ...target });
    await put(order(detail));
    expect(await cloud.bodies(url)).toEqual([expected]);
  });

  it('several texts, a line each', async () => {
    const { url, arn } = await cloud.queue('orders');
    const InputTemplate = '"Order <id>"\n"<name>"';
    await rule({ Arn: arn, InputTransformer: { InputPathsMap, InputTemplate } });
    await put(order(detail));
    expect((await cloud.messages(url)).map(({ Body }) => Body)).toEqual(['"Order 7"\n"a \\"b\\""']);
  });

  it('nothing, when an object stands in quotes', async () => {
    const { url, arn } = await cloud.queue('orders');
    await rule({ Arn: arn, InputTransformer: { InputPathsMap, InputTemplate: '{"first": "<first>"}' } });
    await put(order(detail));
    expect(await cloud.messages(url)).toEqual([]);
    expect(cloud.events.inspect().events[0]!.deliveries[0]).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('not JSON'),
    });
  });

  it.each<[Partial<Target>, string]>([
    [
      { Input: '{}', InputPath: '$' },
      'Only one of Input, InputPath, or InputTransformer must be provided for target target.',
    ],
    [
      { InputTransformer: { InputPathsMap: {}, InputTemplate: '"<who>"' } },
      'InputTemplate for target target contains invalid placeholder who.',
    ],
    [{ Id: '!' }, "Value '!' at 'targets.1.member.id'"],
    [{ Arn: 'arn:aws:states:us-east-1:123456789012:stateMachine:a' }, 'RoleArn is required for target'],
    [{ RetryPolicy: { MaximumRetryAttempts: 186 } }, 'less than or equal to 185'],
  ])('refuses %j', async (target, message) => {
    const { arn } = await cloud.queue('orders');
    await expect(rule({ Arn: arn, ...target })).rejects.toThrow(message);
  });
});
