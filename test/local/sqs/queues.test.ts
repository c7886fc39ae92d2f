import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListDeadLetterSourceQueuesCommand,
  ListMessageMoveTasksCommand,
  ListQueuesCommand,
  ListQueueTagsCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { create } from '../support.ts';
import { startQueues, type Queues } from './cloud.ts';

let queues: Queues;
beforeEach(async () => {
  queues = await startQueues();
});
afterEach(() => queues.close());

const send = (QueueUrl: string, MessageBody: string, more: object = {}) =>
  queues.client.send(new SendMessageCommand({ QueueUrl, MessageBody, ...more }));
const receive = async (QueueUrl: string, more: object = {}) =>
  (await queues.client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, ...more })))
    .Messages ?? [];
const bodies = async (url: string, more: object = {}) => (await receive(url, more)).map(({ Body }) => Body);
const attributesOf = async (QueueUrl: string) =>
  (await queues.client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] })))
    .Attributes!;
const seconds = (count: number) => queues.clock.advance(count * 1000);

it('hands a message over with its attributes, hides it, and gives it again when it is not deleted', async () => {
  const { url, arn } = await queues.queue({ QueueName: 'orders', VisibilityTimeout: 5 });
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/123456789012\/orders$/);
  expect(arn).toBe('arn:aws:sqs:us-east-1:123456789012:orders');
  const trace = 'Root=1-5759e988-bd862e3fe1be46a994272793';
  const { MessageId } = await send(url, 'héllo', {
    MessageAttributes: {
      'order.id': { DataType: 'Number', StringValue: '7' },
      picture: { DataType: 'Binary.png', BinaryValue: new Uint8Array([1, 2]) },
    },
    MessageSystemAttributes: { AWSTraceHeader: { DataType: 'String', StringValue: trace } },
  });
  const [message] = await receive(url, {
    MessageAttributeNames: ['order.*'],
    MessageSystemAttributeNames: ['All'],
  });
  expect(message).toMatchObject({
    MessageId,
    Body: 'héllo',
    MessageAttributes: { 'order.id': { DataType: 'Number', StringValue: '7' } },
    Attributes: {
      ApproximateReceiveCount: '1',
      SenderId: '123456789012',
      SentTimestamp: String(queues.clock.now()),
      AWSTraceHeader: trace,
    },
  });
  expect(Object.keys(message!.MessageAttributes!)).toEqual(['order.id']);
  expect(await receive(url)).toEqual([]);
  expect(await attributesOf(url)).toMatchObject({
    ApproximateNumberOfMessages: '0',
    ApproximateNumberOfMessagesNotVisible: '1',
  });
  seconds(5);
  const [again] = await receive(url, { AttributeNames: ['ApproximateReceiveCount'] });
  expect(again!.Attributes).toEqual({ ApproximateReceiveCount: '2' });
  const remove = ({ ReceiptHandle }: { ReceiptHandle?: string }) =>
    queues.client.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }));
  // The handle of an earlier receive deletes nothing.
  await remove(message!);
  seconds(5);
  const [third] = await receive(url);
  await remove(third!);
  seconds(5);
  expect(await receive(url)).toEqual([]);
});

it('computes the digest of attributes as AWS documents it', async () => {
  const { url } = await queues.queue();
  const answer = await send(url, 'x', {
    MessageAttributes: { timestamp: { DataType: 'Number', StringValue: '1493147359900' } },
  });
  // The example that other implementations of the algorithm are tested with.
  expect(answer.MD5OfMessageAttributes).toBe('235c5c510d26fb653d073faed50ae77c');
});

it('waits for a message, for its delay and for the end of the wait', async () => {
  const { url } = await queues.queue({ DelaySeconds: 3, ReceiveMessageWaitTimeSeconds: 10 });
  await send(url, 'late');
  expect(await attributesOf(url)).toMatchObject({ ApproximateNumberOfMessagesDelayed: '1' });
  const waiting = { QueueUrl: url, AttributeNames: [] };
  const late = queues.sqs.call('ReceiveMessage', waiting);
  seconds(3);
  expect((await late).Messages).toHaveLength(1);
  const next = queues.sqs.call('ReceiveMessage', waiting);
  await send(url, 'now', { DelaySeconds: 0 });
  expect((await next).Messages).toMatchObject([{ Body: 'now' }]);
  const none = queues.sqs.call('ReceiveMessage', waiting);
  seconds(10);
  expect(await none).toEqual({});
});

