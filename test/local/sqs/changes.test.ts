import {
  GetQueueAttributesCommand,
  ListQueueTagsCommand,
  ListQueuesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { RestartNeededError } from '../../../local/core/resource.ts';
import { create, remove, update } from '../support.ts';
import { startQueues, type Queues } from './cloud.ts';

let queues: Queues;
beforeEach(async () => {
  queues = await startQueues();
});
afterEach(() => queues.close());

const type = 'AWS::SQS::Queue';
const attributesOf = async (QueueUrl: string) =>
  (await queues.client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] })))
    .Attributes!;

it('a queue takes up new attributes and tags and keeps its messages; what is no longer said is the default again', async () => {
  const { client, sqs } = queues;
  const former = {
    QueueName: 'work',
    VisibilityTimeout: 5,
    DelaySeconds: 2,
    Tags: [{ Key: 'team', Value: 'a' }],
  };
  const created = await create(sqs.resources, type, former);
  await client.send(new SendMessageCommand({ QueueUrl: created.ref, MessageBody: 'kept', DelaySeconds: 0 }));
  const next = { QueueName: 'work', VisibilityTimeout: 60, Tags: [{ Key: 'stage', Value: 'b' }] };
  const { undo } = await update(sqs.resources, type, former, next, created);
  expect(await attributesOf(created.ref)).toMatchObject({ VisibilityTimeout: '60', DelaySeconds: '0' });
  const tags = async () => (await client.send(new ListQueueTagsCommand({ QueueUrl: created.ref }))).Tags;
  expect(await tags()).toEqual({ stage: 'b' });
  const { Messages } = await client.send(new ReceiveMessageCommand({ QueueUrl: created.ref }));
  expect(Messages).toMatchObject([{ Body: 'kept' }]);

  await undo();
  expect(await attributesOf(created.ref)).toMatchObject({ VisibilityTimeout: '5', DelaySeconds: '2' });
  expect(await tags()).toEqual({ team: 'a' });
});

it('a queue that would be another needs a restart, a wrong value is refused and nothing changed', async () => {
  const { sqs } = queues;
  const former = { QueueName: 'work' };
  const created = await create(sqs.resources, type, former);
  for (const next of [{ QueueName: 'other' }, { QueueName: 'work', FifoQueue: true }])
    await expect(update(sqs.resources, type, former, next, created)).rejects.toThrow(RestartNeededError);
  const wrong = { QueueName: 'work', DelaySeconds: 901 };
  await expect(update(sqs.resources, type, former, wrong, created)).rejects.toThrow('DelaySeconds');
  expect(await attributesOf(created.ref)).toMatchObject({ DelaySeconds: '0' });
});

it('a queue goes with its template, and comes back with its messages when the change is taken back', async () => {
  const { client, sqs } = queues;
  const properties = { QueueName: 'work' };
  const created = await create(sqs.resources, type, properties);
  await client.send(new SendMessageCommand({ QueueUrl: created.ref, MessageBody: 'kept' }));
  const undo = await remove(sqs.resources, type, properties, created);
  expect((await client.send(new ListQueuesCommand({}))).QueueUrls ?? []).toEqual([]);
  await undo();
  const { Messages } = await client.send(new ReceiveMessageCommand({ QueueUrl: created.ref }));
  expect(Messages).toMatchObject([{ Body: 'kept' }]);
});

it('a policy is replaced and taken off', async () => {
  const { sqs } = queues;
  const queue = await create(sqs.resources, type, { QueueName: 'work' });
  const policyType = 'AWS::SQS::QueuePolicy';
  const policy = (Action: string) => ({
    Queues: [queue.ref],
    PolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'sns.amazonaws.com' }, Action, Resource: '*' }],
    },
  });
  const [one, two] = [policy('sqs:SendMessage'), policy('sqs:ReceiveMessage')];
  const created = await create(sqs.resources, policyType, one);
  await update(sqs.resources, policyType, one, two, created);
  expect((await attributesOf(queue.ref)).Policy).toContain('sqs:ReceiveMessage');
  const undo = await remove(sqs.resources, policyType, two, created);
  expect((await attributesOf(queue.ref)).Policy).toBeUndefined();
  await undo();
  expect((await attributesOf(queue.ref)).Policy).toContain('sqs:ReceiveMessage');
});
