import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createVerify, X509Certificate } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ConfirmSubscriptionCommand,
  CreateTopicCommand,
  DeleteTopicCommand,
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListSubscriptionsCommand,
  ListTagsForResourceCommand,
  ListTopicsCommand,
  PublishBatchCommand,
  PublishCommand,
  SetSubscriptionAttributesCommand,
  SetTopicAttributesCommand,
  SNSClient,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { generatedName } from '../../../local/cloudformation/names.ts';
import { ManualClock } from '../../../local/core/clock.ts';
import { lambdaFunction, permission, role, standUp, type Standing } from '../standing.ts';

const arn = (name: string) => ({ 'Fn::GetAtt': [name, 'Arn'] });
const queue = (properties: object = {}) => ({ Type: 'AWS::SQS::Queue', Properties: properties });
const topic = (properties: object = {}) => ({ Type: 'AWS::SNS::Topic', Properties: properties });
const subscription = (Protocol: string, Endpoint: unknown, properties: object = {}) => ({
  Type: 'AWS::SNS::Subscription',
  Properties: { TopicArn: { Ref: 'Topic' }, Protocol, Endpoint, ...properties },
});
const letIn = (...queues: string[]) => ({
  Type: 'AWS::SQS::QueuePolicy',
  Properties: {
    Queues: queues.map((name) => ({ Ref: name })),
    PolicyDocument: {
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'sns.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Resource: '*',
          Condition: { ArnEquals: { 'aws:SourceArn': { Ref: 'Topic' } } },
        },
      ],
    },
  },
});
const base = { Topic: topic({ TopicName: 'orders' }), Queue: queue(), Policy: letIn('Queue') };

let cloud: Standing;
let sns: SNSClient;
let sqs: SQSClient;
afterEach(async () => {
  sns?.destroy();
  sqs?.destroy();
  await cloud?.close();
});
async function start(Resources: Record<string, { Type: string }>, options?: Parameters<typeof standUp>[1]) {
  const refs = Object.keys(Resources)
    .filter((name) =>
      ['AWS::SNS::Topic', 'AWS::SQS::Queue', 'AWS::SNS::Subscription'].includes(Resources[name]!.Type),
    )
    .map((name) => [name, { Value: { Ref: name } }]);
  cloud = await standUp({ Resources, Outputs: Object.fromEntries(refs) }, options);
  sns = new SNSClient(cloud.client);
  sqs = new SQSClient(cloud.client);
}
/** Waits for what comes, however slow the machine. */
const soon = <T>(check: () => T | Promise<T>) => vi.waitFor(check, { timeout: 60_000 });
const publish = (Message: string, more: object = {}) =>
  sns.send(new PublishCommand({ TopicArn: cloud.outputs.Topic, Message, ...more }));
async function received(name = 'Queue', WaitTimeSeconds = 10) {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: cloud.outputs[name],
      MaxNumberOfMessages: 10,
      WaitTimeSeconds,
      MessageAttributeNames: ['All'],
      MessageSystemAttributeNames: ['All'],
    }),
  );
  return Messages;
}
const text = (StringValue: string) => ({ DataType: 'String', StringValue });

interface Posted {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}
/** An endpoint of this machine that notes what is posted. */
async function endpoint() {
  const posted: Posted[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      posted.push({ headers: request.headers, body });
      response.end();
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    posted,
    close: () => server.close(),
  };
}