it('moves what is received too often to the dead-letter queue, and back on demand', async () => {
  const dead = await queues.queue({ QueueName: 'dead' });
  const { url, arn } = await queues.queue({
    QueueName: 'work',
    RedrivePolicy: { deadLetterTargetArn: dead.arn, maxReceiveCount: 2 },
  });
  await send(url, 'poison');
  for (const round of [1, 2]) {
    expect(await bodies(url, { VisibilityTimeout: 1 }), `round ${round}`).toEqual(['poison']);
    seconds(1);
  }
  expect(await bodies(url)).toEqual([]);
  const [buried] = await receive(dead.url, { MessageSystemAttributeNames: ['All'], VisibilityTimeout: 0 });
  expect(buried).toMatchObject({
    Body: 'poison',
    Attributes: { DeadLetterQueueSourceArn: arn, ApproximateReceiveCount: '3' },
  });
  const { queueUrls } = await queues.client.send(
    new ListDeadLetterSourceQueuesCommand({ QueueUrl: dead.url }),
  );
  expect(queueUrls).toEqual([url]);

  await queues.client.send(new StartMessageMoveTaskCommand({ SourceArn: dead.arn }));
  seconds(1);
  const { Results } = await queues.client.send(new ListMessageMoveTasksCommand({ SourceArn: dead.arn }));
  expect(Results).toMatchObject([{ Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 1 }]);
  expect(await bodies(dead.url)).toEqual([]);
  expect(await bodies(url)).toEqual(['poison']);
});

it('refuses a dead-letter queue that is missing, of the other type or not willing', async () => {
  const { url, arn } = await queues.queue({ RedriveAllowPolicy: { redrivePermission: 'denyAll' } });
  const using = (deadLetterTargetArn: string) =>
    queues.client.send(
      new CreateQueueCommand({
        QueueName: 'work',
        Attributes: { RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: '3' }) },
      }),
    );
  await expect(using(`${arn}x`)).rejects.toThrow('Dead letter target does not exist');
  await expect(using(arn)).rejects.toThrow('does not allow');
  await queues.client.send(
    new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { RedriveAllowPolicy: '' } }),
  );
  await expect(using(arn)).resolves.toBeDefined();
});

it('forgets what is older than the retention period', async () => {
  const { url } = await queues.queue({ MessageRetentionPeriod: 60 });
  await send(url, 'old');
  seconds(61);
  expect(await bodies(url)).toEqual([]);
});

it('limits how long a message in flight is hidden', async () => {
  const { url } = await queues.queue();
  await send(url, 'a');
  const [{ ReceiptHandle } = {}] = await receive(url);
  const change = (VisibilityTimeout: number) =>
    queues.client.send(
      new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle, VisibilityTimeout }),
    );
  seconds(10);
  await expect(change(43_200)).rejects.toThrow('Total VisibilityTimeout for the message is beyond the limit');
  await change(0);
  await expect(change(10)).rejects.toMatchObject({ name: 'MessageNotInflight' });
  expect(await bodies(url)).toEqual(['a']);
});

it('answers a batch entry by entry', async () => {
  const { url } = await queues.queue({ MaximumMessageSize: 1024 });
  const { Successful, Failed } = await queues.client.send(
    new SendMessageBatchCommand({
      QueueUrl: url,
      Entries: [
        { Id: 'a', MessageBody: 'a' },
        { Id: 'b', MessageBody: 'b'.repeat(1025) },
        { Id: 'c', MessageBody: '\u0000' },
      ],
    }),
  );
  expect(Successful).toMatchObject([{ Id: 'a' }]);
  expect(Failed).toMatchObject([
    { Id: 'b', Code: 'InvalidParameterValue', SenderFault: true },
    { Id: 'c', Code: 'InvalidMessageContents', SenderFault: true },
  ]);
  await expect(
    queues.client.send(
      new SendMessageBatchCommand({
        QueueUrl: url,
        Entries: [
          { Id: 'a', MessageBody: 'a' },
          { Id: 'a', MessageBody: 'b' },
        ],
      }),
    ),
  ).rejects.toMatchObject({ name: 'BatchEntryIdsNotDistinct' });
});

