import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { deliveryTo } from '../../../local/cloud/delivery.ts';
import type { SqsService } from '../../../local/sqs/index.ts';
import { create } from '../support.ts';
import { startCloud, type Cloud } from './cloud.ts';

let cloud: Cloud;
let folder: string;
afterEach(async () => {
  await cloud.close();
  await rm(folder, { recursive: true });
});

/** A queue with a dead-letter queue, a function that writes down what it is given, and a mapping between them. */
async function start(source: string, mapping: object = {}, queue: Record<string, any> = {}) {
  cloud = await startCloud();
  folder = await mkdtemp(join(tmpdir(), 'seen-'));
  const file = join(folder, 'events');
  const { sqs, lambda } = cloud;
  const make = async (QueueName: string, properties: object) => {
    const { ref, attributes } = await create(sqs.resources, 'AWS::SQS::Queue', { QueueName, ...properties });
    return { url: ref, arn: String(attributes!.Arn) };
  };
  const suffix = queue.FifoQueue ? '.fifo' : '';
  const type = queue.FifoQueue ? { FifoQueue: true } : {};
  const dead = await make(`dead${suffix}`, type);
  const { url, arn } = await make(`work${suffix}`, {
    VisibilityTimeout: 1,
    RedrivePolicy: { deadLetterTargetArn: dead.arn, maxReceiveCount: 1 },
    ...queue,
  });
  await cloud.define(
    'consumer',
    `import { appendFileSync } from 'node:fs';
     export const handler = async ({ Records }) => {
       appendFileSync(process.env.FILE, JSON.stringify(Records) + '\\n');
       const bodies = Records.map(({ body }) => body);
       ${source}
     };`,
    { Timeout: 1, Environment: { Variables: { FILE: file } } },
  );
  const provider = lambda.resources.find((one) => one.type === 'AWS::Lambda::EventSourceMapping')!;
  const connect = async () => {
    await create(lambda.resources, provider.type, {
      EventSourceArn: arn,
      FunctionName: 'consumer',
      ...mapping,
    });
    await provider.settle!();
  };
  const send = (MessageBody: string, more: object = {}) =>
    sqs.call('SendMessage', { QueueUrl: url, MessageBody, ...more });
  const events = async (): Promise<any[][]> =>
    (await readFile(file, 'utf8').catch(() => ''))
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  const buried = () => bodiesIn(sqs, dead.url);
  return { connect, send, events, buried, url, arn };
}

async function bodiesIn(sqs: SqsService, QueueUrl: string): Promise<string[]> {
  const { Messages = [] } = await sqs.call('ReceiveMessage', {
    QueueUrl,
    MaxNumberOfMessages: 10,
    VisibilityTimeout: 0,
  });
  return Messages.map(({ Body }: { Body: string }) => Body);
}

async function left(QueueUrl: string): Promise<number> {
  const { Attributes } = await cloud.sqs.call('GetQueueAttributes', { QueueUrl, AttributeNames: ['All'] });
  return (
    Number(Attributes.ApproximateNumberOfMessages) + Number(Attributes.ApproximateNumberOfMessagesNotVisible)
  );
}

const soon = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 60_000, interval: 20 });

it('hands messages over as Lambda does, and deletes them', async () => {
  const { connect, send, events, url, arn } = await start('');
  await send('hello', { MessageAttributes: { kind: { DataType: 'String', StringValue: 'greeting' } } });
  await connect();
  await soon(async () => expect(await left(url)).toBe(0));
  expect(await events()).toMatchObject([
    [
      {
        body: 'hello',
        messageId: expect.any(String),
        receiptHandle: expect.any(String),
        md5OfBody: '5d41402abc4b2a76b9719d911017c592',
        attributes: { ApproximateReceiveCount: '1', SenderId: '123456789012' },
        messageAttributes: {
          kind: { stringValue: 'greeting', stringListValues: [], binaryListValues: [], dataType: 'String' },
        },
        eventSource: 'aws:sqs',
        eventSourceARN: arn,
        awsRegion: 'us-east-1',
      },
    ],
  ]);
});

