import { DeleteMessageCommand, ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startQueues, type Queues } from './cloud.ts';

let queues: Queues;
beforeEach(async () => {
  queues = await startQueues();
});
afterEach(() => queues.close());

const fifo = (properties: object = {}) =>
  queues.queue({ QueueName: 'events.fifo', FifoQueue: true, ContentBasedDeduplication: true, ...properties });
const send = (QueueUrl: string, MessageBody: string, MessageGroupId: string, more: object = {}) =>
  queues.client.send(new SendMessageCommand({ QueueUrl, MessageBody, MessageGroupId, ...more }));
const receive = async (QueueUrl: string, MaxNumberOfMessages = 10, more: object = {}) =>
  (await queues.client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages, ...more })))
    .Messages ?? [];

it('keeps a group in order, and holds it back while one of its messages is in flight', async () => {
  const { url } = await fifo();
  for (const [body, group] of [
    ['a1', 'a'],
    ['a2', 'a'],
    ['b1', 'b'],
  ] as const)
    await send(url, body, group);
  const [first] = await receive(url, 1);
  expect(first!.Body).toBe('a1');
  expect((await receive(url)).map(({ Body }) => Body)).toEqual(['b1']);
  expect(await receive(url)).toEqual([]);
  await queues.client.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: first!.ReceiptHandle }));
  expect((await receive(url)).map(({ Body }) => Body)).toEqual(['a2']);
});

it('takes a message once within five minutes, by its content or by the id it is given', async () => {
  const { url } = await fifo();
  const one = await send(url, 'same', 'a');
  const two = await send(url, 'same', 'b');
  expect(two.MessageId).toBe(one.MessageId);
  expect(two.SequenceNumber).toBe(one.SequenceNumber);
  await send(url, 'same', 'a', { MessageDeduplicationId: 'other' });
  queues.clock.advance(5 * 60_000);
  await send(url, 'same', 'a');
  const messages = await receive(url, 10, {
    MessageSystemAttributeNames: ['SequenceNumber', 'MessageGroupId'],
  });
  expect(messages).toHaveLength(3);
  const numbers = messages.map(({ Attributes }) => Attributes!.SequenceNumber!);
  expect(numbers).toEqual([...numbers].sort());
  expect(numbers[0]).toMatch(/^\d{20}$/);
});

it('tells messages apart by group when that is the scope', async () => {
  const { url } = await fifo({
    DeduplicationScope: 'messageGroup',
    FifoThroughputLimit: 'perMessageGroupId',
  });
  const one = await send(url, 'same', 'a');
  const two = await send(url, 'same', 'b');
  expect(two.MessageId).not.toBe(one.MessageId);
});

it('answers a receive again that is repeated with its attempt id', async () => {
  const { url } = await fifo();
  await send(url, 'a', 'a');
  const attempt = { ReceiveRequestAttemptId: 'try-1' };
  const first = await receive(url, 10, attempt);
  expect(first).toHaveLength(1);
  expect(await receive(url, 10, attempt)).toEqual(first);
});

it('refuses what only one kind of queue understands', async () => {
  const { url } = await fifo({ ContentBasedDeduplication: false });
  await expect(send(url, 'a', 'a')).rejects.toThrow('ContentBasedDeduplication');
  await expect(
    queues.client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'a' })),
  ).rejects.toThrow('The request must contain the parameter MessageGroupId.');
  await expect(fifo({ QueueName: 'events' })).rejects.toThrow('must end with .fifo suffix');
  const standard = await queues.queue();
  await expect(send(standard.url, 'a', 'a', { MessageDeduplicationId: 'x' })).rejects.toThrow(
    'not valid for this queue type',
  );
});