it('names errors as the SDK knows them, with the codes of the older protocol', async () => {
  await expect(queues.client.send(new GetQueueUrlCommand({ QueueName: 'none' }))).rejects.toMatchObject({
    name: 'QueueDoesNotExist',
    Code: 'AWS.SimpleQueueService.NonExistentQueue',
    $metadata: { httpStatusCode: 400 },
  });
  const { url } = await queues.queue({ QueueName: 'orders', Tags: [{ Key: 'team', Value: 'shop' }] });
  await expect(receive(url, { MaxNumberOfMessages: 11 })).rejects.toThrow(
    'Value 11 for parameter MaxNumberOfMessages',
  );
  await expect(
    queues.client.send(
      new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { VisibilityTimeout: '-1' } }),
    ),
  ).rejects.toMatchObject({ name: 'InvalidAttributeValue' });
  const { Tags } = await queues.client.send(new ListQueueTagsCommand({ QueueUrl: url }));
  expect(Tags).toEqual({ team: 'shop' });
  await queues.client.send(new PurgeQueueCommand({ QueueUrl: url }));
  await expect(queues.client.send(new PurgeQueueCommand({ QueueUrl: url }))).rejects.toMatchObject({
    name: 'PurgeQueueInProgress',
  });
  await queues.client.send(new DeleteQueueCommand({ QueueUrl: url }));
  expect((await queues.client.send(new ListQueuesCommand({}))).QueueUrls ?? []).toEqual([]);
  await expect(queues.client.send(new CreateQueueCommand({ QueueName: 'orders' }))).rejects.toMatchObject({
    name: 'QueueDeletedRecently',
  });
});

it('lets a role do what its policies allow', async () => {
  const { url, arn } = await queues.queue();
  const role = await create(queues.iam.resources, 'AWS::IAM::Role', {
    RoleName: 'Producer',
    AssumeRolePolicyDocument: { Statement: [] },
    Policies: [
      {
        PolicyName: 'Send',
        PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: arn }] },
      },
    ],
  });
  const client = queues.clientOf(queues.iam.assume(String(role.attributes!.Arn), 'session'));
  const Entries = [{ Id: 'a', MessageBody: 'a' }];
  const { Successful } = await client.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }));
  expect(Successful).toHaveLength(1);
  await expect(client.send(new ReceiveMessageCommand({ QueueUrl: url }))).rejects.toMatchObject({
    name: 'AccessDenied',
    message: expect.stringContaining(`is not authorized to perform: sqs:ReceiveMessage on resource: ${arn}`),
  });
  client.destroy();
});

it('keeps queues and messages in the data directory', async () => {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'queues-'));
  const first = await startQueues({ dataDirectory });
  const defined = await first.queue({ QueueName: 'defined' });
  await first.client.send(new CreateQueueCommand({ QueueName: 'made', Attributes: { DelaySeconds: '9' } }));
  await first.client.send(new SendMessageCommand({ QueueUrl: defined.url, MessageBody: 'kept' }));
  await first.close();
  const second = await startQueues({ dataDirectory });
  const { url } = await second.queue({ QueueName: 'defined' });
  const { Messages } = await second.client.send(new ReceiveMessageCommand({ QueueUrl: url }));
  expect(Messages).toMatchObject([{ Body: 'kept' }]);
  const made = await second.client.send(new GetQueueUrlCommand({ QueueName: 'made' }));
  const { Attributes } = await second.client.send(
    new GetQueueAttributesCommand({ QueueUrl: made.QueueUrl, AttributeNames: ['DelaySeconds'] }),
  );
  expect(Attributes).toEqual({ DelaySeconds: '9' });
  await second.close();
  await rm(dataDirectory, { recursive: true });
});