describe('a queue that subscribes', () => {
  it('gets the message in an envelope, signed so that the certificate bears it out', async () => {
    await start({ ...base, Subscription: subscription('sqs', arn('Queue')) });
    const { MessageId } = await publish('hello', {
      Subject: 'Greeting',
      MessageAttributes: { kind: text('a'), count: { DataType: 'Number', StringValue: '3' } },
    });
    const [message] = await received();
    expect(message!.MessageAttributes).toBeUndefined();
    expect(message!.Body).toMatch(/^\{\n {2}"Type" : "Notification",\n {2}"MessageId" : "/);
    const envelope = JSON.parse(message!.Body!);
    expect(Object.keys(envelope)).toEqual([
      'Type',
      'MessageId',
      'TopicArn',
      'Subject',
      'Message',
      'Timestamp',
      'SignatureVersion',
      'Signature',
      'SigningCertURL',
      'UnsubscribeURL',
      'MessageAttributes',
    ]);
    expect(envelope).toMatchObject({
      MessageId,
      TopicArn: 'arn:aws:sns:us-east-1:123456789012:orders',
      Subject: 'Greeting',
      Message: 'hello',
      SignatureVersion: '1',
      MessageAttributes: { kind: { Type: 'String', Value: 'a' }, count: { Type: 'Number', Value: '3' } },
    });
    const { publicKey } = new X509Certificate(await (await fetch(envelope.SigningCertURL)).text());
    const signed = ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type']
      .map((name) => `${name}\n${envelope[name]}\n`)
      .join('');
    expect(createVerify('sha1').update(signed).verify(publicKey, envelope.Signature, 'base64')).toBe(true);
    await fetch(envelope.UnsubscribeURL);
    expect((await sns.send(new ListSubscriptionsCommand({}))).Subscriptions).toEqual([]);
  });

  it('gets the message alone with its attributes when it wants it raw', async () => {
    await start({ ...base, Subscription: subscription('sqs', arn('Queue'), { RawMessageDelivery: true }) });
    await publish('{"default":"for all","sqs":"for queues"}', {
      MessageStructure: 'json',
      MessageAttributes: { tags: { DataType: 'String.Array', StringValue: '["a"]' } },
    });
    const [message] = await received();
    expect(message!.Body).toBe('for queues');
    expect(message!.MessageAttributes).toMatchObject({ tags: { DataType: 'String', StringValue: '["a"]' } });
  });

  it('gets only what fits its filter', async () => {
    const wants = (name: string, properties: object) =>
      subscription('sqs', arn(name), { RawMessageDelivery: true, ...properties });
    await start({
      Topic: topic(),
      ByAttributes: queue(),
      ByBody: queue(),
      Policy: letIn('ByAttributes', 'ByBody'),
      One: wants('ByAttributes', {
        FilterPolicy: {
          store: ['example', { prefix: 'eu-' }],
          interests: [{ 'anything-but': ['golf'] }],
          price: [{ numeric: ['>=', 100, '<', 200] }],
          old: [{ exists: false }],
        },
      }),
      Two: wants('ByBody', {
        FilterPolicyScope: 'MessageBody',
        FilterPolicy: { order: { lines: { sku: ['tea'] } }, $or: [{ kind: ['new'] }, { rush: [true] }] },
      }),
    });
    const attributes = (store: string, interests: string, price: string, more: object = {}) => ({
      MessageAttributes: {
        store: text(store),
        interests: { DataType: 'String.Array', StringValue: interests },
        price: { DataType: 'Number', StringValue: price },
        ...more,
      },
    });
    await publish('fits', attributes('eu-west', '["golf","tennis"]', '100'));
    await publish('other store', attributes('us', '["tennis"]', '100'));
    await publish('golf alone', attributes('example', '["golf"]', '100'));
    await publish('too dear', attributes('example', '["tennis"]', '200'));
    await publish('old', attributes('example', '["tennis"]', '100', { old: text('1') }));
    const body = (value: object) => publish(JSON.stringify(value));
    await body({ kind: 'new', order: { lines: [{ sku: 'mug' }, { sku: 'tea' }] } });
    await body({ kind: 'old', order: { lines: [{ sku: 'tea' }] } });
    await body({ rush: true, order: { lines: [{ sku: 'tea' }] } });
    expect((await received('ByAttributes')).map(({ Body }) => Body)).toEqual(['fits']);
    expect((await received('ByBody')).map(({ Body }) => JSON.parse(Body!).kind)).toEqual(['new', undefined]);
    expect(cloud.sns.inspect()[0]).toMatchObject({
      published: 8,
      subscriptions: [
        { delivered: 1, filtered: 7 },
        { delivered: 2, filtered: 6 },
      ],
    });
  });

  it('that does not let the topic in leaves its messages to the dead-letter queue', async () => {
    await start({
      Topic: topic(),
      Queue: queue(),
      Dead: queue(),
      Policy: letIn('Dead'),
      Subscription: subscription('sqs', arn('Queue'), {
        RedrivePolicy: { deadLetterTargetArn: arn('Dead') },
      }),
    });
    await publish('lost');
    const [message] = await received('Dead');
    expect(JSON.parse(message!.Body!)).toMatchObject({ Type: 'Notification', Message: 'lost' });
    await soon(() =>
      expect(cloud.sns.inspect()[0]!.subscriptions[0]).toMatchObject({ delivered: 0, failed: 1, pending: 0 }),
    );
  });
});

describe('a FIFO topic', () => {
  const fifo = {
    Topic: topic({ FifoTopic: true, ContentBasedDeduplication: true }),
    Queue: queue({ FifoQueue: true }),
    Policy: letIn('Queue'),
    Subscription: subscription('sqs', arn('Queue')),
  };

  it('keeps the order of a group and takes the same message once', async () => {
    await start(fifo);
    expect(cloud.outputs.Topic).toMatch(/\.fifo$/);
    const first = await publish('1', { MessageGroupId: 'g' });
    const again = await publish('1', { MessageGroupId: 'g' });
    expect(again).toMatchObject({ MessageId: first.MessageId, SequenceNumber: first.SequenceNumber });
    await publish('2', { MessageGroupId: 'g' });
    await soon(() => expect(cloud.sns.inspect()[0]!.subscriptions[0]!.delivered).toBe(2));
    const messages = await received();
    const envelopes = messages.map(({ Body }) => JSON.parse(Body!));
    expect(envelopes.map(({ Message }) => Message)).toEqual(['1', '2']);
    expect(envelopes[0]).toMatchObject({ SequenceNumber: first.SequenceNumber });
    expect(envelopes[0]).not.toHaveProperty('Signature');
    expect(messages[0]!.Attributes).toMatchObject({ MessageGroupId: 'g' });
  });

  it('asks for a group, and has queues alone', async () => {
    await start(fifo);
    await expect(publish('1')).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'Invalid parameter: The MessageGroupId parameter is required for FIFO topics',
    });
    const subscribe = new SubscribeCommand({
      TopicArn: cloud.outputs.Topic,
      Protocol: 'email',
      Endpoint: 'a@example.com',
    });
    await expect(sns.send(subscribe)).rejects.toThrow('Please use FIFO SQS queue');
  });
});