it('leaves what a function reports as failed to the dead-letter queue', async () => {
  const { connect, send, buried, url } = await start(
    `return { batchItemFailures: Records.filter(({ body }) => body === 'bad')
       .map(({ messageId }) => ({ itemIdentifier: messageId })) };`,
    { FunctionResponseTypes: ['ReportBatchItemFailures'] },
  );
  for (const body of ['good', 'bad', 'fine']) await send(body);
  await connect();
  await soon(async () => expect(await buried()).toEqual(['bad']));
  expect(await left(url)).toBe(0);
});

it('leaves a whole batch that fails to the dead-letter queue', async () => {
  const { connect, send, buried } = await start(`throw new Error('poison');`);
  for (const body of ['a', 'b']) await send(body);
  await connect();
  await soon(async () => expect((await buried()).sort()).toEqual(['a', 'b']));
});

it('deletes what no filter lets pass', async () => {
  const { connect, send, events, url } = await start('', {
    FilterCriteria: { Filters: [{ Pattern: JSON.stringify({ body: { total: [{ numeric: ['>', 10] }] } }) }] },
  });
  for (const body of ['{"total":5}', '{"total":15}', 'plain']) await send(body);
  await connect();
  await soon(async () => expect(await left(url)).toBe(0));
  expect((await events()).flat().map(({ body }) => body)).toEqual(['{"total":15}']);
});

it('gathers a batch for as long as its window lasts', async () => {
  const { connect, send, events, url } = await start(
    '',
    { BatchSize: 12, MaximumBatchingWindowInSeconds: 1 },
    { VisibilityTimeout: 30 },
  );
  for (let index = 0; index < 12; index++) await send(String(index));
  await connect();
  await soon(async () => expect(await left(url)).toBe(0));
  expect((await events()).map((records) => records.length)).toEqual([12]);
});

it('works off a group of a FIFO queue in order', async () => {
  const { connect, send, events, url } = await start(
    '',
    { BatchSize: 1 },
    { FifoQueue: true, VisibilityTimeout: 30 },
  );
  for (const body of ['1', '2', '3']) await send(body, { MessageGroupId: 'a', MessageDeduplicationId: body });
  await connect();
  await soon(async () => expect(await left(url)).toBe(0));
  expect((await events()).flat().map(({ body }) => body)).toEqual(['1', '2', '3']);
});

it('refuses what Lambda refuses of a mapping of a queue', async () => {
  const { connect } = await start('', {}, { VisibilityTimeout: 0 });
  await expect(connect()).rejects.toThrow(
    'Queue visibility timeout: 0 seconds is less than Function timeout: 1 seconds',
  );
  const mapping = (properties: object) =>
    create(cloud.lambda.resources, 'AWS::Lambda::EventSourceMapping', {
      EventSourceArn: 'arn:aws:sqs:us-east-1:123456789012:work',
      FunctionName: 'consumer',
      ...properties,
    });
  await expect(mapping({ StartingPosition: 'LATEST' })).rejects.toThrow('not supported for a queue');
  await expect(mapping({ BatchSize: 11 })).rejects.toThrow('MaximumBatchingWindowInSeconds');
});

it('delivers on behalf of a role, and says what it cannot deliver to', async () => {
  const { arn, url } = await start('');
  const deliver = deliveryTo({ sqs: cloud.sqs });
  const { principal } = cloud.iam.assume('arn:aws:iam::123456789012:role/Function', 'consumer');
  await deliver(arn, { version: '1.0' }, principal);
  expect(await bodiesIn(cloud.sqs, url)).toEqual(['{"version":"1.0"}']);
  await expect(deliver('arn:aws:sns:us-east-1:123456789012:topic', {}, principal)).rejects.toThrow('topic');
});
