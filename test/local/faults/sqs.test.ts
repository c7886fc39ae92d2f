import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { afterEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../../../local/core/clock.ts';
import { createLog } from '../../../local/core/log.ts';
import { createFaults } from '../../../local/faults/index.ts';
import type { FaultRates } from '../../../local/faults/rates.ts';
import { startQueues, type Queues } from '../sqs/cloud.ts';

let queues: Queues;
let control: ReturnType<typeof createFaults>['control'];
afterEach(() => queues.close());

/** A queue whose messages are hidden for 30 seconds. */
async function start(rates: FaultRates, properties: object = {}) {
  const clock = new ManualClock(Date.now());
  const created = createFaults({ seed: 'test', rates }, { clock, log: createLog('silent') });
  control = created.control;
  queues = await startQueues({ clock, faults: created.faults });
  const { url: QueueUrl } = await queues.queue(properties);
  const { client } = queues;
  return {
    clock,
    send: (MessageBody: string, more: object = {}) =>
      client.send(new SendMessageCommand({ QueueUrl, MessageBody, ...more })),
    receive: async (MaxNumberOfMessages = 10) =>
      (await client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages }))).Messages ?? [],
    remove: (ReceiptHandle: string) => client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle })),
    extend: (ReceiptHandle: string) =>
      client.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 60 })),
  };
}
const bodies = (messages: { Body?: string }[]) => messages.map(({ Body }) => Body);

describe('a standard queue', () => {
  it('hands a message out twice', async () => {
    const { send, receive, remove } = await start({ 'sqs.duplicated': 1 });
    await send('one');
    const [first] = await receive();
    const [second] = await receive();
    expect(second!.MessageId).toBe(first!.MessageId);
    expect(second!.ReceiptHandle).not.toBe(first!.ReceiptHandle);
    await remove(first!.ReceiptHandle!);
    await remove(second!.ReceiptHandle!);
    expect(await receive()).toEqual([]);
    expect(control.counts()).toEqual({ 'sqs.duplicated': 2 });
  });

  it('hands messages out in another order', async () => {
    const { send, receive } = await start({ 'sqs.reordered': 1 });
    const sent = Array.from({ length: 8 }, (_, n) => `${n}`);
    for (const body of sent) await send(body);
    const received = bodies(await receive());
    expect(received).not.toEqual(sent);
    expect([...received].sort()).toEqual(sent);
  });

  it('loses an acknowledgement without a word, and the message comes again when it was due', async () => {
    const { send, receive, remove, clock } = await start({ 'sqs.lostAck': 1 });
    await send('one');
    const [first] = await receive();
    await remove(first!.ReceiptHandle!);
    expect(await receive()).toEqual([]);
    clock.advance(30_000);
    expect(bodies(await receive())).toEqual(['one']);
    expect(control.log()).toMatchObject([{ kind: 'sqs.lostAck', position: 1 }]);
  });

  it('shows a message again before its visibility timeout is over', async () => {
    const { send, receive, extend, clock } = await start({ 'sqs.earlyVisible': 1 });
    await send('one');
    const [first] = await receive();
    expect(await receive()).toEqual([]);
    clock.advance(29_999);
    await expect(extend(first!.ReceiptHandle!)).rejects.toMatchObject({ name: 'MessageNotInflight' });
    expect(bodies(await receive())).toEqual(['one']);
  });
});

describe('a FIFO queue', () => {
  const fifo = { QueueName: 'events.fifo', FifoQueue: true, ContentBasedDeduplication: true };

  it('keeps its order, and a message comes again after a lost acknowledgement, before what follows', async () => {
    const { send, receive, remove, clock } = await start(
      { 'sqs.lostAck': 1, 'sqs.duplicated': 1, 'sqs.reordered': 1, 'sqs.earlyVisible': 1 },
      fifo,
    );
    for (const body of ['1', '2', '3']) await send(body, { MessageGroupId: 'order' });
    const [first] = await receive(1);
    expect(first!.Body).toBe('1');
    await remove(first!.ReceiptHandle!);
    expect(await receive()).toEqual([]);
    clock.advance(30_000);
    expect(bodies(await receive())).toEqual(['1', '2', '3']);
    expect(control.counts()).toEqual({ 'sqs.lostAck': 1 });
  });
});

it('without rates nothing goes wrong', async () => {
  const { send, receive, remove, clock } = await start({});
  for (const body of ['1', '2', '3']) await send(body);
  const received = await receive();
  expect(bodies(received)).toEqual(['1', '2', '3']);
  for (const { ReceiptHandle } of received) await remove(ReceiptHandle!);
  clock.advance(60_000);
  expect(await receive()).toEqual([]);
  expect(control.counts()).toEqual({});
});