it('calls functions that let it', async () => {
  const hook = await endpoint();
  await start({
    ...base,
    FunctionRole: role(),
    Function: lambdaFunction(
      `exports.handler = (event) => fetch('${hook.url}', { method: 'POST', body: JSON.stringify(event) });`,
    ),
    Permission: permission('Function', 'sns.amazonaws.com', { Ref: 'Topic' }),
    Subscription: subscription('lambda', arn('Function')),
  });
  await publish('hello', { MessageAttributes: { kind: text('a') } });
  await soon(() => expect(hook.posted).toHaveLength(1));
  hook.close();
  expect(JSON.parse(hook.posted[0]!.body)).toEqual({
    Records: [
      {
        EventSource: 'aws:sns',
        EventVersion: '1.0',
        EventSubscriptionArn: cloud.outputs.Subscription,
        Sns: {
          Type: 'Notification',
          MessageId: expect.any(String),
          TopicArn: cloud.outputs.Topic,
          Subject: null,
          Message: 'hello',
          Timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
          SignatureVersion: '1',
          Signature: expect.any(String),
          SigningCertUrl: expect.stringMatching(/\.pem$/),
          UnsubscribeUrl: expect.stringContaining('Unsubscribe'),
          MessageAttributes: { kind: { Type: 'String', Value: 'a' } },
        },
      },
    ],
  });
});

describe('an HTTP endpoint', () => {
  it('confirms, and then gets what is published', async () => {
    const hook = await endpoint();
    try {
      await start({ ...base, Subscription: subscription('http', hook.url) });
      await soon(() => expect(hook.posted).toHaveLength(1));
      const { headers, body } = hook.posted[0]!;
      expect(headers).toMatchObject({
        'x-amz-sns-message-type': 'SubscriptionConfirmation',
        'x-amz-sns-topic-arn': cloud.outputs.Topic,
        'content-type': 'text/plain; charset=UTF-8',
      });
      await publish('too early');
      const { SubscribeURL, Type } = JSON.parse(body);
      expect(Type).toBe('SubscriptionConfirmation');
      expect(await (await fetch(SubscribeURL)).text()).toContain(
        `<SubscriptionArn>${cloud.outputs.Subscription}</SubscriptionArn>`,
      );
      await publish('hello');
      await soon(() => expect(hook.posted).toHaveLength(2));
      expect(hook.posted[1]!.headers).toMatchObject({
        'x-amz-sns-message-type': 'Notification',
        'x-amz-sns-subscription-arn': cloud.outputs.Subscription,
      });
      expect(JSON.parse(hook.posted[1]!.body)).toMatchObject({ Message: 'hello' });
    } finally {
      hook.close();
    }
  });

  it('that has trouble is tried again, and what it never takes goes to the dead-letter queue', async () => {
    const clock = new ManualClock(Date.now());
    const hook = await endpoint();
    try {
      await start(
        {
          Topic: topic(),
          Dead: queue(),
          Policy: letIn('Dead'),
          Subscription: subscription('http', hook.url, {
            RawMessageDelivery: true,
            RedrivePolicy: { deadLetterTargetArn: arn('Dead') },
          }),
        },
        { environment: { clock } },
      );
      await soon(() => expect(hook.posted).toHaveLength(1));
      await fetch(JSON.parse(hook.posted[0]!.body).SubscribeURL);
      hook.close();
      await publish('hello');
      const counts = () => cloud.sns.inspect()[0]!.subscriptions[0]!;
      // Three retries, twenty seconds apart.
      await soon(() => {
        clock.advance(20_000);
        expect(counts()).toMatchObject({ failed: 1, pending: 0 });
      });
      const { Messages } = await cloud.sqs.call('ReceiveMessage', { QueueUrl: cloud.outputs.Dead });
      expect(Messages).toMatchObject([{ Body: 'hello' }]);
    } finally {
      hook.close();
    }
  });

  it('beyond this machine is left alone: the outbox has what it would get', async () => {
    await start({ ...base, Subscription: subscription('https', 'https://hooks.example.com/x') });
    const [asked] = await soon(() => {
      expect(cloud.outbox.list()).toHaveLength(1);
      return cloud.outbox.list();
    });
    expect(asked).toMatchObject({
      service: 'sns',
      medium: 'HTTP',
      destination: 'https://hooks.example.com/x',
    });
    const { Token } = JSON.parse(asked!.text);
    await sns.send(new ConfirmSubscriptionCommand({ TopicArn: cloud.outputs.Topic, Token }));
    await publish('hello');
    await soon(() => expect(JSON.parse(cloud.outbox.list()[1]!.text)).toMatchObject({ Message: 'hello' }));
  });
});

it('puts mails and text messages in the outbox', async () => {
  await start({
    Topic: topic({ DisplayName: 'Shop', Subscription: [{ Protocol: 'email', Endpoint: 'ada@example.com' }] }),
    Sms: subscription('sms', '+4917012345678'),
  });
  await publish('Your parcel is on its way', { Subject: 'Parcel' });
  await sns.send(new PublishCommand({ PhoneNumber: '+49170555', Message: 'Code 1234' }));
  await soon(() => expect(cloud.outbox.list()).toHaveLength(3));
  expect(
    cloud.outbox
      .list()
      .map(({ medium, destination, subject }) => [medium, destination, subject])
      .sort(),
  ).toEqual([
    ['EMAIL', 'ada@example.com', 'Parcel'],
    ['SMS', '+4917012345678', undefined],
    ['SMS', '+49170555', undefined],
  ]);
});

it('serves the operations of the SDK, and calls errors by their names', async () => {
  await start(base);
  const { TopicArn } = await sns.send(
    new CreateTopicCommand({
      Name: 'made',
      Attributes: { DisplayName: 'Made' },
      Tags: [{ Key: 'a', Value: 'b' }],
    }),
  );
  expect(await sns.send(new CreateTopicCommand({ Name: 'made' }))).toMatchObject({ TopicArn });
  await expect(
    sns.send(new CreateTopicCommand({ Name: 'made', Attributes: { DisplayName: 'Other' } })),
  ).rejects.toThrow('Topic already exists with different attributes');
  expect((await sns.send(new ListTopicsCommand({}))).Topics).toEqual([
    { TopicArn: cloud.outputs.Topic },
    { TopicArn },
  ]);
  expect((await sns.send(new ListTagsForResourceCommand({ ResourceArn: TopicArn }))).Tags).toEqual([
    { Key: 'a', Value: 'b' },
  ]);
  await sns.send(
    new SetTopicAttributesCommand({ TopicArn, AttributeName: 'SignatureVersion', AttributeValue: '2' }),
  );
  const Endpoint = 'arn:aws:sqs:us-east-1:123456789012:elsewhere';
  const { SubscriptionArn } = await sns.send(
    new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint, Attributes: { RawMessageDelivery: 'true' } }),
  );
  await sns.send(
    new SetSubscriptionAttributesCommand({
      SubscriptionArn,
      AttributeName: 'FilterPolicy',
      AttributeValue: '{"a":["b"]}',
    }),
  );
  expect(
    (await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }))).Attributes,
  ).toMatchObject({
    RawMessageDelivery: 'true',
    FilterPolicy: '{"a":["b"]}',
    FilterPolicyScope: 'MessageAttributes',
    PendingConfirmation: 'false',
  });
  await expect(
    sns.send(
      new SetSubscriptionAttributesCommand({
        SubscriptionArn,
        AttributeName: 'FilterPolicy',
        AttributeValue: '{"a":[{"like":"b"}]}',
      }),
    ),
  ).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message: expect.stringContaining('FilterPolicy'),
  });
  expect((await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }))).Subscriptions).toEqual([
    { SubscriptionArn, Owner: '123456789012', Protocol: 'sqs', Endpoint, TopicArn },
  ]);
  expect((await sns.send(new GetTopicAttributesCommand({ TopicArn }))).Attributes).toMatchObject({
    DisplayName: 'Made',
    SignatureVersion: '2',
    SubscriptionsConfirmed: '1',
    Owner: '123456789012',
  });
  const batch = await sns.send(
    new PublishBatchCommand({
      TopicArn,
      PublishBatchRequestEntries: [
        { Id: '1', Message: 'a' },
        { Id: '2', Message: 'b', Subject: 'line\nbreak' },
      ],
    }),
  );
  expect(batch.Successful).toMatchObject([{ Id: '1', MessageId: expect.any(String) }]);
  expect(batch.Failed).toEqual([
    { Id: '2', Code: 'InvalidParameter', Message: 'Invalid parameter: Subject', SenderFault: true },
  ]);
  await sns.send(new UnsubscribeCommand({ SubscriptionArn }));
  await sns.send(new DeleteTopicCommand({ TopicArn }));
  await expect(sns.send(new PublishCommand({ TopicArn, Message: 'x' }))).rejects.toMatchObject({
    name: 'NotFoundException',
    message: 'Topic does not exist',
  });
  await expect(publish('')).rejects.toThrow('Invalid parameter: Empty message');
  await expect(publish('x'.repeat(262_145))).rejects.toThrow('Invalid parameter: Message too long');
});

it('lets callers do what their policies allow, and services what the policy of the topic does', async () => {
  await start({
    ...base,
    Reader: role({ Effect: 'Allow', Action: 'sns:GetTopicAttributes', Resource: '*' }),
    Allow: {
      Type: 'AWS::SNS::TopicPolicy',
      Properties: {
        Topics: [{ Ref: 'Topic' }],
        PolicyDocument: {
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Service: 'events.amazonaws.com' },
              Action: 'sns:Publish',
              Resource: '*',
            },
          ],
        },
      },
    },
  } as never);
  const roleArn = `arn:aws:iam::123456789012:role/${generatedName('Stack', 'Reader', 'AWS::IAM::Role')}`;
  const client = new SNSClient({ ...cloud.client, credentials: cloud.iam.assume(roleArn, 'test') });
  await client.send(new GetTopicAttributesCommand({ TopicArn: cloud.outputs.Topic }));
  await expect(
    client.send(new PublishCommand({ TopicArn: cloud.outputs.Topic, Message: 'x' })),
  ).rejects.toMatchObject({
    name: 'AuthorizationErrorException',
    message: expect.stringContaining('sns:Publish'),
  });
  client.destroy();
  const as = (name: string) => ({
    arn: name,
    accountId: '123456789012',
    userId: name,
    service: { name, sourceArn: 'arn:aws:events:us-east-1:123456789012:rule/x' },
  });
  const input = { TopicArn: cloud.outputs.Topic!, Message: 'x' };
  await cloud.sns.publish(input, as('events.amazonaws.com'));
  await expect(cloud.sns.publish(input, as('s3.amazonaws.com'))).rejects.toMatchObject({
    name: 'AccessDeniedException',
  });
});

it('keeps what has not arrived, and who subscribed, with the data directory', async () => {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'sns-'));
  try {
    // Nobody answers there yet.
    await start(base, { environment: { dataDirectory } });
    const Endpoint = 'http://127.0.0.1:1/hook';
    const { SubscriptionArn } = await sns.send(
      new SubscribeCommand({
        TopicArn: cloud.outputs.Topic,
        Protocol: 'http',
        Endpoint,
        ReturnSubscriptionArn: true,
      }),
    );
    const token = await tokenOf(dataDirectory);
    await sns.send(new ConfirmSubscriptionCommand({ TopicArn: cloud.outputs.Topic, Token: token }));
    await publish('waits');
    await soon(() => expect(cloud.sns.inspect()[0]!.subscriptions[0]!.pending).toBe(1));
    await cloud.close();
    await start(base, { environment: { dataDirectory } });
    expect(cloud.sns.inspect()[0]!.subscriptions).toMatchObject([
      { arn: SubscriptionArn, endpoint: Endpoint, pending: 1 },
    ]);
  } finally {
    await cloud.close();
    rmSync(dataDirectory, { recursive: true });
  }

  async function tokenOf(directory: string): Promise<string> {
    return soon(() => {
      const { subscriptions } = JSON.parse(readFileSync(join(directory, 'sns', 'state.json'), 'utf8'));
      expect(subscriptions[0].token).toBeTruthy();
      return subscriptions[0].token as string;
    });
  }
});
